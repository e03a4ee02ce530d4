import { type Stage, stages } from '../../content/index.ts';
import { actionToken, deleteButton, type Subject } from '../../core/interactions/index.ts';
import type { Kept } from '../../core/ports/index.ts';
import { type Locale, type RichText, rich, words, wordsOnly } from '../../core/text/index.ts';
import {
  type Button,
  type Card,
  card,
  excerpt,
  type Field,
  type Form,
  form,
  type Section,
  text,
} from '../../core/views/index.ts';
import { stageName } from '../rejections/index.ts';
import {
  type Choice,
  choices,
  chosenIn,
  isChoice,
  type Question,
  questionsOf,
  type Reflection,
  type Step,
} from './rules.ts';
import { messages } from './texts.ts';

export const feature = 'reflections';
/** What a reflection can start from. */
export type Source = 'rejection' | 'feedback';
export const actions = {
  step: (step: Step) => `reflections.step-${step}`,
  /** Shows the card with the questions of this step to come. */
  offer: (step: Step) => `reflections.offer-${step}`,
  enough: 'reflections.enough',
  from: (source: Source) => `reflections.from-${source}`,
} as const;

const allSteps = [1, 2, 3] as const;

// In UTF-16 code units: all of a reflection fits one card but for what escaping adds.
const longestWords = 600;
const longestAbout = 250;

/** What a reflection is called in a list. */
export function reflectionName(locale: Locale, reflection: Reflection): string {
  const about = String(reflection.about ?? '');
  const [stage] = chosenIn(reflection, 'stage');
  return messages.text(locale, 'list-name', {
    about,
    hasAbout: about === '' ? 'no' : 'yes',
    stage: stage === undefined ? '' : choiceName(locale, stage),
    hasStage: stage === undefined ? 'no' : 'yes',
  });
}

/** The questions of one step. `initial` stands in the fields of a new reflection. */
export function stepForm(
  locale: Locale,
  step: Step,
  { id, version, value }: Subject<Reflection>,
  initial: Reflection = {},
): Form {
  return form({
    token: actionToken(actions.step(step), id, version),
    title: messages.text(locale, `step-${step}`),
    submitLabel: messages.text(locale, 'save'),
    fields: questionsOf(step).map((question) => questionField(locale, question, value ?? initial)),
  });
}

function questionField(locale: Locale, question: Question, standing: Reflection): Field {
  const asked = {
    name: question,
    label: messages.text(locale, `q-${question}`),
    hint: messages.text(locale, hintOf(question)),
    required: false,
  };
  if (!isChoice(question)) {
    const isAbout = question === 'about';
    const maxLength = isAbout ? longestAbout : longestWords;
    return { kind: 'text', ...asked, multiline: !isAbout, maxLength, value: String(standing[question] ?? '') };
  }
  const options = choices[question].map((choice: Choice) => ({ value: choice, label: choiceName(locale, choice) }));
  const maxChoices = question === 'small-things' ? options.length : 1;
  return { kind: 'select', ...asked, options, maxChoices, values: chosenIn(standing, question) };
}

function hintOf(question: Question) {
  switch (question) {
    case 'unexpected':
    case 'went-well':
    case 'least-sure':
    case 'small-things':
    case 'loss':
      return `hint-${question}` as const;
    default:
      return 'hint-optional';
  }
}

function choiceName(locale: Locale, choice: Choice): string {
  return isStage(choice) ? stageName(locale, choice) : messages.text(locale, `a-${choice}`);
}

function isStage(choice: Choice): choice is Stage {
  return (stages as readonly string[]).includes(choice);
}

/** What is saved so far, with the questions of step `next` to come. */
export function offerCard(locale: Locale, subject: Subject<Reflection>, next: Step): Card {
  const { id, version, value } = subject;
  const later = allSteps.find((step) => step > next);
  const skip = later && button(messages.text(locale, 'skip'), actionToken(actions.offer(later), id, version));
  return card({
    title: messages.text(locale, 'title'),
    sections: [text(messages.rich(locale, value ? 'so-far' : 'nothing-yet')), ...answers(locale, value ?? {})],
    actions: [
      { ...button(messages.text(locale, 'next'), actionToken(actions.step(next), id, version)), style: 'primary' },
      ...(skip ? [skip] : []),
      button(messages.text(locale, 'enough'), actionToken(actions.enough, id, version)),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

/** The whole of it, each part to be changed. */
export function reflectionCard(locale: Locale, kept: Kept<Reflection>): Card {
  const { id, version, value } = kept;
  const [loss] = chosenIn(value, 'loss');
  return card({
    title: messages.text(locale, 'title'),
    sections: [
      text(messages.rich(locale, 'done')),
      ...answers(locale, value),
      ...(loss === 'not-chosen' ? [text(messages.rich(locale, 'aim'))] : []),
      ...(value['small-things'] ? [text(messages.rich(locale, 'mirror'))] : []),
    ],
    actions: [
      ...allSteps.map((step) =>
        button(messages.text(locale, `step-${step}`), actionToken(actions.step(step), id, version)),
      ),
      deleteButton(locale, feature, kept),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

/** Said where a member stops before anything was given. */
export function nothingCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'none-title'),
    sections: [text(messages.rich(locale, 'none-text'))],
  });
}

/** Leads from a rejection or a piece of feedback to the first questions. */
export function reflectButton(locale: Locale, source: Source, row: { readonly id: string }): Button {
  return button(messages.text(locale, `from-${source}`), actionToken(actions.from(source), row.id));
}

/** What was answered, a group of fields for each step. */
function answers(locale: Locale, reflection: Reflection): Section[] {
  return allSteps.flatMap((step): Section[] => {
    const fields = questionsOf(step).flatMap((question) => {
      const value = answer(locale, reflection, question);
      return value.length === 0 ? [] : [{ label: messages.text(locale, `q-${question}`), value }];
    });
    return fields.length === 0 ? [] : [{ kind: 'fields', fields }];
  });
}

function answer(locale: Locale, reflection: Reflection, question: Question): RichText {
  if (isChoice(question)) {
    return rich(
      chosenIn(reflection, question)
        .map((choice) => choiceName(locale, choice))
        .join(', '),
    );
  }
  const typed = words(String(reflection[question] ?? ''));
  // All four texts have to fit beside each other; the whole of each is in its form.
  return typed.value === '' ? [] : wordsOnly(excerpt(typed, question === 'about' ? 260 : 560));
}

function button(label: string, token: string): Button {
  return { kind: 'button', style: 'plain', label, token };
}
