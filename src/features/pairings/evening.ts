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
import type { Parts } from './parts.ts';
import { untilResumed } from './rules.ts';
import { pairingEntries, pairingRounds } from './schema.ts';

/** What a member says the evening before: in, skip or pause. It can be changed until the round begins. */
export function eveningActions(parts: Parts): ActionHandler[] {
  const say = (
    action: string,
    answer: 'in' | 'skip',
    said: 'evening-said-in' | 'evening-said-skip',
  ): ActionHandler => ({
    action,
    run: async (context, { row }) => {
      const isKept = await keepAnswer(parts, context, row, answer);
      return isKept === true ? reply(noticeCard(context.member.locale, said)) : isKept;
    },
  });
  return [
    say(actions.eveningIn, 'in', 'evening-said-in'),
    say(actions.eveningSkip, 'skip', 'evening-said-skip'),
    {
      action: actions.eveningPause,
      run: async (context, { row }) => {
        const isKept = await keepAnswer(parts, context, row, 'skip');
        if (isKept !== true) return isKept;
        await parts.profiles.change(context.member.id, { pausedUntil: untilResumed });
        return reply(noticeCard(context.member.locale, 'evening-said-pause'));
      },
    },
    {
      action: actions.stay,
      run: async ({ member }) => {
        await parts.profiles.change(member.id, { pausedUntil: null, silentRounds: 0 });
        return reply(noticeCard(member.locale, 'stay-said'));
      },
    },
  ];
}

async function keepAnswer(
  { database }: Parts,
  { member }: Context,
  row: string,
  answer: 'in' | 'skip',
): Promise<true | Outcome> {
  if (!isRowId(row)) return expiredReply(member.locale);
  return database.transaction(async (queries) => {
    const mine = and(eq(pairingEntries.id, row), eq(pairingEntries.memberId, member.id));
    const [entry] = await queries
      .select({ state: pairingRounds.state })
      .from(pairingEntries)
      .innerJoin(pairingRounds, eq(pairingRounds.id, pairingEntries.roundId))
      .where(mine)
      // The round that begins meanwhile waits for the answer, or the answer for it.
      .for('update', { of: pairingRounds });
    if (!entry) return expiredReply(member.locale);
    if (entry.state !== 'asking') return reply(noticeCard(member.locale, 'evening-late'));
    await queries.update(pairingEntries).set({ answer }).where(mine);
    return true;
  });
}
