import { and, eq } from 'drizzle-orm';
import {
  type ActionHandler,
  type Context,
  expiredReply,
  isRowId,
  type Outcome,
  reply,
} from '../../core/interactions/index.ts';
import { actions } from './actions.ts';
import { noticeCard } from './controls.ts';
import { entryId } from './matchmaking.ts';
import type { Parts } from './parts.ts';
import { untilResumed } from './rules.ts';
import type { EveningAnswer } from './rules-rounds.ts';
import { pairingEntries, pairingRounds } from './schema.ts';
import { isResting } from './sending.ts';
import type { ProfileChange } from './store-profiles.ts';
import { notJoinedCard } from './views-profile.ts';

/** What a member says the evening before: in, skip or pause. It can be changed until the round begins. */
export function eveningActions(parts: Parts): ActionHandler[] {
  const say = (action: string, run: (context: Context) => Promise<Outcome>, answer: 'in' | 'skip'): ActionHandler => ({
    action,
    run: async (context, { row }) => {
      const isKept = await keepAnswer(parts, context, row, answer);
      return isKept === true ? run(context) : isKept;
    },
  });
  return [
    // Whoever paused on the same card and thinks better of it is in.
    say(actions.eveningIn, (context) => goOn(parts, context, { pausedUntil: null }, 'evening-said-in'), 'in'),
    say(actions.eveningSkip, async ({ member }) => reply(noticeCard(member.locale, 'evening-said-skip')), 'skip'),
    say(
      actions.eveningPause,
      async ({ member }) => {
        await parts.profiles.change(member.id, { pausedUntil: untilResumed });
        return reply(noticeCard(member.locale, 'evening-said-pause'));
      },
      'skip',
    ),
    {
      action: actions.stay,
      run: (context) => goOn(parts, context, { pausedUntil: null, silentRounds: 0 }, 'stay-said'),
    },
  ];
}

/** A member wants to be in. Whoever left meanwhile is told how to come back, and whoever is on a pause from everything of that. */
async function goOn(
  parts: Parts,
  { member }: Context,
  change: ProfileChange,
  said: 'evening-said-in' | 'stay-said',
): Promise<Outcome> {
  const { locale, id } = member;
  const profile = await parts.profiles.change(id, change);
  if (!profile?.joined) return reply(notJoinedCard(locale));
  const rests = await isResting(parts, { ...member, memberId: id });
  return reply(noticeCard(locale, rests ? 'rounds-resting' : said));
}

async function keepAnswer(
  parts: Parts,
  { member }: Context,
  row: string,
  answer: 'in' | 'skip',
): Promise<true | Outcome> {
  const kept = isRowId(row) ? await answerRound(parts, member.id, row, answer) : 'unknown';
  if (kept === 'unknown') return expiredReply(member.locale);
  return kept === 'kept' || reply(noticeCard(member.locale, 'evening-late'));
}

/** The next round of a member's community, with their line in it once they were asked about it. */
export async function nextRoundOf(
  { database, schedules }: Pick<Parts, 'database' | 'schedules'>,
  member: Pick<Context['member'], 'id' | 'communityId'>,
): Promise<{
  readonly opensAt: Date | undefined;
  readonly mine: { readonly id: string; readonly answer: EveningAnswer } | undefined;
}> {
  const schedule = await schedules.ofCommunity(member.communityId);
  const round = schedule && (await schedules.next(schedule));
  const opensAt = round?.opensAt ?? undefined;
  if (round?.id === undefined) return { opensAt, mine: undefined };
  const isMine = eq(pairingEntries.id, entryId(round.id, member.id));
  const [mine] = await database.queries.select().from(pairingEntries).where(isMine);
  return { opensAt, mine };
}

/** Keeps what a member says of a round in which they have this line. `late`: it has begun. */
export function answerRound(
  { database }: Pick<Parts, 'database'>,
  memberId: string,
  id: string,
  answer: 'in' | 'skip',
): Promise<'kept' | 'late' | 'unknown'> {
  return database.transaction(async (queries) => {
    const mine = and(eq(pairingEntries.id, id), eq(pairingEntries.memberId, memberId));
    const [entry] = await queries
      .select({ state: pairingRounds.state })
      .from(pairingEntries)
      .innerJoin(pairingRounds, eq(pairingRounds.id, pairingEntries.roundId))
      .where(mine)
      // The round that begins meanwhile waits for the answer, or the answer for it.
      .for('update', { of: pairingRounds });
    if (!entry) return 'unknown';
    if (entry.state !== 'asking') return 'late';
    await queries.update(pairingEntries).set({ answer }).where(mine);
    return 'kept';
  });
}
