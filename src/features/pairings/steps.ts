import { eq, sql } from 'drizzle-orm';
import type { Queries } from '../../db/database.ts';
import { type MatchmakingParts, matchAgain } from './matchmaking.ts';
import { messageKinds } from './message-kinds.ts';
import { untilResumed } from './rules.ts';
import { active, afterSilence, agreedTime, type Pairing, type Partner, silentLimit, timing } from './rules-rounds.ts';
import { pairingProfiles, pairingRounds } from './schema.ts';
import type { PairingsStore } from './store-pairings.ts';

const dayMs = 24 * 60 * 60 * 1000;

export interface StepParts extends MatchmakingParts {
  readonly pairings: PairingsStore;
}

/** What becomes of a pairing when its time has come, by its state. */
export async function stepPairing(parts: StepParts, queries: Queries, id: string, now: Date): Promise<void> {
  const pairing = await parts.pairings.find(id, queries);
  if (!pairing) return;
  switch (pairing.state) {
    case 'proposed':
      return giveUp(parts, queries, pairing, now);
    case 'agreed':
      await tellEach(parts, queries, pairing, messageKinds.reminder);
      return move(parts, queries, pairing, {
        state: 'reminded',
        nextAt: after(pairing.startsAt ?? now, timing.afterMs),
      });
    case 'reminded':
      await tellEach(parts, queries, pairing, messageKinds.after);
      return move(parts, queries, pairing, { state: 'asked', nextAt: after(now, timing.closeMs) });
    case 'asked':
      return move(parts, queries, pairing, { state: 'over', nextAt: null });
    default:
      return parts.pairings.change(queries, id, { nextAt: null });
  }
}

function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

async function move(
  parts: StepParts,
  queries: Queries,
  pairing: Pairing,
  change: Parameters<PairingsStore['change']>[2],
): Promise<void> {
  await parts.pairings.change(queries, pairing.id, change);
  await showAnew(parts, queries, pairing);
}

/** The card of its place, as it stands now. */
async function showAnew(parts: StepParts, queries: Queries, { id, communityId }: Pairing): Promise<void> {
  await parts.outbox.refresh(queries, { kind: messageKinds.placeEdit, row: id, communityId });
}

async function tellEach(parts: StepParts, queries: Queries, pairing: Pairing, kind: string): Promise<void> {
  const { communityId } = pairing;
  for (const { id, memberId } of active(pairing)) {
    await parts.outbox.refresh(queries, { kind, row: id, communityId, memberId });
  }
}

/** A member took or gave back times, or is gone: what that comes to now. `pairing` is as it stands after the change. */
export async function settleTimes(parts: StepParts, queries: Queries, pairing: Pairing, now: Date): Promise<void> {
  const agreed = agreedTime(pairing);
  const standing = pairing.startsAt?.toISOString();
  if (agreed === undefined || agreed === standing) return showAnew(parts, queries, pairing);
  const startsAt = new Date(agreed);
  const remindAt = after(startsAt, -timing.reminderMs);
  // What is so soon that the reminder's time has passed is reminded of by the message that says so.
  const isSoon = remindAt <= now;
  await move(parts, queries, pairing, {
    startsAt,
    state: isSoon ? 'reminded' : 'agreed',
    nextAt: isSoon ? after(startsAt, timing.afterMs) : remindAt,
  });
  await tellEach(parts, queries, { ...pairing, startsAt }, messageKinds.agreed);
}

/** Nobody agreed in time. Who answered meets somebody else if there is anybody; nobody is blamed. */
async function giveUp(parts: StepParts, queries: Queries, pairing: Pairing, now: Date): Promise<void> {
  const { silent, answered } = afterSilence(pairing);
  for (const { memberId } of answered) await setSilent(queries, memberId, 0);
  for (const partner of silent) await countSilence(parts, queries, pairing, partner);
  if (answered.length > 1) {
    // They are there and did not find a time yet: theirs to go on with, for as long as the round's days last.
    for (const { id } of silent) await parts.pairings.changePartner(queries, id, { state: 'cannot' });
    const rest = { ...pairing, partners: answered };
    const end = after(pairing.createdAt, timing.days * dayMs);
    if (now < end) {
      await parts.pairings.change(queries, pairing.id, { nextAt: end });
      return settleTimes(parts, queries, rest, now);
    }
  }
  await callOff(
    parts,
    queries,
    pairing,
    answered.map(({ memberId }) => memberId),
    now,
  );
}

/** One cannot make it. Three go on as two; of two the other is brought together with somebody else, if there is anybody. */
export async function goOnWithout(
  parts: StepParts,
  queries: Queries,
  pairing: Pairing,
  gone: Partner,
  now: Date,
): Promise<void> {
  await parts.pairings.changePartner(queries, gone.id, { state: 'cannot' });
  const rest = { ...pairing, partners: pairing.partners.filter(({ id }) => id !== gone.id) };
  const others = active(rest);
  if (others.length > 1) return settleTimes(parts, queries, rest, now);
  const free = others.map(({ memberId }) => memberId);
  return callOff(parts, queries, rest, free, now);
}

/**
 * A member leaves, or takes everything with them: nobody waits for them in vain, and what they wrote of themselves goes from
 * the places where partners read it.
 */
export async function withdraw(parts: StepParts, queries: Queries, memberId: string, now: Date): Promise<void> {
  for (const { id, communityId, isOpen } of await parts.pairings.allOf(queries, memberId)) {
    const pairing = isOpen ? await parts.pairings.lock(id, queries) : undefined;
    const me = pairing && active(pairing).find((partner) => partner.memberId === memberId);
    if (pairing && me) await goOnWithout(parts, queries, pairing, me, now);
    else await parts.outbox.refresh(queries, { kind: messageKinds.placeEdit, row: id, communityId });
  }
}

/** It does not take place. Everybody still there is told, and `free` are brought together with others who wait. */
export async function callOff(
  parts: StepParts,
  queries: Queries,
  pairing: Pairing,
  free: readonly string[],
  now: Date,
): Promise<void> {
  await move(parts, queries, pairing, { state: 'called-off', nextAt: null, startsAt: null });
  await tellEach(parts, queries, pairing, messageKinds.calledOff);
  if (pairing.roundId === null) return;
  const [round] = await queries.select().from(pairingRounds).where(eq(pairingRounds.id, pairing.roundId));
  if (!round) return;
  const isLate = now > after(round.opensAt, (timing.days - 2) * dayMs);
  if (!isLate) await matchAgain(parts, queries, { communityId: pairing.communityId, round, now }, free);
}

async function setSilent(queries: Queries, memberId: string, silentRounds: number): Promise<void> {
  await queries.update(pairingProfiles).set({ silentRounds }).where(eq(pairingProfiles.memberId, memberId));
}

/** One more round without an answer. After some they are asked once whether to stay, and left alone until they say so. */
async function countSilence(parts: StepParts, queries: Queries, pairing: Pairing, partner: Partner): Promise<void> {
  const { memberId } = partner;
  const [row] = await queries
    .update(pairingProfiles)
    .set({ silentRounds: sql`${pairingProfiles.silentRounds} + 1` })
    .where(eq(pairingProfiles.memberId, memberId))
    .returning({ silentRounds: pairingProfiles.silentRounds });
  if (!row || row.silentRounds < silentLimit) return;
  await queries
    .update(pairingProfiles)
    .set({ pausedUntil: untilResumed, silentRounds: 0 })
    .where(eq(pairingProfiles.memberId, memberId));
  const { communityId } = pairing;
  await parts.outbox.refresh(queries, { kind: messageKinds.stay, row: partner.id, communityId, memberId });
}
