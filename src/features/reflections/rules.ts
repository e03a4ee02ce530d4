import { stages } from '../../content/index.ts';
import { type Area, areas } from '../feedback/index.ts';

/** The questions, in the short forms in which they are asked: five at most, the quick ones first. */
export const steps = [
  ['about', 'stage', 'requirements', 'prepared', 'across'],
  ['unexpected', 'went-well', 'went-badly', 'least-sure', 'stumbled-on'],
  ['small-things', 'loss', 'next-time'],
] as const;
export type Question = (typeof steps)[number][number];
/** Counted from 1, as in the names of the actions. */
export type Step = 1 | 2 | 3;

const grades = ['yes', 'partly', 'no'] as const;

/** The questions that are answered with a choice. All others are answered in words. */
export const choices = {
  stage: stages,
  requirements: grades,
  prepared: grades,
  across: grades,
  unexpected: ['well', 'so-so', 'badly', 'none'],
  'least-sure': [
    'first-call',
    'test-task',
    'technical',
    'system-design-round',
    'behavioural',
    'culture-round',
    'presentation-round',
    'final-round',
    'salary-talk',
  ],
  'small-things': [
    'eye-contact',
    'phone',
    'nerves',
    'late',
    'talking-over',
    'long-answers',
    'own-presentation',
    'camera-sound',
    'no-questions',
  ],
  loss: ['this-job', 'not-chosen', 'both'],
} as const satisfies Partial<Record<Question, readonly string[]>>;
export type ChoiceQuestion = keyof typeof choices;
export type Choice = (typeof choices)[ChoiceQuestion][number];

/** What a member answered: words as typed, choices as a list. What they left open is absent. */
export type Reflection = Readonly<Partial<Record<Question, string | readonly string[]>>>;

export function questionsOf(step: Step): readonly Question[] {
  return steps[step - 1] ?? [];
}

export function isChoice(question: Question): question is ChoiceQuestion {
  return question in choices;
}

/** The choices that were made, in the order of the question's own list; [] where it was left open. */
export function chosenIn(reflection: Reflection, question: ChoiceQuestion): readonly Choice[] {
  const chosen = reflection[question] ?? [];
  return choices[question].filter((choice: Choice) => chosen.includes(choice));
}

/** The reflection with the answers of one step in place of those before, in a fixed order so that equal ones are written alike. */
export function withAnswers(before: Reflection, step: Step, answers: Reflection): Reflection {
  const asked = questionsOf(step);
  return Object.fromEntries(
    steps.flat().flatMap((question) => {
      const answer = asked.includes(question) ? answers[question] : before[question];
      return answer === undefined || answer.length === 0 ? [] : [[question, answer]];
    }),
  );
}

/** The first step after `step` in which nothing is answered yet. */
export function nextStep(reflection: Reflection, step: Step): Step | undefined {
  const later = ([1, 2, 3] as const).filter((each) => each > step);
  return later.find((each) => questionsOf(each).every((question) => reflection[question] === undefined));
}

const pointers: Partial<Record<Choice, Area>> = {
  technical: 'technical-depth',
  'test-task': 'technical-depth',
  'system-design-round': 'system-design',
  behavioural: 'examples',
  'culture-round': 'culture',
  'presentation-round': 'presentation',
  'salary-talk': 'salary',
  'eye-contact': 'communication',
  'talking-over': 'communication',
  'long-answers': 'communication',
  nerves: 'nerves',
  'own-presentation': 'presentation',
  phone: 'preparation',
  late: 'preparation',
  'camera-sound': 'preparation',
  'no-questions': 'preparation',
};

// What was answered with anything but the best choice points at an area as well.
const shaky: readonly (readonly [ChoiceQuestion, readonly string[], Area])[] = [
  ['requirements', ['partly', 'no'], 'requirements'],
  ['prepared', ['partly', 'no'], 'preparation'],
  ['across', ['partly', 'no'], 'communication'],
  ['unexpected', ['so-so', 'badly'], 'unexpected-questions'],
];

/** The areas that a member's own choices point at, each once, in the order of `areas`. Words are not read. */
export function areasOf(reflection: Reflection): readonly Area[] {
  const named = (['least-sure', 'small-things'] as const)
    .flatMap((question) => chosenIn(reflection, question))
    .map((choice) => pointers[choice]);
  const felt = shaky
    .filter(([question, answers]) => chosenIn(reflection, question).some((choice) => answers.includes(choice)))
    .map(([, , area]) => area);
  return areas.filter((area) => named.includes(area) || felt.includes(area));
}
