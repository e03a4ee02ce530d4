import type { InputBlock, KnownBlock } from '@slack/types';
import { faultsOfModal } from './check.ts';
import { redraw, requireTaken, viewOf } from './methods.ts';
import type { Envelope } from './sockets.ts';
import { directId, type Message, post, type Shown, type State, type User, type View, type Window } from './state.ts';

/** How Slack tells the bot of something: over a socket or by a signed request. Resolves to what was acknowledged. */
export type Tell = (envelope: Envelope) => Promise<unknown>;

/** What one user does in Slack. Each resolves once Slack has its acknowledgement. */
export interface Hands {
  command(line: string, channel: string): Promise<void>;
  shortcut(callbackId: string): Promise<void>;
  /** Uses a shortcut of a message. */
  messageShortcut(callbackId: string, message: MessageByMember, channel: string): Promise<void>;
  /** Presses, or chooses in, the element with this action_id of a message or view. */
  press(on: Message | View, actionId: string, chosen?: string): Promise<void>;
  /** Submits the topmost modal; values by block_id, others as they stand. */
  submit(values: Readonly<Record<string, string | readonly string[]>>): Promise<void>;
  openHome(eventId?: string): Promise<void>;
  /** The topmost modal. */
  readonly modal: View | undefined;
  /** Forgets what came to be seen so far. */
  lookAway(): void;
  /** What came to be seen since the last call; waits for the first. */
  seen(): Promise<readonly Shown[]>;
}

/** A message that a member wrote, as Slack holds it: escaped. */
export interface MessageByMember {
  readonly user: string;
  readonly text: string;
}

interface Json {
  readonly [key: string]: unknown;
}

// Docs.slack.dev: a trigger_id opens something for 3 s.
const triggerMs = 3_000;
const longestWaitMs = 8_000;

export function handsOf(state: State, user: User, tell: Tell): Hands {
  const { id: userId } = user;
  const window: Window = { userId, modals: [], shown: [] };
  state.windows.push(window);
  const origin = () => state.workspaces.get(user.teamId);

  const trigger = () => {
    const id = `${state.next()}.${userId}.trigger`;
    state.triggers.set(id, window);
    setTimeout(() => state.triggers.delete(id), triggerMs).unref();
    return id;
  };
  const responseUrl = (channel: string, original?: Message) => {
    const path = `/response/${state.next()}`;
    state.responses.set(path, { window, channel, left: 5, ...(original ? { original } : {}) });
    return `${state.origin}${path}`;
  };
  const common = () => ({
    api_app_id: 'A1',
    token: 'old',
    team: { id: user.teamId, domain: 'jobs' },
    enterprise: origin()?.enterpriseId === undefined ? null : { id: origin()?.enterpriseId, name: 'org' },
    is_enterprise_install: state.organisations.has(origin()?.enterpriseId ?? ''),
    user: { id: userId, username: user.name, name: user.name, team_id: user.teamId },
    trigger_id: trigger(),
  });
  const viewPayload = (view: View): Json => ({
    ...view,
    team_id: user.teamId,
    app_id: 'A1',
    bot_id: 'BBOT',
    root_view_id: window.modals[0]?.id ?? view.id,
    previous_view_id: previousOf(window.modals, view),
    app_installed_team_id: user.teamId,
    state: { values: {} },
  });

  const showAck = (answer: unknown, channel: string) => {
    const message = answer as { text?: string; blocks?: never[]; response_type?: string } | undefined;
    if (!message || message.text === undefined) return;
    const onlyFor = message.response_type === 'in_channel' ? {} : { onlyFor: userId };
    post(state, { channel, text: message.text, blocks: message.blocks ?? [], ...onlyFor }, window);
  };

  const takeSubmission = (view: View, answer: unknown) => {
    const { response_action: action, ...rest } = (answer ?? {}) as {
      response_action?: string;
      view?: unknown;
      errors?: Record<string, string>;
    };
    switch (action) {
      case undefined:
        window.modals = window.modals.filter((each) => each !== view);
        return;
      case 'errors': {
        const ids = new Set(view.blocks.flatMap((block) => (block.type === 'input' ? [block.block_id] : [])));
        const unknown = Object.keys(rest.errors ?? {}).filter((id) => !ids.has(id));
        requireTaken(
          state,
          unknown.map((id) => `an error for ${id}, which is no input`),
        );
        window.shown.push({ kind: 'errors', view, errors: rest.errors ?? {} });
        return;
      }
      case 'update':
        requireTaken(state, faultsOfModal(rest.view));
        redraw(view, viewOf(state, rest.view, 'modal'));
        window.shown.push({ kind: 'view', view });
        return;
      default:
        state.refused.push(`response_action ${action}`);
    }
  };

  return {
    command: async (line, channel) => {
      const [command = '', ...words] = line.split(' ');
      const answer = await tell({
        type: 'slash_commands',
        payload: {
          token: 'old',
          api_app_id: 'A1',
          team_id: user.teamId,
          team_domain: 'jobs',
          ...(origin()?.enterpriseId === undefined ? {} : { enterprise_id: origin()?.enterpriseId }),
          is_enterprise_install: String(state.organisations.has(origin()?.enterpriseId ?? '')),
          channel_id: channel,
          channel_name: state.channels.get(channel)?.name ?? 'general',
          user_id: userId,
          user_name: user.name,
          command,
          text: escaped(words.join(' ')),
          response_url: responseUrl(channel),
          trigger_id: trigger(),
        },
      });
      showAck(answer, channel);
    },
    shortcut: async (callbackId) => {
      await tell({
        type: 'interactive',
        payload: { type: 'shortcut', callback_id: callbackId, action_ts: '1.1', ...common() },
      });
    },
    messageShortcut: async (callbackId, message, channel) => {
      await tell({
        type: 'interactive',
        payload: {
          type: 'message_action',
          callback_id: callbackId,
          action_ts: '1.1',
          message_ts: '5.5',
          ...common(),
          channel: { id: channel, name: 'general' },
          message: { type: 'message', ts: '5.5', ...message },
          response_url: responseUrl(channel),
        },
      });
    },
    press: async (on, actionId, chosen) => {
      const block = on.blocks.find(
        (each) => each.type === 'actions' && each.elements.some((element) => element.action_id === actionId),
      );
      const element =
        block?.type === 'actions' ? block.elements.find((each) => each.action_id === actionId) : undefined;
      if (!element) throw new Error(`There is no ${actionId}`);
      const action = {
        type: element.type,
        action_id: actionId,
        block_id: block?.block_id,
        action_ts: `${state.next()}.0`,
        ...(chosen === undefined
          ? {}
          : { selected_option: { text: { type: 'plain_text', text: chosen }, value: chosen } }),
      };
      const where =
        'ts' in on
          ? messagePlace(state, on, responseUrl)
          : { view: viewPayload(on), container: { type: 'view', view_id: on.id } };
      await tell({ type: 'interactive', payload: { type: 'block_actions', ...common(), ...where, actions: [action] } });
    },
    submit: async (values) => {
      const view = window.modals.at(-1);
      if (!view) throw new Error('There is no modal');
      view.blocks = view.blocks.map((block) => filled(block, values));
      const payload = {
        type: 'view_submission',
        ...common(),
        view: { ...viewPayload(view), state: { values: standing(view) } },
      };
      takeSubmission(view, await tell({ type: 'interactive', payload }));
    },
    openHome: async (eventId = `Ev${state.next()}`) => {
      await tell({
        type: 'events_api',
        payload: {
          type: 'event_callback',
          event_id: eventId,
          event_time: 1,
          team_id: user.teamId,
          api_app_id: 'A1',
          token: 'old',
          authorizations: [
            {
              team_id: user.teamId,
              enterprise_id: origin()?.enterpriseId ?? null,
              user_id: 'UBOT',
              is_bot: true,
              is_enterprise_install: state.organisations.has(origin()?.enterpriseId ?? ''),
            },
          ],
          event: { type: 'app_home_opened', user: userId, channel: directId(userId), tab: 'home', event_ts: '1.1' },
        },
      });
    },
    get modal() {
      return window.modals.at(-1);
    },
    lookAway: () => {
      window.shown.length = 0;
    },
    seen: async () => {
      const { shown } = window;
      const deadline = performance.now() + longestWaitMs;
      while (shown.length === 0 && performance.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 5));
      if (shown.length === 0) throw new Error(`Nothing came to be seen; refused: ${state.refused.join('; ')}`);
      return shown.splice(0);
    },
  };
}

function previousOf(stack: readonly View[], view: View): string | null {
  return stack[stack.indexOf(view) - 1]?.id ?? null;
}

function messagePlace(
  state: State,
  message: Message,
  responseUrl: (channel: string, original: Message) => string,
): Json {
  const { ts, channel, threadTs } = message;
  return {
    channel: { id: channel, name: state.channels.get(channel)?.name ?? 'general' },
    message: { type: 'message', ts, text: message.text, blocks: message.blocks },
    container: {
      type: 'message',
      message_ts: ts,
      channel_id: channel,
      is_ephemeral: message.onlyFor !== undefined,
      ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
    },
    response_url: responseUrl(channel, message),
  };
}

/** A block with what was typed or chosen in it, which stays while its modal is open. */
function filled(block: KnownBlock, values: Readonly<Record<string, string | readonly string[]>>): KnownBlock {
  const given = block.block_id === undefined ? undefined : values[block.block_id];
  if (block.type !== 'input' || given === undefined) return block;
  const { element } = block;
  if (element.type === 'plain_text_input') return { ...block, element: { ...element, initial_value: String(given) } };
  if (element.type === 'multi_users_select')
    return { ...block, element: { ...element, initial_users: [given].flat() } };
  if (element.type === 'multi_conversations_select') {
    return { ...block, element: { ...element, initial_conversations: [given].flat() } };
  }
  if (element.type !== 'static_select' && element.type !== 'multi_static_select') return block;
  // What is no option is sent all the same, as a forged request would.
  const options = [given].flat().map((value) => {
    const offered = element.options?.find((option) => option.value === value);
    return offered ?? { text: { type: 'plain_text' as const, text: value }, value };
  });
  if (element.type === 'multi_static_select') return { ...block, element: { ...element, initial_options: options } };
  const { initial_option: _before, ...rest } = element;
  return { ...block, element: { ...rest, ...(options[0] ? { initial_option: options[0] } : {}) } };
}

/** `view.state.values`. */
function standing(view: View): Json {
  const state: Record<string, Json> = {};
  for (const block of view.blocks) {
    if (block.type !== 'input' || block.block_id === undefined) continue;
    const { element } = block;
    state[block.block_id] = { [element.action_id ?? '']: { type: element.type, ...inputState(element) } };
  }
  return state;
}

function inputState(element: InputBlock['element']): Json {
  switch (element.type) {
    case 'plain_text_input':
      return { value: element.initial_value || null };
    case 'static_select':
      return { selected_option: element.initial_option ?? null };
    case 'multi_static_select':
      return { selected_options: element.initial_options ?? [] };
    case 'multi_users_select':
      return { selected_users: element.initial_users ?? [] };
    case 'multi_conversations_select':
      return { selected_conversations: element.initial_conversations ?? [] };
    default:
      throw new Error(`Nothing of ours uses ${element.type}`);
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
