import {
  type ActionHandler,
  type Context,
  chosenValues,
  expiredReply,
  type FormHandler,
  fieldErrors,
  isRowId,
  type Outcome,
  type Press,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { addDays, formatDate, instantOf, localDateOf, readTime } from '../../core/time/index.ts';
import type { Queries } from '../../db/database.ts';
import { actions } from './actions.ts';
import { noticeCard } from './controls.ts';
import { messageKinds } from './message-kinds.ts';
import type { Parts } from './parts.ts';
import {
  active,
  hasBegun,
  isMissed,
  isOfferable,
  isOpen,
  metBy,
  mostTimes,
  type Pairing,
  type Partner,
} from './rules-rounds.ts';
import { goOnWithout, settleTimes } from './steps.ts';
import { messages } from './texts.ts';
import { afterCard, metCard, otherTimesForm, unsureCard, wordCard } from './views-pairing.ts';

interface Mine {
  readonly pairing: Pairing;
  readonly me: Partner;
}

/** What those who are to meet press: a time, that they cannot, that it is done, and afterwards whether they met. */
export function meetingActions(parts: Parts): ActionHandler[] {
  const inMine = (
    action: string,
    run: (context: Context, mine: Mine, press: Press, queries: Queries) => Promise<Outcome>,
  ): ActionHandler => ({
    action,
    run: async (context, press) => {
      const { locale, id } = context.member;
      if (!isRowId(press.row)) return expiredReply(locale);
      return parts.database.transaction(async (queries) => {
        const pairing = await parts.pairings.lock(press.row, queries);
        const me = pairing && active(pairing).find(({ memberId }) => memberId === id);
        if (!pairing || !me) return expiredReply(locale);
        if (pairing.state === 'called-off') return reply(wordCard(locale, 'called-off-text', pairing, me));
        return run(context, { pairing, me }, press, queries);
      });
    },
  });
  // Once they were asked how it was, nothing is arranged any more: an old card's buttons answer with that question.
  const beforeIt = (action: string, run: Parameters<typeof inMine>[1]) =>
    inMine(action, async (context, mine, press, queries) =>
      isOpen(mine.pairing) ? run(context, mine, press, queries) : reply(afterCard(context.member.locale, mine.pairing)),
    );
  const met = (action: string, said: NonNullable<Partner['met']>) =>
    inMine(action, async ({ member, now }, { pairing, me }, _, queries) => {
      const { locale } = member;
      if (said === 'alone' && !hasBegun(pairing, now)) return reply(noticeCard(locale, 'met-alone-early'));
      await parts.pairings.changePartner(queries, me.id, { met: said });
      const answered = active(pairing).map((each) => (each.id === me.id ? { ...each, met: said } : each));
      // Kept to soften later matching; told to nobody. Read from what all said, so that no answer counts twice or for ever.
      for (const { id } of answered) {
        await parts.pairings.changePartner(queries, id, { missed: isMissed(answered, id) });
      }
      if (said !== 'yes') return reply(noticeCard(locale, `met-${said}-said`));
      return reply(metBy(answered, me.id).length > 0 ? metCard(locale, pairing, me) : unsureCard(locale, pairing));
    });
  return [
    beforeIt(actions.take, (context, mine, { version }, queries) => {
      const time = mine.pairing.times[version];
      return take(parts, context, mine, time === undefined ? undefined : new Date(time), queries);
    }),
    beforeIt(actions.cannot, (context, mine, _, queries) => cannot(parts, context, mine, queries)),
    inMine(actions.done, async ({ member }, { pairing }) => reply(afterCard(member.locale, pairing))),
    met(actions.metYes, 'yes'),
    met(actions.metNo, 'no'),
    met(actions.metAlone, 'alone'),
  ];
}

/** Takes a time, one of those offered or a new one. What all took is agreed. */
async function take(
  parts: Parts,
  { member, now }: Context,
  { pairing, me }: Mine,
  time: Date | undefined,
  queries: Queries,
): Promise<Outcome> {
  const { locale } = member;
  if (!time || !isOfferable(time, now)) return reply(noticeCard(locale, 'time-passed'));
  const taken = time.toISOString();
  const times = pairing.times.includes(taken) ? pairing.times : [...pairing.times, taken];
  const picks = me.picks.includes(taken) ? me.picks : [...me.picks, taken];
  await parts.pairings.changePartner(queries, me.id, { picks });
  await parts.pairings.change(queries, pairing.id, { times });
  await parts.profiles.change(member.id, { silentRounds: 0 }, queries);
  await settleTimes(parts, queries, await standing(parts, pairing.id, queries), now);
  const changed = await standing(parts, pairing.id, queries);
  const myself = changed.partners.find(({ id }) => id === me.id) ?? me;
  return reply(wordCard(locale, changed.startsAt ? 'agreed' : 'taken', changed, myself));
}

async function standing(parts: Parts, id: string, queries: Queries): Promise<Pairing> {
  const found = await parts.pairings.find(id, queries);
  if (!found) throw new Error('A pairing that was locked is gone');
  return found;
}

async function cannot(
  parts: Parts,
  { member, now }: Context,
  { pairing, me }: Mine,
  queries: Queries,
): Promise<Outcome> {
  await parts.profiles.change(member.id, { silentRounds: 0 }, queries);
  await goOnWithout(parts, queries, pairing, me, now);
  return reply(wordCard(member.locale, 'cannot-text', { ...pairing, partners: [me] }, me));
}

// The days that a form offers, from today.
const daysAhead = 8;

export function otherTimesHandler(parts: Parts): FormHandler {
  const mine = async ({ member }: Context, row: string): Promise<Mine | undefined> => {
    const pairing = isRowId(row) ? await parts.pairings.find(row) : undefined;
    const me = pairing && active(pairing).find(({ memberId }) => memberId === member.id);
    return pairing && me && isOpen(pairing) ? { pairing, me } : undefined;
  };
  return {
    action: actions.otherTimes,
    build: async (context, { row }) => {
      const { locale, zone } = context.member;
      if (!(await mine(context, row))) return expiredReply(locale);
      const today = localDateOf(context.now, zone);
      const days = Array.from({ length: daysAhead }, (_, ahead) => addDays(today, ahead));
      return otherTimesForm(
        locale,
        row,
        days.map((day) => ({ value: day, label: dayName(locale, day) })),
        zone,
      );
    },
    run: async (context, { row, values }) => {
      const { locale, zone, id } = context.member;
      const time = readTime(textValue(values, 'time'));
      if (time === undefined) return fieldErrors({ time: messages.text(locale, 'time-unclear') });
      const at = instantOf(chosenValues(values, 'day')[0] ?? '', time, zone);
      if (!at || !isOfferable(at, context.now)) return fieldErrors({ time: messages.text(locale, 'time-passed') });
      return parts.database.transaction(async (queries) => {
        const pairing = await parts.pairings.lock(row, queries);
        const me = pairing && active(pairing).find(({ memberId }) => memberId === id);
        if (!pairing || !me || !isOpen(pairing)) return expiredReply(locale);
        // The place of a time is what a button names: none goes while a pairing lasts.
        const isNew = !pairing.times.includes(at.toISOString());
        if (isNew && pairing.times.length >= mostTimes) {
          return fieldErrors({ time: messages.text(locale, 'times-full') });
        }
        // Whoever names another time takes back what was agreed: it did not fit.
        const isAgreed = pairing.startsAt !== null;
        if (isAgreed) {
          await parts.pairings.changePartner(queries, me.id, { picks: [] });
          await parts.pairings.change(queries, pairing.id, {
            startsAt: null,
            state: 'proposed',
            nextAt: pairing.confirmBy > context.now ? pairing.confirmBy : at,
          });
        }
        const open = { ...pairing, startsAt: null };
        const outcome = await take(
          parts,
          context,
          { pairing: open, me: isAgreed ? { ...me, picks: [] } : me },
          at,
          queries,
        );
        for (const other of active(pairing).filter((each) => each.id !== me.id)) {
          const about = { row: other.id, communityId: pairing.communityId, memberId: other.memberId };
          await parts.outbox.refresh(queries, { ...about, kind: messageKinds.invited });
        }
        return outcome;
      });
    },
  };
}

function dayName(locale: string, day: string): string {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
  return `${weekday.format(new Date(`${day}T00:00:00Z`))}, ${formatDate(day, locale, 'short')}`;
}
