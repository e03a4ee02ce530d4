import type { Candidate } from '../../src/features/pairings/matching/candidate.ts';
import { seeded } from '../../src/features/pairings/matching/chance.ts';
import { consider } from '../../src/features/pairings/matching/score.ts';
import type { Method } from './pairing-peers.ts';
import { people } from './pairing-people.ts';

/** What a year came to for the members. */
export interface Year {
  /** Times that somebody was matched, of those where they wanted to meet and somebody was there whom they may meet. */
  readonly matchedShare: number;
  /** Share of all meetings in which the two had never met before. */
  readonly newShare: number;
  /** Meetings of two who had met within eight rounds. */
  readonly repeats: number;
  /** The most rounds in a row in which somebody met nobody although they could. */
  readonly longestWait: number;
  /** Share of matched members whose partner could interview them in a kind they wanted. */
  readonly servedShare: number;
}

/** 52 rounds of 60 members: each week some skip, some change their week or what they practise, and some leave as others come. */
export function simulatedYear(method: Method, seed: number): Year {
  const habits = seeded(seed);
  const chance = seeded(seed + 1);
  let members = people({ count: 60, shape: 'dense', fraction: habits });
  let arrivals = 0;
  const tally = { wanted: 0, matched: 0, meetings: 0, fresh: 0, repeats: 0, longestWait: 0, turns: 0, served: 0 };
  for (let round = 1; round <= 52; round += 1) {
    // Everything of a member's own is drawn in one order, so that each method meets the same year.
    members = members.map((member) => {
      const [roll, changed] = [habits(), people({ count: 1, shape: 'dense', fraction: habits })[0] as Candidate];
      if (roll < 0.01) return { ...changed, id: `new-${++arrivals}`, roundsWaited: 0 };
      const { wants, free } = roll < 0.06 ? changed : member;
      return { ...member, wants, free };
    });
    const present = members.filter(() => habits() < 0.8);
    const groups = method(present, round, chance);
    members = afterRound(members, present, groups, round, tally);
  }
  return {
    matchedShare: tally.matched / tally.wanted,
    newShare: tally.fresh / tally.meetings,
    repeats: tally.repeats,
    longestWait: tally.longestWait,
    servedShare: tally.served / tally.turns,
  };
}

const isFit = (one: Candidate, other: Candidate) => typeof consider(one, other) === 'object';

type Tally = Record<
  'wanted' | 'matched' | 'meetings' | 'fresh' | 'repeats' | 'longestWait' | 'turns' | 'served',
  number
>;

function afterRound(
  members: readonly Candidate[],
  present: readonly Candidate[],
  groups: readonly (readonly string[])[],
  round: number,
  tally: Tally,
): Candidate[] {
  const groupOf = new Map(groups.flatMap((group) => group.map((id) => [id, group] as const)));
  const byId = new Map(members.map((member) => [member.id, member]));
  const isPresent = new Set(present.map(({ id }) => id));
  const couldMeet = (member: Candidate) => present.some((other) => other.id !== member.id && isFit(member, other));
  return members.map((member) => {
    if (!isPresent.has(member.id) || !couldMeet(member)) return member;
    tally.wanted += 1;
    const partners = (groupOf.get(member.id) ?? []).filter((id) => id !== member.id);
    if (partners.length === 0) {
      const roundsWaited = member.roundsWaited + 1;
      tally.longestWait = Math.max(tally.longestWait, roundsWaited);
      return { ...member, roundsWaited };
    }
    tally.matched += 1;
    if (!member.interviewOnly && member.wants.kinds.length > 0) {
      tally.turns += 1;
      const offered = new Set(partners.flatMap((id) => byId.get(id)?.offers.kinds ?? []));
      if (member.wants.kinds.some((kind) => offered.has(kind))) tally.served += 1;
    }
    for (const id of partners) {
      const last = member.met.findLast((meeting) => meeting.id === id);
      tally.meetings += 1;
      if (!last) tally.fresh += 1;
      else if (round - last.round <= 8) tally.repeats += 0.5;
    }
    return { ...member, roundsWaited: 0, met: [...member.met, ...partners.map((id) => ({ id, round }))] };
  });
}
