import type { QuestionSet } from '../../content/index.ts';
import { actionToken, deleteButton } from '../../core/interactions/index.ts';
import type { Kept } from '../../core/ports/index.ts';
import { type Locale, type RichText, rich, words, wordsOnly } from '../../core/text/index.ts';
import { type Button, type Card, card, excerpt, type Form, form, type Section, text } from '../../core/views/index.ts';
import { type Area, areaName, areas } from '../feedback/index.ts';
import { actions } from './actions.ts';
import { button, kindName, listOf } from './controls.ts';
import { longest, type Rubric } from './rules.ts';
import { messages } from './texts.ts';
import { agendaText } from './views-pairing.ts';
import type { Kind } from './vocabulary.ts';

/** The name of the feature, with which the actions on what is kept begin. */
export const feature = 'pairings';

export interface Question {
  readonly kind: Kind;
  /** From 0. */
  readonly at: number;
}

export function questionToken(action: string, { kind, at }: Question): string {
  return actionToken(action, kind, at);
}

/** One question, and until when to answer it. Nothing of it is kept. */
export function questionCard(locale: Locale, { questions, minutes }: QuestionSet, question: Question, now: Date): Card {
  const until = new Date(now.getTime() + minutes * 60 * 1000).toISOString();
  const act = (
    label: 'practice-shows' | 'practice-next',
    action: string,
    at: number,
    style: Button['style'],
  ): Button => ({
    kind: 'button',
    style,
    label: messages.text(locale, label),
    token: questionToken(action, { ...question, at }),
  });
  return card({
    title: messages.text(locale, 'practice-title', { kind: kindName(locale, question.kind) }),
    sections: [
      text(rich(questions[question.at]?.ask ?? '')),
      text(
        messages.rich(locale, 'practice-time', { minutes, until: { kind: 'moment', instant: until, show: 'time' } }),
      ),
    ],
    actions: [
      act('practice-shows', actions.shows, question.at, 'primary'),
      act('practice-next', actions.question, (question.at + 1) % questions.length, 'plain'),
      button(locale, 'practice-note', actions.ownNote, question.kind),
    ],
    footer: messages.rich(locale, 'practice-private'),
  });
}

/** What a good answer to it has. */
export function showsCard(locale: Locale, { questions }: QuestionSet, question: Question): Card {
  const found = questions[question.at];
  const next = { ...question, at: (question.at + 1) % questions.length };
  return card({
    title: messages.text(locale, 'shows-title'),
    sections: [text(rich(found?.ask ?? '')), text(rich(found?.shows ?? '')), text(messages.rich(locale, 'shows-how'))],
    actions: [
      {
        kind: 'button',
        style: 'primary',
        label: messages.text(locale, 'practice-next'),
        token: questionToken(actions.question, next),
      },
      button(locale, 'practice-note', actions.ownNote, question.kind),
    ],
    footer: messages.rich(locale, 'practice-private'),
  });
}

/** All questions of a kind, with the agenda: to be used by two, and shared. */
export function questionsCard(locale: Locale, set: QuestionSet, kind: Kind, isShared: boolean): Card {
  const list = set.questions.map(({ ask }) => `- ${ask}`).join('\n');
  return card({
    title: messages.text(locale, 'questions-title', { kind: kindName(locale, kind) }),
    sections: [text(rich(list)), text(rich(agendaText(locale, 2))), text(messages.rich(locale, 'rubric-how'))],
    actions: isShared
      ? []
      : [
          {
            kind: 'button',
            style: 'primary',
            label: messages.text(locale, 'questions-alone'),
            token: questionToken(actions.question, { kind, at: 0 }),
          },
          button(locale, 'questions-share', actions.share, kind),
        ],
    ...(isShared ? {} : { footer: messages.rich(locale, 'questions-footer') }),
  });
}

/** A short rubric: for a partner, or of one's own practice. */
export function rubricForm(locale: Locale, token: string, isOwn: boolean, before?: Rubric): Form {
  const area = (name: 'strength' | 'next') =>
    ({
      kind: 'text',
      name,
      label: messages.text(locale, `rubric-${name}`),
      required: name === 'strength',
      multiline: true,
      maxLength: longest.rubric,
      value: before?.[name] ?? '',
    }) as const;
  return form({
    token,
    title: messages.text(locale, isOwn ? 'rubric-own-title' : 'rubric-title'),
    intro: messages.rich(locale, isOwn ? 'rubric-own-intro' : 'rubric-intro'),
    submitLabel: messages.text(locale, isOwn ? 'rubric-save' : 'rubric-give'),
    fields: [
      area('strength'),
      area('next'),
      {
        kind: 'select',
        name: 'areas',
        label: messages.text(locale, 'rubric-areas'),
        required: false,
        maxChoices: areas.length,
        options: areas.map((value) => ({ value, label: areaName(locale, value) })),
        values: before?.areas ?? [],
      },
    ],
  });
}

function rubricSections(locale: Locale, { strength, next, areas: about }: Rubric): Section[] {
  const shown = (key: 'rubric-strength' | 'rubric-next' | 'rubric-areas', value: RichText) =>
    value.length === 0 ? [] : [{ label: messages.text(locale, key), value }];
  const said = (typed: string) => (typed === '' ? [] : wordsOnly(excerpt(words(typed), 850)));
  const named = about.map((each: Area) => areaName(locale, each));
  const fields = [
    ...shown('rubric-strength', said(strength)),
    ...shown('rubric-next', said(next)),
    ...shown('rubric-areas', named.length === 0 ? [] : rich(listOf(locale, named))),
  ];
  return fields.length === 0 ? [] : [{ kind: 'fields', fields }];
}

/** What a partner wrote for a member, who may keep it. */
export function givenCard(locale: Locale, rubricId: string, rubric: Rubric, kind: Kind): Card {
  return card({
    title: messages.text(locale, 'given-title', { kind: kindName(locale, kind) }),
    sections: rubricSections(locale, rubric),
    actions: [
      button(locale, 'given-keep', actions.keep, rubricId, 'primary'),
      button(locale, 'given-let-go', actions.letGo, rubricId),
    ],
    footer: messages.rich(locale, 'given-private'),
  });
}

/** A note of practice as its owner sees it. */
export function noteCard(locale: Locale, kept: Kept<Rubric>, isNew: boolean): Card {
  const { value } = kept;
  return card({
    title: messages.text(locale, value.from === 'partner' ? 'note-partner-title' : 'note-own-title', {
      kind: kindName(locale, value.kind),
    }),
    sections: [...(isNew ? [text(messages.rich(locale, 'note-kept'))] : []), ...rubricSections(locale, value)],
    actions: [deleteButton(locale, feature, kept)],
    footer: messages.rich(locale, 'note-private'),
  });
}

/** What can be done about an area that keeps coming up. */
export function areaCard(locale: Locale, kind: Kind, hasJoined: boolean): Card {
  return card({
    title: messages.text(locale, 'area-title', { kind: kindName(locale, kind) }),
    sections: [text(messages.rich(locale, hasJoined ? 'area-joined' : 'area-text'))],
    actions: [
      button(locale, hasJoined ? 'button-change' : 'button-join', actions.wants, '-', 'primary'),
      {
        kind: 'button',
        style: 'plain',
        label: messages.text(locale, 'questions-alone'),
        token: questionToken(actions.question, { kind, at: 0 }),
      },
    ],
    footer: messages.rich(locale, 'practice-private'),
  });
}
