import { and, asc, eq, lte } from 'drizzle-orm';
import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask as askForm,
  chosenValues,
  expiredReply,
  type FormHandler,
  fieldErrors,
  idsFrom,
  isRowId,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import type { Watcher } from '../../core/ports/index.ts';
import { addDays, daysBetween, instantOf, localDateOf, readDate } from '../../core/time/index.ts';
import type { Queries } from '../../db/database.ts';
import { oldest } from '../../db/oldest.ts';
import { actions } from './actions.ts';
import { button, noticeCard } from './controls.ts';
import { pointsOf } from './matching/score.ts';
import { commonTimes } from './matching/week.ts';
import { candidateOf, keepPairing, stretchesOf } from './matchmaking.ts';
import { messageKinds } from './message-kinds.ts';
import type { Parts } from './parts.ts';
import { isPaused, type Need } from './rules.ts';
import { offeredTimes, timing } from './rules-rounds.ts';
import { pairingNeeds } from './schema.ts';
import { type Person, peopleOf } from './store-people.ts';
import { messages } from './texts.ts';
import { needForm, needStatusCard } from './views-need.ts';
import { kinds } from './vocabulary.ts';

/** How those who may be asked are asked: the best fit first, a few at a time, until one says yes. */
const asking = {
  atOnce: 3,
  everyMs: 2 * 60 * 60 * 1000,
  /** The soonest that a meeting is offered: it is urgent, and nobody has to run. */
  noticeMs: 2 * 60 * 60 * 1000,
  /** As far ahead as somebody can ask; later ones are what rounds are for. */
  days: 14,
} as const;

export function needCommand(parts: Parts): Command {
  return defineCommand({
    name: 'need',
    summary: (locale) => messages.text(locale, 'summary-need'),
    firstResponse: 'form',
    options: {},
    run: async ({ member }) => {
      const profile = await parts.profiles.of(member.id);
      if (!profile?.joined) {
        return reply(
          noticeCard(member.locale, 'need-join-first', [
            button(member.locale, 'button-join', actions.wants, '-', 'primary'),
          ]),
        );
      }
      const open = await parts.needs.openOf(member.id);
      return open ? reply(needStatusCard(member.locale, open)) : askForm(needForm(member.locale, profile.kinds));
    },
  });
}

export function needHandler(parts: Parts): FormHandler {
  return {
    action: actions.need,
    build: async ({ member }) => needForm(member.locale, (await parts.profiles.of(member.id))?.kinds ?? []),
    run: async (context, { values }) => {
      const { id: memberId, communityId, locale, zone } = context.member;
      const today = localDateOf(context.now, zone);
      const read = readDate(textValue(values, 'day'), today, { locale });
      if (!read.ok || read.date < today || daysBetween(today, read.date) > asking.days) {
        return fieldErrors({ day: messages.text(locale, 'need-day-unclear') });
      }
      const open = await parts.needs.openOf(memberId);
      if (open) return reply(needStatusCard(locale, open));
      // The interview may be in the morning: whoever practises that day does so before it.
      const until = instantOf(addDays(read.date, 1), '00:00', zone) ?? context.now;
      const kind = kinds.find((each) => chosenValues(values, 'kind').includes(each)) ?? 'behavioural';
      const id = context.newId();
      await parts.database.transaction(async (queries) => {
        const channelId = context.place.kind === 'direct' ? null : context.place.channelId;
        const need = { id, communityId, memberId, kind, until, channelId, createdAt: context.now };
        await parts.needs.add(queries, need, textValue(values, 'note'));
        await askMore(parts, queries, id, context.now);
      });
      const kept = await parts.needs.find(id);
      return kept ? reply(needStatusCard(locale, kept)) : expiredReply(locale);
    },
  };
}

/** Asks the next few who fit, best first, until it is too late. */
async function askMore(parts: Parts, queries: Queries, needId: string, now: Date): Promise<void> {
  const need = await parts.needs.lock(needId, queries);
  if (need?.state !== 'asking') return;
  const { communityId, memberId } = need;
  const asked = await parts.needs.asks(needId, queries);
  const people = await peopleOf(queries, parts.pausesOf, communityId);
  const me = people.find(({ profile }) => profile.memberId === memberId);
  const next =
    me && now < need.until
      ? fitting(me, people, need, now).filter((id) => !asked.some((ask) => ask.memberId === id))
      : [];
  for (const other of next.slice(0, asking.atOnce)) {
    const row = await parts.needs.addAsk(queries, needId, other);
    await parts.outbox.enqueue(queries, { kind: messageKinds.needAsk, row, communityId, memberId: other });
  }
  // Who may be asked changes by the hour: it goes on until it is too late.
  if (now < need.until) return parts.needs.askNextAt(queries, needId, new Date(now.getTime() + asking.everyMs));
  await parts.needs.close(queries, needId, 'none');
  await parts.outbox.enqueue(queries, { kind: messageKinds.needNone, row: needId, communityId, memberId });
}

/** The ids of those who may be asked and fit, the best first. */
function fitting(me: Person, people: readonly Person[], need: Need, now: Date): readonly string[] {
  const mine = { ...candidateOf(me, now), wants: { kinds: [need.kind], areas: [] } };
  return people
    .filter(({ profile, zone, pausedUntil }) => {
      return profile.mayBeAsked && !isPaused(profile, now, zone) && !isPaused({ pausedUntil }, now, zone);
    })
    .map((person) => candidateOf(person, now))
    .flatMap(({ id, ...other }) => {
      const points = id === mine.id ? undefined : pointsOf(mine, { ...other, id });
      return points === undefined ? [] : [{ id, points }];
    })
    .toSorted((one, other) => other.points - one.points || (one.id < other.id ? -1 : 1))
    .map(({ id }) => id);
}

export function needActions(parts: Parts): ActionHandler[] {
  const answered = (action: string, answer: 'yes' | 'no'): ActionHandler => ({
    action,
    run: async (context, { row }) => {
      const { id, locale } = context.member;
      const ask = isRowId(row) ? await parts.needs.ask(row) : undefined;
      if (ask?.memberId !== id) return expiredReply(locale);
      const said = await parts.database.transaction(async (queries) => {
        const need = await parts.needs.lock(ask.needId, queries);
        if (need?.state !== 'asking') return 'need-taken';
        await parts.needs.answer(queries, row, answer);
        if (answer === 'no') {
          await askMore(parts, queries, need.id, context.now);
          return 'need-no-said';
        }
        const both = await peopleOf(queries, parts.pausesOf, need.communityId, [need.memberId, id]);
        const [one, other] = both;
        // One of them left meanwhile, or keeps apart from the other.
        if (!one || !other || one.blocks.includes(other.profile.memberId)) return 'need-taken';
        await bringTogether(parts, queries, need, both, context.now);
        return 'need-yes-said';
      });
      return replace(noticeCard(locale, said));
    },
  });
  return [
    answered(actions.needYes, 'yes'),
    answered(actions.needNo, 'no'),
    {
      action: actions.needWithdraw,
      run: async (context, { row }) => {
        const need = isRowId(row) ? await parts.needs.find(row) : undefined;
        if (need?.memberId !== context.member.id) return expiredReply(context.member.locale);
        await parts.needs.close(parts.database.queries, row, 'withdrawn');
        return replace(noticeCard(context.member.locale, 'need-withdrawn'));
      },
    },
  ];
}

/** @param both who looked for somebody, and who said yes. */
async function bringTogether(
  parts: Parts,
  queries: Queries,
  need: Need,
  both: readonly Person[],
  now: Date,
): Promise<void> {
  const free = both.map((person) => stretchesOf(person, now));
  const notBefore = new Date(now.getTime() + asking.noticeMs);
  const times = commonTimes(free, offeredTimes, notBefore).filter((time) => time < need.until);
  const confirmBy = new Date(Math.min(need.until.getTime(), now.getTime() + timing.confirmMs));
  const schedule = await parts.schedules.ofCommunity(need.communityId, queries);
  await parts.needs.close(queries, need.id, 'found');
  await keepPairing(parts, queries, {
    id: idsFrom(`pairing ${need.id}`)(),
    communityId: need.communityId,
    roundId: null,
    // The channel of the rounds is where such places are expected; without rounds, where help was asked for.
    channelId: schedule?.channelId ?? need.channelId,
    kind: need.kind,
    times,
    confirmBy,
    why: [{ code: 'kind', value: need.kind }],
    memberIds: both.map(({ profile }) => profile.memberId),
    now,
  });
}

/** Asks a few more for those who have nobody yet. */
export function needWatcher(parts: Parts): Watcher {
  const bite = 10;
  const isDue = (now: Date) => and(eq(pairingNeeds.state, 'asking'), lte(pairingNeeds.nextAt, now));
  return {
    name: 'pairings.need',
    tick: (now) =>
      parts.database.transaction(async (queries) => {
        const due = await queries
          .select({ id: pairingNeeds.id })
          .from(pairingNeeds)
          .where(isDue(now))
          .orderBy(asc(pairingNeeds.nextAt))
          .limit(bite)
          .for('update', { skipLocked: true });
        for (const { id } of due) await askMore(parts, queries, id, now);
        return due.length === bite;
      }),
    oldestDue: (now) => oldest(parts.database.queries, pairingNeeds.nextAt, isDue(now)),
  };
}
