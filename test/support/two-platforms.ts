import { createDiscord } from '../../src/adapters/discord/index.ts';
import { createSlack } from '../../src/adapters/slack/index.ts';
import { composeBot } from '../../src/compose.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import type { Database } from '../../src/db/database.ts';
import { type DiscordServer, startDiscordServer } from '../servers/discord/server.ts';
import { handsOf } from '../servers/slack/person.ts';
import { startSlackServer } from '../servers/slack/server.ts';
import type { User } from '../servers/slack/state.ts';
import { type StoryClock, storyClock } from './clock.ts';
import { freshDatabase } from './database.ts';
import { createFace, guild, inGeneral } from './discord-face.ts';
import type { Reader } from './face.ts';
import { rememberingLog } from './log.ts';
import { settleBot } from './settling.ts';
import { botToken, faceOf, settingsFor, teamId } from './slack.ts';

interface Who {
  readonly moderator?: boolean;
}

/** One bot with a community on Discord and another on Slack, for stories in which members of both meet. */
export interface TwoPlatforms {
  onDiscord(name: string, who?: Who): Reader;
  onSlack(name: string, who?: Who): Reader;
  readonly clock: StoryClock;
  /** Puts something in the way of requests to Discord. */
  readonly interfere: DiscordServer['interfere'];
  readonly database: Database;
  /** Lets the bot do what is due by the clock, and waits until all of it is sent. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

export async function twoPlatforms(): Promise<TwoPlatforms> {
  const [discordServer, slackServer] = [await startDiscordServer(), await startSlackServer()];
  discordServer.state.guilds.set(guild.id, guild);
  const { state } = slackServer;
  const inChannel: string[] = [];
  state.workspaces.set(teamId, { id: teamId, name: 'Job seekers' });
  state.tokens.set(botToken, teamId);
  state.channels.set('C1', { id: 'C1', name: 'general', members: inChannel });
  const database = await freshDatabase();
  const clock = storyClock();
  const log = rememberingLog();
  const bot = composeBot({ database, secretKey: new Uint8Array(32).fill(7), clock, random: systemRandom, log });
  const { dispatcher, claims, secrets } = bot;
  const communities = bot.communities.port;
  const discord = createDiscord({
    options: { token: discordServer.state.token, apiUrl: discordServer.apiUrl, sharding: 'auto' },
    dispatcher,
    communities,
    claims,
    locales: ['en'],
    clock,
    log,
    onFatal: (error) => log.error({ error }, 'Discord ended'),
  });
  const slack = createSlack({
    settings: settingsFor(slackServer),
    dispatcher,
    clock,
    log,
    claims,
    secrets,
    home: dispatcher.home,
    communities,
    onFatal: (error) => log.error({ error }, 'Slack ended'),
  });
  const connected = log.heard('Connected to Discord');
  await bot.open();
  await bot.work([discord.deliveries, slack.deliveries]);
  await discord.start();
  await slack.start();
  await connected;

  const check = () => {
    log.check();
    const refused = state.refused.splice(0);
    if (refused.length > 0) throw new Error(`Slack refused: ${refused.join('; ')}`);
  };
  const persons = new Map<string, string>();
  const idOf = (name: string): string => {
    const id = persons.get(name) ?? String(800_000_000_000_000_001n + BigInt(persons.size));
    persons.set(name, id);
    return id;
  };
  return {
    onDiscord: (name, { moderator = false } = {}) => {
      const person = { id: idOf(name), name, moderator };
      return createFace({ server: discordServer, log, dispatcher, person, where: inGeneral, idOf });
    },
    onSlack: (name, { moderator = false } = {}) => {
      const id = `U${name.toUpperCase()}`;
      const locale = 'en-GB';
      const user: User = { id, name, teamId, isModerator: moderator, locale, zone: 'UTC', isGone: false };
      if (!state.users.has(id)) inChannel.push(id);
      state.users.set(id, user);
      return faceOf(state, user, handsOf(state, user, slackServer.sockets.send), check);
    },
    clock,
    interfere: discordServer.interfere,
    database,
    settle: async () => {
      await settleBot(bot);
      check();
    },
    close: async () => {
      await discord.close();
      await slack.close();
      await bot.stop();
      await discordServer.close();
      await slackServer.close();
      await database.close();
      discordServer.forget();
    },
  };
}
