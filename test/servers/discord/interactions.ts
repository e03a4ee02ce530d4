import { type ApiAnswer, type Route, type RouteParts, refusal, refuseFaults, store } from './answers.ts';
import type { BodyKind } from './rules.ts';
import {
  type DrawnModal,
  type MessageBody,
  messageJson,
  type OpenInteraction,
  type State,
  type StoredFile,
  type StoredMessage,
} from './state.ts';

export function interactionRoutes({ state, now, show }: RouteParts): Route[] {
  const byToken = (token: string | undefined) => state.interactions.get(token ?? '');
  return [
    {
      method: 'POST',
      pattern: /^\/interactions\/(\d+)\/([^/]+)\/callback$/,
      open: true,
      handle: ({ body, files }, [id, token]) => {
        const interaction = byToken(token);
        if (interaction?.id !== id || !interaction || now() - interaction.sentAt > 3_000) {
          return refusal(404, 10062, 'Unknown interaction');
        }
        if (interaction.response !== undefined) {
          return refusal(400, 40060, 'Interaction has already been acknowledged.');
        }
        return firstResponse(state, interaction, body as Callback, files, show);
      },
    },
    {
      method: 'PATCH',
      pattern: /^\/webhooks\/\d+\/([^/]+)\/messages\/@original$/,
      open: true,
      handle: ({ body, files }, [token]) => {
        const interaction = byToken(token);
        if (!interaction?.original) return refusal(404, 10015, 'Unknown Webhook');
        const refused = refuseFaults(state, 'originalEdit', body);
        if (refused) return refused;
        interaction.original.body = body as MessageBody;
        interaction.original.files = files;
        show(interaction.id, { kind: 'message', message: interaction.original });
        return { status: 200, body: messageJson(state, interaction.original) };
      },
    },
    {
      method: 'POST',
      pattern: /^\/webhooks\/\d+\/([^/]+)$/,
      open: true,
      handle: ({ body, files }, [token]) => {
        const interaction = byToken(token);
        if (interaction?.response === undefined) return refusal(404, 10015, 'Unknown Webhook');
        const refused = refuseFaults(state, 'followup', body);
        if (refused) return refused;
        const message = reply(state, interaction, body as MessageBody & { flags?: number }, files);
        show(interaction.id, { kind: 'message', message });
        return { status: 200, body: messageJson(state, message) };
      },
    },
  ];
}

interface Callback {
  readonly type: number;
  readonly data?: MessageBody & DrawnModal & { flags?: number; choices?: { name: string; value: string }[] };
}

const schemaOf: Readonly<Record<number, BodyKind>> = {
  4: 'respond',
  5: 'respond',
  6: 'update',
  7: 'update',
  8: 'suggestions',
  9: 'modal',
};

function firstResponse(
  state: State,
  interaction: OpenInteraction,
  callback: Callback,
  files: readonly StoredFile[],
  show: RouteParts['show'],
): ApiAnswer {
  const kind = schemaOf[callback.type];
  if (!kind || !fits(interaction, callback.type)) {
    state.violations.push(`callback ${callback.type} in answer to ${interaction.type}`);
    return refusal(400, 50035, 'Invalid Form Body');
  }
  const refused = refuseFaults(state, kind, callback);
  if (refused) return refused;
  interaction.response = callback.type;
  const { data } = callback;
  if (callback.type === 4 && data) {
    interaction.original = reply(state, interaction, data, files);
    show(interaction.id, { kind: 'message', message: interaction.original });
  }
  if (callback.type === 5) interaction.original = reply(state, interaction, data ?? {});
  if (callback.type === 6 || callback.type === 7) {
    if (interaction.message) interaction.original = interaction.message;
  }
  if (callback.type === 7 && data && interaction.message) {
    interaction.message.body = { ...interaction.message.body, ...data };
    show(interaction.id, { kind: 'message', message: interaction.message });
  }
  if (callback.type === 8) show(interaction.id, { kind: 'choices', choices: data?.choices ?? [] });
  if (callback.type === 9 && data) {
    const openedOn = interaction.message;
    show(interaction.id, { kind: 'modal', modal: data, ...(openedOn ? { openedOn } : {}) });
  }
  return { status: 204 };
}

function fits(interaction: OpenInteraction, response: number): boolean {
  if (interaction.type === 4) return response === 8;
  if (response === 8) return false;
  if (response === 9) return interaction.type !== 5;
  if (response === 6 || response === 7) return interaction.type !== 2 && interaction.message !== undefined;
  return true;
}

function reply(
  state: State,
  interaction: OpenInteraction,
  body: MessageBody & { flags?: number },
  files: readonly StoredFile[] = [],
): StoredMessage {
  const { userId, channelId } = interaction;
  const isPrivate = ((body.flags ?? 0) & 64) !== 0;
  return store(state, { channelId, body, files, ...(isPrivate ? { onlyFor: userId } : {}) });
}
