import type { MessageKind, Outgoing } from '../../core/ports/index.ts';
import type { Card } from '../../core/views/index.ts';
import type { Queries } from '../../db/database.ts';
import { partnersConsent } from './consents.ts';
import { kinds, type Parts } from './parts.ts';
import type { HeldTelling, Person } from './shapes.ts';
import { contactCard, metCard, nobodyCard, noteCard } from './views.ts';

/** What is carried between two communities: each message to one person, on their own platform, from what stands then. */
export function partnerMessages(parts: Parts): MessageKind<Queries>[] {
  const { meetings, database, clock } = parts;
  const isQuiet = async ({ memberId, profile }: Person) =>
    profile !== undefined && parts.isPaused(memberId, profile.zone, clock.now(), database.queries);
  const direct = (to: Person, card: Card): Outgoing => ({
    what: 'message',
    to: { kind: 'direct', userId: to.userId },
    card,
  });
  /** The reader of a note with the name of who wrote it. */
  const readOf = async (id: string) => {
    const note = await meetings.note(id);
    const meeting = note && (await meetings.meeting(note.sideId));
    if (!note || !meeting?.me.profile) return undefined;
    return { note, reader: meeting.other, name: meeting.me.profile.name };
  };
  /** Whether a member is on a pause; what they are to be told waits for its end then. */
  const isHeld = async (me: Person, held: HeldTelling['held']) => {
    const isResting = await isQuiet(me);
    if (isResting) await meetings.holdSide(database.queries, me.sideId, held);
    return isResting;
  };
  return [
    {
      kind: kinds.met,
      standsOn: partnersConsent,
      build: async (sideId) => {
        const meeting = await meetings.meeting(sideId);
        const [mine, theirs] = [meeting?.me.profile, meeting?.other.profile];
        if (!meeting || !mine || !theirs || (await isHeld(meeting.me, 'met'))) return undefined;
        return direct(meeting.me, metCard(meeting, mine, theirs, clock.now()));
      },
    },
    {
      kind: kinds.nobody,
      standsOn: partnersConsent,
      build: async (memberId) => {
        const who = await meetings.waiting(memberId);
        // Of no use to anybody once their pause is over.
        if (!who || (await parts.isPaused(memberId, who.zone, clock.now(), database.queries))) return undefined;
        const { userId, locale } = who;
        return { what: 'message', to: { kind: 'direct', userId }, card: nobodyCard(locale) };
      },
    },
    {
      kind: kinds.note,
      standsOn: partnersConsent,
      build: async (id) => {
        const read = await readOf(id);
        // Taken back before it was sent: then it is not sent.
        if (read?.note.words === undefined) return undefined;
        // Their pause began meanwhile.
        if (await isQuiet(read.reader)) {
          await meetings.hold(database.queries, id, true);
          return undefined;
        }
        return direct(read.reader, noteCard(read.reader, read.name, read.note.words));
      },
      sent: (queries, id, { reference }) => meetings.placeNote(queries, id, reference),
    },
    {
      kind: kinds.noteEdit,
      // It takes words away and brings none.
      standsOn: partnersConsent,
      build: async (id) => {
        const note = await meetings.note(id);
        const reader = note && (await meetings.otherOf(note.sideId));
        if (!note?.message || !reader) return undefined;
        return { what: 'edit', reference: note.message, card: noteCard(reader, '', undefined) };
      },
    },
    {
      kind: kinds.contact,
      standsOn: partnersConsent,
      build: async (sideId) => {
        const meeting = await meetings.meeting(sideId);
        if (!meeting?.me.contact) return undefined;
        const { me, other } = meeting;
        if (!other.contact || !other.profile || (await isHeld(me, 'contact'))) return undefined;
        return direct(me, contactCard(me.locale, other.profile.name, other.contact));
      },
    },
  ];
}
