import { fieldBlockId } from '../../src/adapters/slack/forms.ts';
import { createSlack, type Slack, type SlackSettings } from '../../src/adapters/slack/index.ts';
import { botScopes } from '../../src/adapters/slack/manifest.ts';
import { type Bot, composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { type Hands, handsOf } from '../servers/slack/person.ts';
import { type SlackServer, startSlackServer } from '../servers/slack/server.ts';
import { directId, type Message, type Shown, type State, type User, type View } from '../servers/slack/state.ts';
import { type StoryClock, storyClock } from './clock.ts';
import { freshDatabase } from './database.ts';
import type { LivingCommunity, Reader } from './face.ts';
import { failingLog } from './log.ts';
import { settleBot } from './settling.ts';
import { seenFile, seenOn, seenSent } from './slack-screen.ts';

/** A workspace with the bot in it, over Socket Mode, for tests that look at the platform itself. */
export interface SlackWorkspace {
  readonly server: SlackServer;
  readonly slack: Slack;
  readonly bot: Bot;
  readonly database: Database;
  readonly clock: StoryClock;
  readonly log: ReturnType<typeof failingLog>;
  /** Somebody of the workspace; the same name is the same user. */
  user(name: string, options?: Partial<Pick<User, 'isModerator' | 'locale' | 'zone' | 'teamId'>>): User;
  hands(name: string): Hands;
  close(): Promise<void>;
}

export const teamId = 'T1';
export const botToken = 'xoxb-by-hand';

/** What the bot is set up with unless a test says otherwise: a token by hand, and Socket Mode. */
export function settingsFor(server: SlackServer): SlackSettings {
  const connection = { kind: 'socket', appToken: server.appToken } as const;
  return { apiUrl: server.apiUrl, connection, botToken, oauth: undefined };
}

export async function slackWorkspace(): Promise<SlackWorkspace> {
  const server = await startSlackServer();
  const { state } = server;
  state.workspaces.set(teamId, { id: teamId, name: 'Job seekers' });
  state.tokens.set(botToken, teamId);
  // No story has more than what the manifest asks for.
  state.scopes = botScopes;
  const members: string[] = [];
  state.channels.set('C1', { id: 'C1', name: 'general', members });
  const database = await freshDatabase();
  const clock = storyClock();
  const log = failingLog();
  const { bot, slack } = composeSlack({ server, database, clock, log });
  await bot.open();
  await bot.work([slack.deliveries]);
  await slack.start();

  const user: SlackWorkspace['user'] = (name, options = {}) => {
    const id = `U${name.toUpperCase()}`;
    const known = state.users.get(id);
    const made: User = known ?? { id, name, teamId, isModerator: false, locale: 'en-GB', zone: 'UTC', isGone: false };
    if (!known) members.push(id);
    state.users.set(id, Object.assign(made, options));
    return made;
  };
  return {
    server,
    slack,
    bot,
    database,
    clock,
    log,
    user,
    hands: (name) => handsOf(state, user(name), server.sockets.send),
    close: async () => {
      await slack.close();
      await bot.stop();
      await server.close();
      await database.close();
    },
  };
}

/** The bot on Slack, composed as it runs. */
export function composeSlack(parts: {
  readonly server: SlackServer;
  readonly database: Database;
  readonly clock: StoryClock;
  readonly log: ReturnType<typeof failingLog>;
  readonly settings?: SlackSettings;
}): { bot: Bot; slack: Slack } {
  return composeSlackWith({ ...parts, settings: parts.settings ?? settingsFor(parts.server) });
}

/** The same, with a Slack that is reached as `settings` says. */
export function composeSlackWith(parts: {
  readonly database: Database;
  readonly clock: StoryClock;
  readonly log: ReturnType<typeof failingLog>;
  readonly settings: SlackSettings;
}): { bot: Bot; slack: Slack } {
  const { database, clock, log, settings } = parts;
  const bot = composeBot({ database, secretKey: new Uint8Array(32).fill(7), clock, random: systemRandom, log });
  const { communities, dispatcher, claims, secrets } = bot;
  const slack = createSlack({
    settings,
    dispatcher,
    clock,
    log,
    claims,
    secrets,
    home: dispatcher.home,
    communities: communities.port,
    onFatal: ({ message }) => log.error({}, message),
  });
  return { bot, slack };
}

/** A community on Slack: every step goes through the real SDK to a Slack on this machine, and all that is sent is checked. */
export async function slackCommunity(): Promise<LivingCommunity> {
  return communityIn(await slackWorkspace());
}

/** The same in a workspace that the test looks behind. */
export function communityIn(workspace: SlackWorkspace): LivingCommunity {
  const { clock, log, bot, server } = workspace;
  const check = () => {
    log.check();
    const refused = server.state.refused.splice(0);
    if (refused.length > 0) throw new Error(`Slack refused: ${refused.join('; ')}`);
  };
  const member: LivingCommunity['member'] = (name, { moderator = false, zone = 'UTC' } = {}) =>
    faceOf(server.state, workspace.user(name, { isModerator: moderator, zone }), workspace.hands(name), check);
  const settle = async () => {
    await settleBot(bot);
    check();
  };
  return { member, clock, settle, close: workspace.close };
}

/** Somebody's client. `check` throws where the bot did what it must not. */
export function faceOf(state: State, user: User, hands: Hands, check: () => void): Reader {
  let last: Message | View | undefined;
  let channel = 'C1';

  const look = async (act: () => Promise<void>) => {
    hands.lookAway();
    await act();
    const came: Shown[] = [];
    // Files come before the card that tells of them.
    while (came.every(isFiles)) came.push(...(await hands.seen()).filter(isAnswer));
    const shown = came.at(-1);
    const files = came.flatMap((each) => (each.kind === 'message' ? each.message.files : []));
    check();
    if (!shown) throw new Error('Nothing was shown');
    if (shown.kind === 'message') last = shown.message;
    else if (shown.view.submit === undefined) last = shown.view;
    return { ...seenOn(shown), ...(files.length > 0 ? { files: files.map(seenFile) } : {}) };
  };
  const control = (label: string) => {
    const elements = (last?.blocks ?? []).flatMap((block) => (block.type === 'actions' ? block.elements : []));
    const found = elements.find((element) => {
      if (element.type === 'button') return element.text.text === label;
      return element.type === 'static_select' && element.placeholder?.text === label;
    });
    if (!last || !found?.action_id) throw new Error(`There is no "${label}" on the last card`);
    return { on: last, actionId: found.action_id };
  };

  const reads: Reader['reads'] = async (place) => {
    const there = channelsAt(state, user, place);
    const sent = state.messages.filter((each) => there.includes(each.channel) && each.onlyFor === undefined);
    const withButtons = sent.findLast(({ blocks }) => blocks.some((block) => block.type === 'actions'));
    if (withButtons) {
      last = withButtons;
      channel = withButtons.channel;
    }
    return seenSent(sent);
  };

  return {
    reads,
    types: (line) => look(() => hands.command(line, channel)),
    presses: (label) => {
      const { on, actionId } = control(label);
      return look(() => hands.press(on, actionId));
    },
    chooses: (label, ...chosen) => {
      const { on, actionId } = control(label);
      return look(() => hands.press(on, actionId, chosen[0]));
    },
    submits: (values) => {
      const { modal } = hands;
      if (!modal) throw new Error('There is no open form');
      const named = Object.entries(values).map(([name, value]) => {
        const id = fieldBlockId(modal.callback_id, name);
        return [id, idsFor(state, modal, id, value)] as const;
      });
      return look(() => hands.submit(Object.fromEntries(named)));
    },
  };
}

/** Slack's own lists of people and channels show names and send ids. */
function idsFor({ channels }: State, { blocks }: View, blockId: string, value: string | readonly string[]) {
  const block = blocks.find((each) => each.block_id === blockId);
  const type = block?.type === 'input' ? block.element.type : undefined;
  if (type === 'multi_users_select') return [value].flat().map((name) => `U${name.toUpperCase()}`);
  if (type !== 'multi_conversations_select') return value;
  return [value].flat().map((name) => [...channels.values()].find((each) => each.name === name)?.id ?? name);
}

/** The ids of the channels that a story means by `place`. */
function channelsAt({ channels }: State, user: User, place: string): readonly string[] {
  if (place === 'direct') return [directId(user.id)];
  const found = [...channels.values()].filter(({ id, name, members }) =>
    place === 'group' ? id.startsWith('G') && members.includes(user.id) : name === place,
  );
  return found.map(({ id }) => id);
}

/** Not what the bot says to all of a channel meanwhile. */
function isAnswer(shown: Shown): boolean {
  if (shown.kind !== 'message') return true;
  return shown.message.onlyFor !== undefined || shown.message.channel.startsWith('D');
}

function isFiles(shown: Shown): boolean {
  return shown.kind === 'message' && shown.message.files.length > 0;
}
