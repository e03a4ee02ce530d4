import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  type Context,
  expiredReply,
  isRowId,
  type Outcome,
  replace,
  reply,
} from '../../core/interactions/index.ts';
import type { Card } from '../../core/views/index.ts';
import type { Queries } from '../../db/database.ts';
import type { Announcement } from './announcement.ts';
import { heldConsent } from './consents.ts';
import { kinds, type Parts } from './parts.ts';
import type { Aliased } from './store-aliases.ts';
import { messages } from './texts.ts';
import { actions, type ModeratedPost, postCard, postsCard } from './views-moderation.ts';

const listed = 10;

/** `/community posts`: those without their author's name, which moderators read, remove and silence without learning whose they are. */
export function postsCommand(parts: Parts): Command {
  return defineCommand({
    name: 'posts',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'summary-posts'),
    firstResponse: 'private',
    options: {
      alias: { kind: 'text', maxLength: 60, summary: (locale) => messages.text(locale, 'option-alias') },
    },
    run: async (context, { alias }) => reply(await overview(parts, context, alias?.value)),
  });
}

async function overview(parts: Parts, { member }: Context, alias: string | undefined): Promise<Card> {
  const { id, communityId, locale } = member;
  const { aliases, consents } = parts;
  const found = alias ? await aliases.named(communityId, alias) : await aliases.held(communityId);
  if (found) return postCard(locale, await opened(parts, found));
  const latest = await aliases.latest(communityId, listed);
  const isTold = (await consents.of(id)).includes(heldConsent.name);
  return postsCard(
    locale,
    latest.map((each) => each.alias),
    { isTold, isUnknown: alias !== undefined },
  );
}

/** A post as moderators see it: its author stays here. */
async function opened({ database, store }: Parts, aliased: Aliased, queries?: Queries): Promise<ModeratedPost> {
  const records = store.within(queries ?? database.queries);
  const kept = await records.find(aliased.memberId, aliased.id);
  const announcement = kept && kept !== 'not-yours' ? kept.value : undefined;
  const { postId, alias, state } = aliased;
  return { postId, alias, state, announcement };
}

export function moderatorActions(parts: Parts): ActionHandler[] {
  const { database, aliases, consents } = parts;
  const onPost = (
    action: string,
    said: 'said-published' | 'said-removed' | 'said-silenced',
    run: (queries: Queries, post: Aliased, context: Context) => Promise<void>,
  ): ActionHandler => ({
    action,
    audience: 'moderator',
    run: (context, { row }) =>
      database.transaction(async (queries): Promise<Outcome> => {
        const { communityId, locale } = context.member;
        const post = isRowId(row) ? await aliases.ofPost(queries, communityId, row) : undefined;
        if (!post) return expiredReply(locale);
        await run(queries, post, context);
        const standing = (await aliases.of(queries, post.id)) ?? post;
        return replace(postCard(locale, await opened(parts, standing, queries), said));
      }),
  });
  return [
    onPost(actions.publish, 'said-published', (queries, post, context) => publish(parts, queries, post, context)),
    onPost(actions.remove, 'said-removed', (queries, post, context) => remove(parts, queries, post, context)),
    // The same whether they are silenced already or not: nobody learns that two aliases are one person.
    onPost(actions.silence, 'said-silenced', (queries, { memberId }, { now }) =>
      aliases.silence(queries, memberId, now),
    ),
    {
      action: actions.tellMe,
      audience: 'moderator',
      run: async (context) => {
        await consents.give(database.queries, context.member.id, heldConsent);
        return replace(await overview(parts, context, undefined));
      },
    },
  ];
}

async function publish({ aliases, outbox }: Parts, queries: Queries, post: Aliased, { now }: Context): Promise<void> {
  const { id, communityId, memberId, dueAt, state } = post;
  if (state !== 'held') return;
  // The hour that its author left to chance is kept, where it is still to come.
  const isEarly = dueAt !== null && dueAt > now;
  await aliases.change(queries, id, { state: isEarly ? 'due' : 'out' });
  if (!isEarly) await outbox.enqueue(queries, { kind: kinds.post, row: id, communityId, memberId });
}

async function remove(
  { aliases, store, outbox }: Parts,
  queries: Queries,
  post: Aliased,
  { now }: Context,
): Promise<void> {
  const { id, communityId, memberId, state } = post;
  if (state !== 'held' && state !== 'out') return;
  await aliases.change(queries, id, { state: 'gone' });
  const records = store.within(queries);
  const kept = await records.find(memberId, id);
  if (!kept || kept === 'not-yours' || kept.value.state !== 'posted') return;
  // Their words stay theirs, for /mydata.
  const value: Announcement = { ...kept.value, state: 'removed' };
  if (!(await records.save(memberId, { id, version: kept.version, value, now }))) {
    throw new Error('A post changed while it was being removed; nothing was removed');
  }
  if (value.message) await outbox.refresh(queries, { kind: kinds.edit, row: id, communityId, memberId });
}
