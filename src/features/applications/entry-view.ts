import { actionToken, type Member } from '../../core/interactions/index.ts';
import { type Locale, type RichText, words } from '../../core/text/index.ts';
import { formatDate, type LocalDate } from '../../core/time/index.ts';
import { type Action, type Card, card, excerpt, type Section, text } from '../../core/views/index.ts';
import {
  allButton,
  at,
  button,
  type NextSteps,
  type Notice,
  shortName,
  silenceChoices,
  stageName,
} from './controls.ts';
import { type Application, type ApplicationEvent, draftOfferFor, furthest, isEnded, isQuiet, stages } from './rules.ts';
import { messages } from './texts.ts';

// The newest things that happened; the rest stays in the record.
const shownEvents = 6;

export interface Entry {
  readonly application: Application;
  /** The newest first. */
  readonly events: readonly ApplicationEvent[];
  readonly today: LocalDate;
  readonly quietDays: number | null;
}

/** One application. `justRejected` offers what helps after a no. */
export function entryCard(
  { locale }: Pick<Member, 'locale'>,
  entry: Entry,
  steps: NextSteps,
  notice?: Notice,
  justRejected = false,
): Card {
  const { application, events, today, quietDays } = entry;
  const quiet = isQuiet(application, today, quietDays);
  const offer = draftOfferFor(application, today);
  return card({
    title: shortName(application, 140),
    sections: [
      ...(notice ? [text(notice)] : []),
      ...(quiet ? [text(messages.rich(locale, 'quiet', { since: formatDate(application.since, locale) }))] : []),
      ...(offer === undefined || quiet ? [] : [text(messages.rich(locale, `offer-${offer}`))]),
      { kind: 'fields', fields: fieldsOf(locale, application, events) },
      ...pastSections(locale, events),
    ],
    actions: [
      ...(justRejected ? steps.afterRejected(locale, application) : []),
      ...quietButtons(locale, application, quiet),
      ...(offer === undefined ? [] : [steps.draft(offer, application, messages.text(locale, `draft-${offer}`))]),
      ...(isAhead(application, today) ? [steps.remind(locale, application)] : []),
      ...entryActions(locale, application),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

function isAhead({ nextOn, archived }: Application, today: LocalDate): boolean {
  return nextOn !== null && nextOn > today && !archived;
}

function fieldsOf(locale: Locale, application: Application, events: readonly ApplicationEvent[]) {
  const { stage, since, appliedOn, nextOn, source, link } = application;
  const field = (label: Parameters<typeof messages.text>[1], value: RichText) => ({
    label: messages.text(locale, label),
    value,
  });
  const literal = (value: string) => messages.rich(locale, 'literal', { value });
  const at = messages.rich(locale, 'stage-since', { stage: stageName(locale, stage), date: formatDate(since, locale) });
  const far = furthest([stage, ...events.flatMap((event) => event.stage ?? [])]);
  return [
    field('card-stage', at),
    ...(isEnded(stage) ? [field('card-reached', literal(stageName(locale, far)))] : []),
    ...(appliedOn === null ? [] : [field('card-applied', literal(formatDate(appliedOn, locale)))]),
    ...(nextOn === null ? [] : [field('card-next', literal(formatDate(nextOn, locale)))]),
    ...(source === ''
      ? []
      : [field('card-source', messages.rich(locale, 'literal', { value: excerpt(words(source), 800) }))]),
    ...(link === '' ? [] : [field('card-link', messages.rich(locale, 'link', { link: excerpt(words(link), 800) }))]),
  ];
}

function pastSections(locale: Locale, events: readonly ApplicationEvent[]): Section[] {
  if (events.length === 0) return [];
  const items = events.slice(0, shownEvents).map((event) => {
    const date = formatDate(event.on, locale, 'short');
    const line =
      event.stage === null
        ? messages.rich(locale, 'event-note', { date, note: excerpt(words(event.note), 200) })
        : messages.rich(locale, 'event-stage', { date, stage: stageName(locale, event.stage) });
    return line.flatMap((block) => (block.type === 'paragraph' ? block.children : []));
  });
  return [text(messages.rich(locale, 'card-past')), text([{ type: 'list', ordered: false, items }])];
}

function quietButtons(locale: Locale, { id, version }: Application, quiet: boolean): Action[] {
  if (!quiet) return [];
  return [
    button(messages.text(locale, 'button-no-reply'), actionToken(at.noReply, id, version)),
    button(messages.text(locale, 'button-still-waiting'), actionToken(at.stillWaiting, id, version)),
  ];
}

function entryActions(locale: Locale, { id, version, stage, archived }: Application): Action[] {
  const does = (label: Parameters<typeof messages.text>[1], action: string) =>
    button(messages.text(locale, label), actionToken(action, id, version));
  if (archived) {
    const remove = button(messages.text(locale, 'button-delete'), actionToken(at.askDelete, id, version), 'danger');
    return [does('button-unarchive', at.unarchive), remove, allButton(locale)];
  }
  return [
    {
      kind: 'select',
      token: actionToken(at.move, id, version),
      placeholder: messages.text(locale, 'move-to'),
      options: stages.filter((each) => each !== stage).map((each) => ({ value: each, label: stageName(locale, each) })),
    },
    does('button-note', at.note),
    does('button-edit', at.edit),
    does('button-archive', at.archive),
    allButton(locale),
  ];
}

export function deleteCard({ locale }: Member, application: Application): Card {
  const { id, version, company } = application;
  return card({
    title: messages.text(locale, 'delete-title'),
    sections: [text(messages.rich(locale, 'delete-text', { company: excerpt(words(company), 200) }))],
    actions: [
      button(messages.text(locale, 'button-delete-yes'), actionToken(at.remove, id, version), 'danger'),
      allButton(locale),
    ],
  });
}

/** Lets the member choose after how much silence the bot may ask. */
export function silenceCard({ locale }: Member): Card {
  return card({
    title: messages.text(locale, 'silence-title'),
    sections: [text(messages.rich(locale, 'silence-text'))],
    actions: [
      {
        kind: 'select',
        token: actionToken(at.setSilence),
        placeholder: messages.text(locale, 'silence-pick'),
        options: silenceChoices.map((days) => ({
          value: String(days),
          label: messages.text(locale, 'silence-option', { days }),
        })),
      },
      allButton(locale),
    ],
  });
}
