import {
  type ActionHandler,
  actionToken,
  type Context,
  chosenValues,
  expiredReply,
  type FormHandler,
  idsFrom,
  isRowId,
  type Outcome,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import type { FormValues } from '../../core/views/index.ts';
import { areas } from '../feedback/index.ts';
import { actions } from './actions.ts';
import { noticeCard } from './controls.ts';
import { messageKinds } from './message-kinds.ts';
import type { Parts } from './parts.ts';
import type { Rubric } from './rules.ts';
import { active, deniesMeeting, type Pairing, type Partner } from './rules-rounds.ts';
import { unsureCard } from './views-pairing.ts';
import { noteCard, rubricForm } from './views-practice.ts';
import { type Kind, kinds } from './vocabulary.ts';

/** What a member writes for a partner: for that partner's eyes alone. */
export function rubricHandler(parts: Parts): FormHandler {
  /** The partner it is about, where the actor met them. */
  const met = async (
    { member }: Context,
    row: string,
  ): Promise<{ readonly pairing: Pairing; readonly about: Partner } | undefined> => {
    const found = isRowId(row) ? await parts.pairings.ofPartner(row) : undefined;
    const me = found && active(found.pairing).find(({ memberId }) => memberId === member.id);
    return found && me && me.id !== row ? { pairing: found.pairing, about: found.partner } : undefined;
  };
  return {
    action: actions.rubric,
    build: async (context, { row }) => {
      const found = await met(context, row);
      if (!found) return expiredReply(context.member.locale);
      // Who waited alone is spared the words of somebody who says that they met.
      if (deniesMeeting(found.about)) return reply(unsureCard(context.member.locale, found.pairing));
      return rubricForm(context.member.locale, actionToken(actions.rubric, row), false);
    },
    run: async (context, { row, values }) => {
      const { locale, id, communityId } = context.member;
      const found = await met(context, row);
      if (!found) return expiredReply(locale);
      const rubric = rubricIn(values, found.pairing.kind, 'partner');
      await parts.database.transaction(async (queries) => {
        const given = { authorId: id, aboutPartner: row, rubric, now: context.now };
        const rubricId = await parts.rubrics.give(queries, given);
        const { memberId } = found.about;
        await parts.outbox.refresh(queries, { kind: messageKinds.rubric, row: rubricId, communityId, memberId });
      });
      return reply(noticeCard(locale, 'rubric-given'));
    },
  };
}

/** A note of one's own, after practising alone. */
export function ownNoteHandler(parts: Parts): FormHandler {
  const kindOf = (row: string): Kind => kinds.find((kind) => kind === row) ?? 'behavioural';
  return {
    action: actions.ownNote,
    build: async ({ member }, { row }) => rubricForm(member.locale, actionToken(actions.ownNote, kindOf(row)), true),
    run: async (context, { row, values }) => {
      const { id, locale } = context.member;
      const value = rubricIn(values, kindOf(row), 'self');
      const kept = await parts.notes.save(id, { id: context.newId(), version: 0, value, now: context.now });
      return kept ? reply(noteCard(locale, kept, true)) : reply(noticeCard(locale, 'note-kept'));
    },
  };
}

function rubricIn(values: FormValues, kind: Kind, from: Rubric['from']): Rubric {
  return {
    kind,
    from,
    strength: textValue(values, 'strength'),
    next: textValue(values, 'next'),
    areas: areas.filter((area) => chosenValues(values, 'areas').includes(area)),
  };
}

/** What the partner does with it: keeps it in their own record, or lets it go. */
export function afterwardsActions(parts: Parts): ActionHandler[] {
  const decide = (
    action: string,
    run: (context: Context, given: NonNullable<Awaited<ReturnType<Parts['rubrics']['find']>>>) => Promise<Outcome>,
  ): ActionHandler => ({
    action,
    run: async (context, { row }) => {
      const given = isRowId(row) ? await parts.rubrics.find(row) : undefined;
      if (given?.aboutId !== context.member.id) return expiredReply(context.member.locale);
      return run(context, given);
    },
  });
  return [
    decide(actions.keep, async ({ member, now }, { id, rubric }) => {
      // Derived from what was given, so that it is kept once however often it is pressed.
      const noteId = idsFrom(`note ${id} ${rubric.strength} ${rubric.next}`)();
      const kept = await parts.notes.save(member.id, { id: noteId, version: 0, value: rubric, now });
      await parts.rubrics.decide(id, 'kept');
      return kept ? replace(noteCard(member.locale, kept, true)) : replace(noticeCard(member.locale, 'note-kept'));
    }),
    decide(actions.letGo, async ({ member }, { id }) => {
      await parts.rubrics.decide(id, 'let-go');
      return replace(noticeCard(member.locale, 'given-gone'));
    }),
    {
      action: actions.announce,
      run: async ({ member }, { row }) => {
        if (!isRowId(row)) return expiredReply(member.locale);
        return parts.database.transaction(async (queries) => {
          const pairing = await parts.pairings.lock(row, queries);
          const me = pairing && active(pairing).find(({ memberId }) => memberId === member.id);
          if (!pairing || !me) return expiredReply(member.locale);
          await parts.pairings.changePartner(queries, me.id, { announce: true });
          const isAll = active(pairing).every(({ id, announce }) => announce || id === me.id);
          const { communityId } = pairing;
          if (isAll) await parts.outbox.enqueue(queries, { kind: messageKinds.announce, row, communityId });
          return reply(noticeCard(member.locale, isAll ? 'announce-all' : 'announce-waits'));
        });
      },
    },
  ];
}
