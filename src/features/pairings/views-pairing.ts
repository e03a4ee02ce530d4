import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, rich, words } from '../../core/text/index.ts';
import { type Button, type Card, card, excerpt, type Form, form, type Section, text } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { button, kindName, listOf, select } from './controls.ts';
import { active, metBy, type Pairing, type Partner, type Why } from './rules-rounds.ts';
import { messages } from './texts.ts';
import { fields } from './vocabulary.ts';

const moment = (instant: Date | string) =>
  ({ kind: 'moment', instant: new Date(instant).toISOString(), show: 'datetime' }) as const;

const nameOf = ({ platformUserId }: Pick<Partner, 'platformUserId'>) =>
  ({ kind: 'member', platformId: platformUserId }) as const;

// Of three introductions, with the times and what stands around them.
const introductionLength = 260;

/** The evening before: in, skip, or pause? */
export function eveningCard(locale: Locale, entryId: string, opensAt: Date): Card {
  return card({
    title: messages.text(locale, 'evening-title'),
    sections: [text(messages.rich(locale, 'evening-text', { opens: moment(opensAt) }))],
    actions: [
      button(locale, 'evening-in', actions.eveningIn, entryId, 'primary'),
      button(locale, 'evening-skip', actions.eveningSkip, entryId),
      button(locale, 'evening-pause', actions.eveningPause, entryId),
    ],
    footer: messages.rich(locale, 'why-sent'),
  });
}

/** Nobody was left for them this time, and why. */
export function waitingCard(locale: Locale, why: string | null): Card {
  const reason =
    why === 'hours' || why === 'language' || why === 'nobody' ? (`waiting-${why}` as const) : 'waiting-taken';
  return card({
    title: messages.text(locale, 'waiting-title'),
    sections: [text(messages.rich(locale, reason)), text(messages.rich(locale, 'waiting-next'))],
    actions: [button(locale, 'button-change', actions.wants)],
    footer: messages.rich(locale, 'why-sent'),
  });
}

export function placeTitle(locale: Locale, { kind }: Pick<Pairing, 'kind'>): string {
  return messages.text(locale, 'place-title', { kind: kindName(locale, kind) });
}

/** What all of them see in their place: who they are, why they meet, when they can, and what to do. */
export function placeCard(locale: Locale, pairing: Pairing): Card {
  const there = active(pairing);
  return card({
    title: placeTitle(locale, pairing),
    sections: [
      ...there.map((partner) => text(introduced(locale, partner))),
      text(messages.rich(locale, 'why-matched', { why: whyText(locale, pairing.why) })),
      ...timesOf(locale, pairing),
      text(rich(agendaText(locale, there.length))),
    ],
    actions: pairingButtons(locale, pairing),
    footer: messages.rich(locale, 'place-private'),
  });
}

/** The same for one of them alone, in their own language: so that nobody depends on having seen the place. */
export function invitedCard(locale: Locale, pairing: Pairing, partner: Partner): Card {
  const others = active(pairing).filter(({ id }) => id !== partner.id);
  return card({
    title: messages.text(locale, 'invited-title', { kind: kindName(locale, pairing.kind) }),
    sections: [
      ...others.map((other) => text(introduced(locale, other))),
      text(messages.rich(locale, 'why-matched', { why: whyText(locale, pairing.why) })),
      ...timesOf(locale, pairing),
      ...(pairing.roundId === null && pairing.channelId === null ? [text(messages.rich(locale, 'no-place'))] : []),
    ],
    actions: pairingButtons(locale, pairing),
    footer: messages.rich(locale, 'why-sent'),
  });
}

function introduced(locale: Locale, partner: Partner) {
  const introduction = excerpt(words(partner.introduction), introductionLength);
  const key = partner.introduction === '' ? 'partner-bare' : 'partner';
  return messages.rich(locale, key, { name: nameOf(partner), introduction });
}

/** `ofWhom`: whether it is read by those it is about. */
export function whyText(locale: Locale, why: readonly Why[], ofWhom: 'you' | 'them' = 'you'): string {
  const languageNames = new Intl.DisplayNames([locale], { type: 'language' });
  const parts = why.map(({ code, value }) => {
    const kindKey = ofWhom === 'you' ? 'why-kind' : 'dry-kind';
    if (code === 'kind') return messages.text(locale, kindKey, { kind: kindName(locale, value as Pairing['kind']) });
    if (code === 'hours') return messages.text(locale, 'why-hours', { count: Number(value) });
    if (code === 'language')
      return messages.text(locale, 'why-language', { language: languageNames.of(value) ?? value });
    const field = fields.find((each) => each === value) ?? 'other';
    return messages.text(locale, 'why-field', { field: messages.text(locale, `field-${field}`) });
  });
  return parts.length === 0 ? messages.text(locale, 'why-free') : listOf(locale, parts);
}

function timesOf(locale: Locale, pairing: Pairing): Section[] {
  const { times, startsAt, confirmBy, state } = pairing;
  if (state === 'called-off') return [text(messages.rich(locale, 'called-off'))];
  if (startsAt) return [text(messages.rich(locale, 'agreed-on', { starts: moment(startsAt) }))];
  if (times.length === 0) return [text(messages.rich(locale, 'no-times', { by: moment(confirmBy) }))];
  const lines = times.map((time, at) => {
    const taken = active(pairing).filter(({ picks }) => picks.includes(time)).length;
    return text(messages.rich(locale, 'time-line', { number: String(at + 1), time: moment(time), taken }));
  });
  return [text(messages.rich(locale, 'times-intro', { by: moment(confirmBy) })), ...lines];
}

/** What can be done about it. The place of a time stands in the version of its token. */
export function pairingButtons(locale: Locale, { id, state, times, startsAt, kind }: Pairing): Button[] {
  if (state === 'called-off' || state === 'over') return [];
  if (state === 'asked') return [button(locale, 'button-done', actions.done, id, 'primary')];
  const take = times.map((_, at): Button => {
    const label = messages.text(locale, 'button-take', { number: String(at + 1) });
    return { kind: 'button', style: 'primary', label, token: actionToken(actions.take, id, at) };
  });
  return [
    ...(startsAt ? [button(locale, 'button-done', actions.done, id)] : take),
    button(locale, 'button-questions', actions.questions, kind),
    button(locale, 'button-other-times', actions.otherTimes, id),
    button(locale, 'button-cannot', actions.cannot, id),
  ];
}

export function agendaText(locale: Locale, people: number): string {
  const lines = (
    people > 2 ? (['welcome', 'three', 'rest'] as const) : (['welcome', 'first', 'swap', 'rest'] as const)
  ).map((part) => `- ${messages.text(locale, `agenda-${part}`)}`);
  return [messages.text(locale, 'agenda-intro'), lines.join('\n')].join('\n\n');
}

/** A time of their own. The days are the member's own. */
export function otherTimesForm(
  locale: Locale,
  pairingId: string,
  days: readonly { readonly value: string; readonly label: string }[],
  zone: string,
): Form {
  return form({
    token: actionToken(actions.otherTimes, pairingId),
    title: messages.text(locale, 'other-title'),
    submitLabel: messages.text(locale, 'other-submit'),
    fields: [
      select(
        locale,
        'day',
        'other-day',
        days,
        days.slice(0, 1).map(({ value }) => value),
      ),
      {
        kind: 'text',
        name: 'time',
        label: messages.text(locale, 'other-time'),
        hint: messages.text(locale, 'other-time-hint', { zone }),
        required: true,
        multiline: false,
        maxLength: 10,
        value: '',
      },
    ],
  });
}

/** A word to one of them about where it stands, with the same buttons. */
export function wordCard(
  locale: Locale,
  key: 'agreed' | 'reminder' | 'called-off-text' | 'taken' | 'cannot-text',
  pairing: Pairing,
  partner: Partner,
): Card {
  const others = active(pairing).filter(({ id }) => id !== partner.id);
  const starts = pairing.startsAt ? moment(pairing.startsAt) : '';
  return card({
    title: messages.text(locale, 'word-title', { kind: kindName(locale, pairing.kind) }),
    sections: [
      text(messages.rich(locale, key, { starts })),
      ...others.map((other) => text(messages.rich(locale, 'with', { name: nameOf(other) }))),
    ],
    actions: key === 'cannot-text' ? [] : pairingButtons(locale, pairing),
    footer: messages.rich(locale, 'why-sent'),
  });
}

/** Afterwards: did you meet? */
export function afterCard(locale: Locale, pairing: Pairing): Card {
  return card({
    title: messages.text(locale, 'after-title'),
    sections: [text(messages.rich(locale, 'after-text'))],
    actions: [
      button(locale, 'after-yes', actions.metYes, pairing.id, 'primary'),
      button(locale, 'after-no', actions.metNo, pairing.id),
      button(locale, 'after-alone', actions.metAlone, pairing.id),
    ],
    footer: messages.rich(locale, 'after-private'),
  });
}

/** One says that they met, and everybody else that they did not: what was pressed by mistake is put right. */
export function unsureCard(locale: Locale, { id }: Pick<Pairing, 'id'>): Card {
  return card({
    title: messages.text(locale, 'after-title'),
    sections: [text(messages.rich(locale, 'met-unsure'))],
    actions: [button(locale, 'after-no', actions.metNo, id), button(locale, 'after-alone', actions.metAlone, id)],
    footer: messages.rich(locale, 'after-private'),
  });
}

/** They met: what may follow. With more than one partner each has a number, in the order in which they are named. */
export function metCard(locale: Locale, pairing: Pairing, me: Partner): Card {
  const others = metBy(active(pairing), me.id);
  return card({
    title: messages.text(locale, 'met-title'),
    sections: [
      text(messages.rich(locale, 'met-yes-said')),
      ...(others.length > 1
        ? others.map((other, at) =>
            text(messages.rich(locale, 'met-line', { number: String(at + 1), name: nameOf(other) })),
          )
        : []),
      text(messages.rich(locale, 'met-announce')),
    ],
    actions: [
      ...others.map(({ id }, at): Button => {
        const label = messages.text(locale, others.length > 1 ? 'met-rubric-number' : 'met-rubric', {
          number: String(at + 1),
        });
        return { kind: 'button', style: 'primary', label, token: actionToken(actions.rubric, id) };
      }),
      button(locale, 'met-tell', actions.announce, pairing.id),
    ],
    footer: messages.rich(locale, 'after-private'),
  });
}

/** After some rounds without an answer: stay? */
export function stayCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'stay-title'),
    sections: [text(messages.rich(locale, 'stay-text'))],
    actions: [
      button(locale, 'stay-yes', actions.stay, '-', 'primary'),
      button(locale, 'button-leave', actions.leave, '-', 'danger'),
    ],
  });
}

/** Tells who planned the rounds that one was left out. */
export function missedCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'missed-title'),
    sections: [text(messages.rich(locale, 'missed-text'))],
  });
}

/** Tells who planned the rounds that no private place could be opened. */
export function unreachableCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'unreachable-title'),
    sections: [text(messages.rich(locale, 'unreachable-text'))],
  });
}

/** The next meeting, for a member's own page. */
export function nextMeetingCard(locale: Locale, pairing: Pairing): Card {
  const key = pairing.startsAt ? 'agreed-on' : 'home-open';
  return card({
    title: messages.text(locale, 'word-title', { kind: kindName(locale, pairing.kind) }),
    sections: [
      text(
        messages.rich(locale, key, {
          starts: pairing.startsAt ? moment(pairing.startsAt) : '',
          by: moment(pairing.confirmBy),
        }),
      ),
    ],
    actions: pairingButtons(locale, pairing),
  });
}
