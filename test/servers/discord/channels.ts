import { type ApiAnswer, type Handler, type Route, type RouteParts, refusal, refuseFaults, store } from './answers.ts';
import { type MessageBody, messageJson } from './state.ts';

interface ThreadBody {
  readonly name: string;
  readonly auto_archive_duration?: number;
}

export function channelRoutes({ state }: RouteParts): Route[] {
  const may = (channelId: string): ApiAnswer | undefined => {
    if (state.forbidden.has(channelId)) return refusal(403, 50013, 'Missing Permissions');
    const isThread = state.threads.has(channelId);
    const isDirect = [...state.directChannels.values()].includes(channelId);
    const isChannel = channelId.startsWith('6');
    return isThread || isDirect || isChannel ? undefined : refusal(404, 10003, 'Unknown Channel');
  };
  const recipientOf = (channelId: string) => {
    return [...state.directChannels].find(([, each]) => each === channelId)?.[0];
  };

  const postMessage: Handler = ({ body, files }, [channelId = '']) => {
    const refused = may(channelId) ?? refuseFaults(state, 'message', body);
    if (refused) return refused;
    if (state.closedDirect.has(recipientOf(channelId) ?? '')) {
      return refusal(403, 50007, 'Cannot send messages to this user');
    }
    const thread = state.threads.get(channelId);
    if (thread?.isLocked) return refusal(400, 160005, 'Thread is locked');
    // Sending wakes an archived thread; everything else in it has to wake it first.
    if (thread) thread.isArchived = false;
    const given = body as MessageBody & { nonce?: string; enforce_nonce?: boolean };
    const nonce = given.enforce_nonce ? given.nonce : undefined;
    const same = nonce === undefined ? undefined : [...state.messages.values()].find((each) => each.nonce === nonce);
    const message = same ?? store(state, { channelId, body: given, files, ...(nonce === undefined ? {} : { nonce }) });
    return { status: 200, body: messageJson(state, message) };
  };

  const openThread = (id: string, parentId: string, body: unknown, isPrivate: boolean): ApiAnswer => {
    const { name, auto_archive_duration: archiveAfterMinutes = 4_320 } = body as ThreadBody;
    const isActive = ({ isArchived }: { readonly isArchived: boolean }) => !isArchived;
    if (
      state.threads.size >= state.mostThreads &&
      [...state.threads.values()].filter(isActive).length >= state.mostThreads
    ) {
      return refusal(400, 160006, 'Maximum number of active threads reached');
    }
    const memberIds = new Set<string>();
    const thread = {
      id,
      parentId,
      name,
      isPrivate,
      memberIds,
      archiveAfterMinutes,
      isArchived: false,
      isLocked: false,
    };
    state.threads.set(id, thread);
    return { status: 201, body: { id, type: isPrivate ? 12 : 11, name, parent_id: parentId } };
  };

  return [
    {
      method: 'POST',
      pattern: /^\/users\/@me\/channels$/,
      handle: ({ body }) => {
        const refused = refuseFaults(state, 'directChannel', body);
        if (refused) return refused;
        const { recipient_id: userId } = body as { recipient_id: string };
        const id = state.directChannels.get(userId) ?? state.nextId();
        state.directChannels.set(userId, id);
        return { status: 200, body: { id, type: 1, recipients: [{ id: userId }] } };
      },
    },
    { method: 'POST', pattern: /^\/channels\/(\d+)\/messages$/, handle: postMessage },
    {
      method: 'PATCH',
      pattern: /^\/channels\/(\d+)\/messages\/(\d+)$/,
      handle: ({ body }, [channelId = '', id = '']) => {
        const refused = may(channelId) ?? refuseFaults(state, 'edit', body);
        if (refused) return refused;
        const message = state.messages.get(id);
        if (!message) return refusal(404, 10008, 'Unknown Message');
        if (state.threads.get(channelId)?.isArchived) return refusal(400, 50083, 'Thread is archived');
        message.body = { ...message.body, ...(body as MessageBody) };
        return { status: 200, body: messageJson(state, message) };
      },
    },
    {
      method: 'POST',
      pattern: /^\/channels\/(\d+)\/messages\/(\d+)\/threads$/,
      handle: ({ body }, [channelId = '', id = '']) => {
        const refused = may(channelId) ?? refuseFaults(state, 'messageThread', body);
        if (refused) return refused;
        if (!state.messages.has(id)) return refusal(404, 10008, 'Unknown Message');
        if (state.threads.has(id)) return refusal(400, 160004, 'A thread has already been created for this message');
        return openThread(id, channelId, body, false);
      },
    },
    {
      method: 'POST',
      pattern: /^\/channels\/(\d+)\/threads$/,
      handle: ({ body }, [channelId = '']) => {
        const refused = may(channelId) ?? refuseFaults(state, 'thread', body);
        return refused ?? openThread(state.nextId(), channelId, body, (body as { type?: number }).type === 12);
      },
    },
    {
      method: 'PATCH',
      pattern: /^\/channels\/(\d+)$/,
      handle: ({ body }, [threadId = '']) => {
        const refused = may(threadId) ?? refuseFaults(state, 'threadEdit', body);
        if (refused) return refused;
        const thread = state.threads.get(threadId);
        // Whoever may write there may wake it; the rest needs the right to manage threads, which the bot does not ask for.
        const keys = Object.keys(body as object);
        if (!thread || thread.isLocked || keys.some((key) => key !== 'archived')) {
          return refusal(403, 50013, 'Missing Permissions');
        }
        thread.isArchived = (body as { archived: boolean }).archived;
        return { status: 200, body: { id: threadId, type: thread.isPrivate ? 12 : 11, name: thread.name } };
      },
    },
    {
      method: 'PUT',
      pattern: /^\/channels\/(\d+)\/thread-members\/(\d+)$/,
      handle: (_request, [threadId = '', userId = '']) => {
        const thread = state.threads.get(threadId);
        if (!thread) return refusal(404, 10003, 'Unknown Channel');
        if (thread.isArchived) return refusal(400, 50083, 'Thread is archived');
        if (userId.endsWith('404')) return refusal(404, 10007, 'Unknown Member');
        thread.memberIds.add(userId);
        return { status: 204 };
      },
    },
  ];
}
