import { type Stage, stages } from '../../content/index.ts';
import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask,
  type Context,
  chosenValues,
  expiredReply,
  type FormHandler,
  isRowId,
  type Outcome,
  replace,
  reply,
  type Shelf,
  saveOwn,
  subjectOf,
  textValue,
} from '../../core/interactions/index.ts';
import type { Kept, Records } from '../../core/ports/index.ts';
import type { Card, FormValues } from '../../core/views/index.ts';
import { stageName } from '../rejections/index.ts';
import { isChoice, nextStep, questionsOf, type Reflection, type Step, withAnswers } from './rules.ts';
import { messages } from './texts.ts';
import { actions, nothingCard, offerCard, reflectionCard, type Source, stepForm } from './views.ts';

/** What a reflection starts with, where it comes from something else. `about` is '' where nothing is known. */
export interface Start {
  readonly stage: Stage | null;
  readonly about: string;
}

export interface Parts {
  readonly records: Records<Reflection>;
  /** Each answers undefined where there is no such row or it is somebody else's. */
  readonly sources: Readonly<Record<Source, (memberId: string, row: string) => Promise<Start | undefined>>>;
}

const sourceNames = ['rejection', 'feedback'] as const;

export function reflectCommand(shelf: Shelf): Command {
  return defineCommand({
    name: 'reflect',
    summary: (locale) => messages.text(locale, 'summary'),
    firstResponse: 'form',
    options: {
      stage: {
        kind: 'choice',
        summary: (locale) => messages.text(locale, 'stage-summary'),
        choices: stages.map((stage) => ({ value: stage, label: (locale) => stageName(locale, stage) })),
      },
      show: shelf.option,
    },
    run: async (context, { stage, show }) => {
      return show ? shelf.list(context) : start(context, { stage: stage ?? null, about: '' });
    },
  });
}

function start(context: Context, { stage, about }: Start): Outcome {
  const initial = withAnswers({}, 1, { about, stage: stage === null ? [] : [stage] });
  return ask(stepForm(context.member.locale, 1, { id: context.newId(), version: 0 }, initial));
}

export function reflectionActions(parts: Parts): ActionHandler[] {
  const { records } = parts;
  return [
    ...sourceNames.map((source) => ({
      action: actions.from(source),
      run: async (context: Context, { row }: { readonly row: string }) => {
        const found = isRowId(row) ? await parts.sources[source](context.member.id, row) : undefined;
        return found ? start(context, found) : expiredReply(context.member.locale);
      },
    })),
    ...([2, 3] as const).map((step) => ({
      action: actions.offer(step),
      run: async (context: Context, target: { readonly row: string; readonly version: number }) => {
        const subject = await subjectOf(context, records, target);
        return 'kind' in subject ? subject : replace(offerCard(context.member.locale, subject, step));
      },
    })),
    {
      action: actions.enough,
      run: async (context, target) => {
        const subject = await subjectOf(context, records, target);
        if ('kind' in subject) return subject;
        return replace(isKept(subject) ? cardOf(context, subject) : nothingCard(context.member.locale));
      },
    },
  ];
}

function isKept(subject: object): subject is Kept<Reflection> {
  return 'value' in subject;
}

export function reflectionForms(parts: Parts): FormHandler[] {
  return ([1, 2, 3] as const).map((step) => stepHandler(parts, step));
}

function stepHandler({ records }: Parts, step: Step): FormHandler {
  return {
    action: actions.step(step),
    build: async (context, target) => {
      const subject = await subjectOf(context, records, target);
      return 'kind' in subject ? subject : stepForm(context.member.locale, step, subject);
    },
    run: async (context, submission) => {
      const subject = await subjectOf(context, records, submission);
      if ('kind' in subject) return subject;
      const value = withAnswers(subject.value ?? {}, step, answersIn(step, submission.values));
      const next = nextStep(value, step);
      // A step sent empty is a step skipped; there is nothing to keep before the first answer.
      if (!subject.value && Object.keys(value).length === 0) {
        return reply(next ? offerCard(context.member.locale, subject, next) : nothingCard(context.member.locale));
      }
      const saved = await saveOwn(context, records, submission, questionsOf(step)[0] ?? '', value);
      if ('kind' in saved) return saved;
      return reply(next ? offerCard(context.member.locale, saved, next) : cardOf(context, saved));
    },
  };
}

function answersIn(step: Step, values: FormValues): Reflection {
  return Object.fromEntries(
    questionsOf(step).map((question) => [
      question,
      isChoice(question) ? chosenValues(values, question) : textValue(values, question),
    ]),
  );
}

export function cardOf({ member }: Context, kept: Kept<Reflection>): Card {
  return reflectionCard(member.locale, kept);
}
