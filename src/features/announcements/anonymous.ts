import {
  type ActionHandler,
  type Context,
  findCurrent,
  type Outcome,
  type Press,
  replace,
} from '../../core/interactions/index.ts';
import type { Kept } from '../../core/ports/index.ts';
import type { Queries } from '../../db/database.ts';
import type { Announcement } from './announcement.ts';
import { heldConsent } from './consents.ts';
import { kinds, type Parts } from './parts.ts';
import { chanceOf, dayBefore, isFull, isGuarded, refusal } from './rules.ts';
import type { Aliased } from './store-aliases.ts';
import { actions, aliasPreviewCard, postedCard, previewCard } from './views.ts';

/** Posting without one's name: under which alias and who reads it is said first. */
export function anonymousActions(parts: Parts): ActionHandler[] {
  const { content } = parts;
  return [
    withDraft(parts, actions.alias, async ({ member }, draft, aliased) => {
      const isHeld = isGuarded(draft.value.words, content(member.locale).guard);
      return replace(aliasPreviewCard(member.locale, draft, aliased.alias, isHeld));
    }),
    withDraft(parts, actions.postAlias, (context, draft, aliased, queries) =>
      post(parts, context, draft, { ...aliased, dueAt: null }, queries),
    ),
    withDraft(parts, actions.postLater, (context, draft, aliased, queries) => {
      const dueAt = chanceOf(context.now, parts.random.fraction());
      return post(parts, context, draft, { ...aliased, dueAt }, queries);
    }),
  ];
}

type WithDraft = (context: Context, draft: Kept<Announcement>, aliased: Aliased, queries: Queries) => Promise<Outcome>;

/** Something that a member does with a draft and its alias, where they may post without their name at all. */
function withDraft({ database, store, aliases, content }: Parts, action: string, run: WithDraft): ActionHandler {
  const standing = ({ member }: Context, kept: Kept<Announcement>) =>
    kept.value.state === 'draft'
      ? previewCard(member.locale, kept, member.platformUserId)
      : postedCard(member.locale, kept, 'posted-text');
  const decide = async (context: Context, press: Press, queries: Queries): Promise<Outcome> => {
    const { id: memberId, communityId, locale, platformUserId } = context.member;
    await aliases.lock(queries, memberId);
    const draft = await findCurrent(context, store.within(queries), press, standing);
    if ('kind' in draft) return draft;
    if (draft.value.state !== 'draft') return replace(standing(context, draft));
    const today = await aliases.countSince(queries, communityId, dayBefore(context.now));
    const why = refusal(await aliases.past(queries, memberId), context.now) ?? (isFull(today) ? 'full' : undefined);
    // In the language of everybody: their own would tell who wrote it where few speak it.
    const author = await store.author(draft.id, queries);
    const names = content(author?.locale ?? locale).aliases;
    const aliased = why
      ? undefined
      : await aliases.give(queries, { id: draft.id, memberId, communityId }, names, context.now);
    // What they wrote stays, to be posted under their name or later.
    if (!aliased) return replace(previewCard(locale, draft, platformUserId, why ?? 'once-a-day'));
    return run(context, draft, aliased, queries);
  };
  return { action, run: (context, press) => database.transaction((queries) => decide(context, press, queries)) };
}

async function post(
  { store, aliases, outbox, content }: Parts,
  { member, now }: Context,
  { id, version, value }: Kept<Announcement>,
  { alias, dueAt }: Aliased,
  queries: Queries,
): Promise<Outcome> {
  const { id: memberId, communityId, locale } = member;
  const changed: Announcement = { ...value, alias, state: 'posted' };
  const kept = await store.within(queries).save(memberId, { id, version, value: changed, now });
  if (!kept) throw new Error('A draft changed while its author was locked; nothing was posted');
  const isHeld = isGuarded(value.words, content(locale).guard);
  const state = isHeld ? 'held' : dueAt ? 'due' : 'out';
  await aliases.change(queries, id, { state, postedAt: now, dueAt });
  if (state === 'out') await outbox.enqueue(queries, { kind: kinds.post, row: id, communityId, memberId });
  if (state === 'held') {
    for (const listener of await aliases.listeners(queries, communityId, heldConsent.name)) {
      await outbox.refresh(queries, { kind: kinds.held, row: listener, communityId, memberId: listener });
    }
  }
  const said = { held: 'posted-held', due: 'posted-later', out: 'posted-text' } as const;
  return replace(postedCard(locale, kept, said[state]));
}
