import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask,
  chosenValues,
  type FormHandler,
  fieldErrors,
  type Member,
  type Outcome,
  replace,
  reply,
  textValue,
} from '../../core/interactions/index.ts';
import { localDateOf, readDate, readTime } from '../../core/time/index.ts';
import type { Button } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { replanNudges } from './jobs-nudges.ts';
import type { Parts } from './parts.ts';
import { isPaused, isQuiet, nudgeStrengths, readQuietHours, untilResumed, type Wishes } from './rules.ts';
import type { WishesStore } from './store-wishes.ts';
import { messages } from './texts.ts';
import { noticeCard, offerCard, pausedCard, remindForm, wishesCard } from './views.ts';

export interface ContactParts {
  readonly wishes: WishesStore;
}

/** `/checkins remind-me`: what the bot may send of itself. */
export function remindCommand({ wishes }: ContactParts): Command {
  return defineCommand({
    name: 'remind-me',
    summary: (locale) => messages.text(locale, 'summary-remind'),
    firstResponse: 'form',
    options: {},
    run: async ({ member }) => ask(remindForm(member.locale, await wishes.of(member.id))),
  });
}

export function pauseCommands({ wishes }: ContactParts): Command[] {
  return [
    defineCommand({
      name: 'pause',
      summary: (locale) => messages.text(locale, 'summary-pause-me'),
      firstResponse: 'private',
      options: {
        until: { kind: 'text', maxLength: 60, summary: (locale) => messages.text(locale, 'pause-until') },
      },
      run: async ({ member, now }, { until }) => {
        const today = localDateOf(now, member.zone);
        const read = until ? readDate(until.value, today, { locale: member.locale }) : undefined;
        if (read && (!read.ok || read.date < today)) return reply(noticeCard(member.locale, 'pause-unclear'));
        const pausedUntil = read?.ok ? read.date : untilResumed;
        await wishes.change(member.id, { pausedUntil });
        return reply(pausedCard(member.locale, pausedUntil));
      },
    }),
    defineCommand({
      name: 'resume',
      summary: (locale) => messages.text(locale, 'summary-resume-me'),
      firstResponse: 'private',
      options: {},
      run: ({ member }) => resume(wishes, member.id, member.locale, reply),
    }),
  ];
}

async function resume(wishes: WishesStore, memberId: string, locale: string, answer: typeof reply): Promise<Outcome> {
  const standing = await wishes.change(memberId, { pausedUntil: null });
  return answer(wishesCard(locale, standing, 'resumed'));
}

export function contactActions({ wishes }: ContactParts): ActionHandler[] {
  return [
    { action: actions.resume, run: ({ member }) => resume(wishes, member.id, member.locale, replace) },
    {
      action: actions.noNudges,
      run: async ({ member }) => {
        await wishes.change(member.id, { nudges: 'off' });
        return reply(noticeCard(member.locale, 'no-nudges'));
      },
    },
  ];
}

export function remindFormHandler({ wishes, database }: ContactParts & Pick<Parts, 'database'>): FormHandler {
  return {
    action: actions.remind,
    build: async ({ member }) => remindForm(member.locale, await wishes.of(member.id)),
    run: async ({ member, now }, { values }) => {
      const nudgeTime = readTime(textValue(values, 'time'));
      if (nudgeTime === undefined) return fieldErrors({ time: messages.text(member.locale, 'time-unclear') });
      const quiet = readQuietHours(textValue(values, 'quiet'));
      if (quiet === undefined) return fieldErrors({ quiet: messages.text(member.locale, 'quiet-unclear') });
      if (isQuiet(nudgeTime, quiet)) return fieldErrors({ time: messages.text(member.locale, 'time-quiet') });
      const nudges = nudgeStrengths.find((each) => each === chosenValues(values, 'nudges')[0]) ?? 'light';
      const afterRejection = chosenValues(values, 'after')[0] === 'hold' ? 'hold' : 'softer';
      const change: Partial<Wishes> = { nudges, nudgeTime, afterRejection, ...quiet };
      const standing = await wishes.change(member.id, change);
      // Also in the check-in that is open: whoever asks now means this one too.
      await database.transaction((queries) => replanNudges(queries, member.id, now));
      // The last day of a pause stays noted after it is over.
      const isResting = isPaused(standing, localDateOf(now, member.zone));
      return reply(wishesCard(member.locale, isResting ? standing : { ...standing, pausedUntil: null }));
    },
  };
}

/** `/offer`: the search found its end. Nudges stop; everything else is the member's to decide. */
export function offerCommand({ wishes, afterOffer }: ContactParts & OfferParts): Command {
  return defineCommand({
    name: 'offer',
    summary: (locale) => messages.text(locale, 'summary-offer'),
    firstResponse: 'private',
    options: {},
    run: async ({ member }) => {
      await wishes.change(member.id, { nudges: 'off' });
      return reply(offerCard(member.locale, afterOffer(member)));
    },
  });
}

export interface OfferParts {
  /** What may follow: telling the community, staying as an interviewer, taking everything along, deleting it. */
  afterOffer(member: Member): readonly Button[];
}
