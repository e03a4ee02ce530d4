import {
  type ActionHandler,
  type Context,
  expiredReply,
  type FormHandler,
  isRowId,
  notYoursReply,
  type Outcome,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { actions, kinds, type Parts } from './parts.ts';
import type { Meeting } from './shapes.ts';
import { button, noticeCard, sentCard, wordsForm } from './views.ts';

/** The meeting that a card is about, for who is in it; or the answer to who is not, or where it is over. */
async function mine({ meetings }: Parts, context: Context, sideId: string): Promise<Meeting | Outcome> {
  const { id, locale } = context.member;
  const found = isRowId(sideId) ? await meetings.meeting(sideId) : undefined;
  if (!found) return reply(noticeCard(locale, 'over'));
  return found.me.memberId === id ? found : notYoursReply(locale);
}

const longest = { write: 1_500, contact: 200, report: 1_500 } as const;

type Run = (parts: Parts, context: Context, meeting: Meeting, words: string) => Promise<Outcome>;

const runs: Readonly<Record<keyof typeof longest, Run>> = { write, contact, report };

/** What is written in a meeting: to the other, how to be reached, to those who run both communities. */
export function relayForms(parts: Parts): FormHandler[] {
  return (['write', 'contact', 'report'] as const).map((what) => ({
    action: actions[what],
    build: async (context, { row }) => {
      const meeting = await mine(parts, context, row);
      if ('kind' in meeting) return meeting;
      const value = what === 'contact' ? meeting.me.contact : undefined;
      return wordsForm(context.member.locale, what, row, longest[what], value);
    },
    run: async (context, { row, values }) => {
      const meeting = await mine(parts, context, row);
      return 'kind' in meeting ? meeting : runs[what](parts, context, meeting, textValue(values, 'words'));
    },
  }));
}

async function write(parts: Parts, context: Context, meeting: Meeting, words: string): Promise<Outcome> {
  const { other } = meeting;
  const { locale } = context.member;
  // Who left the pool asked to be left alone: nothing would be carried to them.
  if (!other.profile) return reply(noticeCard(locale, 'over'));
  const { name, zone } = other.profile;
  const id = context.newId();
  await parts.database.transaction(async (queries) => {
    const { communityId, memberId } = other;
    // Who paused is sent nothing until that is over; that they did is told to nobody.
    const held = await parts.isPaused(memberId, zone, context.now, queries);
    await parts.meetings.addNote(queries, meeting, { id, words, now: context.now, held });
    if (held) return;
    await parts.outbox.enqueue(queries, { kind: kinds.note, row: id, communityId, memberId });
  });
  return reply(sentCard(locale, name, id));
}

async function contact(parts: Parts, context: Context, meeting: Meeting, words: string): Promise<Outcome> {
  const { me, other } = meeting;
  const { locale } = context.member;
  await parts.database.transaction(async (queries) => {
    await parts.meetings.saveContact(queries, me, words);
    // Read again inside: two who give theirs at the same time must not each miss the other's.
    const now = await parts.meetings.meeting(me.sideId, queries);
    if (!now?.other.contact) return;
    for (const { sideId: row, communityId, memberId } of [now.me, now.other]) {
      // Anew where one of them changed theirs.
      await parts.outbox.refresh(queries, { kind: kinds.contact, row, communityId, memberId });
    }
  });
  const key = other.contact ? 'contact-both' : 'contact-one';
  return reply(noticeCard(locale, key, [button(locale, 'button-contact-back', actions.contactBack, me.sideId)]));
}

async function report(parts: Parts, context: Context, meeting: Meeting, words: string): Promise<Outcome> {
  const { locale } = context.member;
  await parts.meetings.report(meeting, { id: context.newId(), words, now: context.now });
  const more = [button(locale, 'button-block', actions.block, meeting.me.sideId)];
  return reply(noticeCard(locale, 'reported', more));
}

export function relayActions(parts: Parts): ActionHandler[] {
  const inMeeting = (action: string, run: (context: Context, meeting: Meeting) => Promise<Outcome>): ActionHandler => ({
    action,
    run: async (context, { row }) => {
      const meeting = await mine(parts, context, row);
      return 'kind' in meeting ? meeting : run(context, meeting);
    },
  });
  return [
    inMeeting(actions.end, async ({ member, now }, { pairId }) => {
      await parts.meetings.end(pairId, now);
      return reply(noticeCard(member.locale, 'ended'));
    }),
    inMeeting(actions.block, async (context, meeting) => {
      await parts.meetings.block(meeting, context.now);
      return reply(noticeCard(context.member.locale, 'blocked'));
    }),
    inMeeting(actions.contactBack, async ({ member }, { me }) => {
      await parts.meetings.saveContact(parts.database.queries, me, null);
      return replace(noticeCard(member.locale, 'contact-back'));
    }),
    { action: actions.takeBack, run: (context, { row }) => takeBack(parts, context, row) },
  ];
}

/** Also after the meeting is over: a member's own words stay theirs. */
async function takeBack(parts: Parts, { member }: Context, id: string): Promise<Outcome> {
  if (!isRowId(id)) return expiredReply(member.locale);
  const isMine = await parts.database.transaction(async (queries) => {
    if (!(await parts.meetings.takeBack(queries, id, member.id))) return false;
    const note = await parts.meetings.note(id, queries);
    const other = note && (await parts.meetings.otherOf(note.sideId, queries));
    if (!note?.message || !other) return true;
    const { communityId, memberId } = other;
    await parts.outbox.refresh(queries, { kind: kinds.noteEdit, row: id, communityId, memberId });
    return true;
  });
  return isMine ? replace(noticeCard(member.locale, 'taken-back')) : notYoursReply(member.locale);
}
