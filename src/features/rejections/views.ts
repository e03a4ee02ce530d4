import { type Content, type Energy, energies, type Stage, stages, type Topic } from '../../content/index.ts';
import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, type RichText, rich, words } from '../../core/text/index.ts';
import {
  type Action,
  type Button,
  type Card,
  card,
  type Form,
  form,
  limits,
  type Section,
  text,
} from '../../core/views/index.ts';
import type { Rejection } from './rejection.ts';
import type { Effort, Plan } from './rules.ts';
import { messages } from './texts.ts';

export const actions = {
  stage: 'rejections.stage',
  energy: (energy: Energy) => `rejections.energy-${energy}`,
  details: 'rejections.details',
  log: 'rejections.log',
  open: 'rejections.open',
  delete: 'rejections.delete',
  deleteNow: 'rejections.delete-now',
  show: 'rejections.show',
  reopen: 'rejections.reopen',
  help: 'rejections.help',
  fromApplication: 'rejections.from-application',
} as const;

/** Where a rejection leads on to. What only other features can do comes from them as ready buttons. */
export interface NextSteps {
  /** At most 7, the most helpful first. */
  buttons(locale: Locale, rejection: { readonly id: string; readonly stage: Stage }): readonly Button[];
  /** The token of a select that opens the topic it chose. */
  readonly readTopic: string;
}

/** Leads from an application that was just turned down to what helps now. */
export function fromApplicationButton(locale: Locale, application: { readonly id: string }): Button {
  const label = messages.text(locale, 'from-application');
  return { kind: 'button', style: 'primary', label, token: actionToken(actions.fromApplication, application.id) };
}

export function stageName(locale: Locale, stage: Stage | null): string {
  return messages.text(locale, stage === null ? 'stage-unknown' : `stage-${stage}`);
}

/** Asks how far the member had come. `row` is the rejection, `-` where none is kept yet. */
export function askStageCard(locale: Locale, row: string, version: number): Card {
  return card({
    title: messages.text(locale, 'ask-stage-title'),
    sections: [text(messages.rich(locale, 'ask-stage-text'))],
    actions: [
      {
        kind: 'select',
        token: actionToken(actions.stage, row, version),
        placeholder: messages.text(locale, 'ask-stage-placeholder'),
        options: stages.map((stage) => ({ value: stage, label: stageName(locale, stage) })),
      },
    ],
    footer: messages.rich(locale, 'private'),
  });
}

/** Acknowledges the stage and asks for the energy: kind words stand before any question. */
export function askEnergyCard(locale: Locale, content: Content, stage: Stage, rejection: Rejection): Card {
  const { title, body, reached } = content.acknowledgement[stage];
  return card({
    title,
    sections: [text(rich(body)), text(rich(reached)), text(messages.rich(locale, 'ask-energy'))],
    actions: energies.map((energy) => ({
      kind: 'button',
      style: 'plain',
      label: messages.text(locale, `energy-${energy}`),
      token: actionToken(actions.energy(energy), rejection.id, rejection.version),
    })),
    footer: messages.rich(locale, 'private'),
  });
}

/** The answer: what to hear now, what to do when, and where it leads on to. */
export function answerCard(
  locale: Locale,
  content: Content,
  rejection: Rejection & { readonly stage: Stage; readonly energy: Energy },
  plan: Plan,
  effort: Effort,
  steps: NextSteps,
  ends: readonly Button[],
): Card {
  const { stage, energy } = rejection;
  const opening = content.energy[energy];
  const earlier = messages.text(locale, 'earlier', { interviews: effort.interviews });
  const sections = [
    ...topicList(locale, 'hear', plan.now),
    ...(earlier === '' ? [] : [text(rich(earlier))]),
    text(rich(opening.body)),
    ...topicList(locale, energy === 'little' ? 'small-thing' : 'today', plan.today),
    ...topicList(locale, 'week', plan.week),
    ...topicList(locale, 'next', plan.next),
    ...(energy === 'little' ? [] : [feedbackAdvice(locale, content, stage)]),
    text(rich(opening.close)),
  ];
  const topics = [...plan.now, ...plan.today, ...plan.week, ...plan.next];
  return card({
    title: content.acknowledgement[stage].title,
    sections,
    actions: [
      ...ends,
      ...steps.buttons(locale, rejection),
      ...detailsButton(locale, rejection),
      readMore(locale, topics, steps),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

function topicList(
  locale: Locale,
  heading: 'hear' | 'today' | 'small-thing' | 'week' | 'next',
  topics: readonly Topic[],
): Section[] {
  if (topics.length === 0) return [];
  const items = topics.map(({ title, brief }) => `- ${messages.text(locale, 'topic-line', { title, brief })}`);
  return [text(rich([messages.text(locale, heading), items.join('\n')].join('\n\n')))];
}

function feedbackAdvice(locale: Locale, content: Content, stage: Stage): Section {
  const { feedbackAdvice: advice, feedbackWhy: why } = content.acknowledgement[stage];
  return text(rich(messages.text(locale, advice === 'skip' ? 'feedback-skip' : 'feedback-ask', { why })));
}

function detailsButton(locale: Locale, { id, version, company, role }: Rejection): Button[] {
  if (company !== '' || role !== '') return [];
  const label = messages.text(locale, 'button-details');
  return [{ kind: 'button', style: 'plain', label, token: actionToken(actions.details, id, version) }];
}

function readMore(locale: Locale, topics: readonly Topic[], steps: NextSteps): Action {
  return {
    kind: 'select',
    token: steps.readTopic,
    placeholder: messages.text(locale, 'read-more'),
    options: topics.map(({ id, title }) => ({ value: id, label: title })),
  };
}

/** One page of the log: effort counted, the entries folded into a select. */
export function logCard(
  locale: Locale,
  page: { readonly entries: readonly Rejection[]; readonly offset: number; readonly hasOlder: boolean },
  effort: Effort,
  dateOf: (instant: Date) => string,
): Card {
  const title = messages.text(locale, 'log-title');
  const footer = messages.rich(locale, 'private');
  if (page.entries.length === 0) return card({ title, footer, sections: [text(messages.rich(locale, 'log-empty'))] });
  const pageSize = page.offset + page.entries.length;
  const older: Button = {
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, 'log-older'),
    token: actionToken(actions.log, String(pageSize)),
  };
  return card({
    title,
    sections: [text(messages.rich(locale, 'log-effort')), text(effortList(locale, effort))],
    actions: [
      {
        kind: 'select',
        token: actionToken(actions.open),
        placeholder: messages.text(locale, 'log-open'),
        options: page.entries.map((entry) => ({ value: entry.id, label: entryLabel(locale, entry, dateOf) })),
      },
      ...(page.hasOlder ? [older] : []),
    ],
    footer,
  });
}

function effortList(locale: Locale, effort: Effort): RichText {
  const lines = (['applications', 'conversations', 'interviews', 'finals', 'offers'] as const)
    .filter((what) => effort[what] > 0)
    .map((what) => `- ${messages.text(locale, `effort-${what}`, { count: effort[what] })}`);
  return lines.length === 0 ? messages.rich(locale, 'log-unstaged') : rich(lines.join('\n'));
}

// Two marks keep a name from right to left in its place.
const isolatingMarks = 2;

function entryLabel(locale: Locale, entry: Rejection, dateOf: (instant: Date) => string): string {
  const values = { date: dateOf(entry.happenedAt), stage: stageName(locale, entry.stage) };
  if (entry.company === '') return messages.text(locale, 'entry-label', values);
  const taken = messages.text(locale, 'entry-label-company', { ...values, company: '' }).length + isolatingMarks;
  const company = shortened(entry.company, Math.min(30, limits.select.label - taken));
  return messages.text(locale, 'entry-label-company', { ...values, company });
}

function shortened(typed: string, most: number): string {
  const flat = typed.replaceAll('\n', ' ');
  return flat.length <= most ? flat : `${flat.slice(0, most - 1).toWellFormed()}…`;
}

/** One entry of the log. `saved` says that it was just changed. */
export function entryCard(locale: Locale, entry: Rejection, saved = false): Card {
  const button = (
    label: 'button-help' | 'button-edit' | 'button-delete' | 'button-reopen' | 'button-back',
    token: string,
  ): Button => ({
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, label),
    token,
  });
  const { id, version } = entry;
  const when = { kind: 'moment', instant: entry.happenedAt.toISOString(), show: 'date' } as const;
  const fields = [
    { label: messages.text(locale, 'entry-stage'), value: rich(stageName(locale, entry.stage)) },
    ...(['company', 'role'] as const).flatMap((field) => {
      return entry[field] === ''
        ? []
        : [{ label: messages.text(locale, `entry-${field}`), value: wordsField(entry[field]) }];
    }),
    { label: messages.text(locale, 'entry-when'), value: messages.rich(locale, 'entry-when-value', { when }) },
  ];
  return card({
    title: messages.text(locale, 'entry-title'),
    sections: [
      ...(saved ? [text(messages.rich(locale, 'entry-saved'))] : []),
      { kind: 'fields', fields },
      ...(entry.reopenedAt ? [text(messages.rich(locale, 'entry-reopened'))] : []),
    ],
    actions: [
      button('button-help', actionToken(actions.help, id, version)),
      ...(entry.stage === 'no-reply' && !entry.reopenedAt
        ? [button('button-reopen', actionToken(actions.reopen, id, version))]
        : []),
      button('button-edit', actionToken(actions.details, id, version)),
      button('button-delete', actionToken(actions.delete, id, version)),
      button('button-back', actionToken(actions.log)),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

function wordsField(typed: string): RichText {
  return [{ type: 'paragraph', children: [{ type: 'words', value: words(typed).value }] }];
}

export function confirmDeleteCard(locale: Locale, entry: Rejection): Card {
  return card({
    title: messages.text(locale, 'delete-title'),
    sections: [text(messages.rich(locale, 'delete-text'))],
    actions: [
      {
        kind: 'button',
        style: 'danger',
        label: messages.text(locale, 'delete-yes'),
        token: actionToken(actions.deleteNow, entry.id, entry.version),
      },
      {
        kind: 'button',
        style: 'plain',
        label: messages.text(locale, 'delete-no'),
        token: actionToken(actions.show, entry.id, entry.version),
      },
    ],
  });
}

export function deletedCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'entry-deleted-title'),
    sections: [text(messages.rich(locale, 'entry-deleted'))],
    actions: [
      { kind: 'button', style: 'plain', label: messages.text(locale, 'button-back'), token: actionToken(actions.log) },
    ],
  });
}

/** Company, role and stage, all of them optional. */
export function detailsForm(locale: Locale, entry: Rejection): Form {
  const optional = messages.text(locale, 'form-optional');
  return form({
    token: actionToken(actions.details, entry.id, entry.version),
    title: messages.text(locale, 'form-title'),
    submitLabel: messages.text(locale, 'form-save'),
    fields: [
      {
        kind: 'select',
        name: 'stage',
        label: messages.text(locale, 'form-stage'),
        required: false,
        maxChoices: 1,
        options: stages.map((stage) => ({ value: stage, label: stageName(locale, stage) })),
        ...(entry.stage === null ? {} : { values: [entry.stage] }),
      },
      ...(['company', 'role'] as const).map((name) => ({
        kind: 'text' as const,
        name,
        label: messages.text(locale, `form-${name}`),
        hint: optional,
        required: false,
        multiline: false,
        maxLength: 120,
        value: entry[name],
      })),
    ],
  });
}
