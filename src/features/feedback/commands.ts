import { stages } from '../../content/index.ts';
import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask,
  type Context,
  chosenValues,
  expiredReply,
  type FormHandler,
  isRowId,
  reply,
  type Shelf,
  saveOwn,
  subjectOf,
  textValue,
} from '../../core/interactions/index.ts';
import type { Kept, Records } from '../../core/ports/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Button, Card, FormValues } from '../../core/views/index.ts';
import type { RejectionFacts } from '../rejections/index.ts';
import { aboutLine, areas, type Feedback } from './rules.ts';
import { messages } from './texts.ts';
import { actions, feedbackCard, feedbackForm } from './views.ts';

export interface Parts {
  readonly records: Records<Feedback>;
  /** Undefined where there is no such rejection or it is somebody else's. */
  rejection(memberId: string, rejectionId: string): Promise<RejectionFacts | undefined>;
  /** Where a piece of feedback leads on to. */
  next(locale: Locale, feedback: { readonly id: string }): readonly Button[];
}

const empty = { stage: null, about: '' } as const;

export function feedbackCommand(shelf: Shelf): Command {
  return defineCommand({
    name: 'feedback',
    summary: (locale) => messages.text(locale, 'summary'),
    firstResponse: 'form',
    options: { show: shelf.option },
    run: async (context, { show }) => {
      if (show) return shelf.list(context);
      return ask(feedbackForm(context.member.locale, { id: context.newId(), version: 0 }, empty));
    },
  });
}

/** Starts from a rejection, with what it knows. */
export function fromRejectionAction(parts: Parts): ActionHandler {
  return {
    action: actions.fromRejection,
    run: async (context, { row }) => {
      const { id, locale } = context.member;
      const facts = isRowId(row) ? await parts.rejection(id, row) : undefined;
      if (!facts) return expiredReply(locale);
      const initial = { stage: facts.stage, about: aboutLine(facts) };
      return ask(feedbackForm(locale, { id: context.newId(), version: 0 }, initial));
    },
  };
}

export function feedbackFormHandler(parts: Parts): FormHandler {
  const { records } = parts;
  return {
    action: actions.write,
    build: async (context, target) => {
      const subject = await subjectOf(context, records, target);
      return 'kind' in subject ? subject : feedbackForm(context.member.locale, subject, empty);
    },
    run: async (context, submission) => {
      const saved = await saveOwn(context, records, submission, 'said', feedbackIn(submission.values));
      return 'kind' in saved ? saved : reply(cardOf(parts, context, saved, true));
    },
  };
}

function feedbackIn(values: FormValues): Feedback {
  return {
    said: textValue(values, 'said'),
    who: textValue(values, 'who'),
    stage: stages.find((stage) => chosenValues(values, 'stage').includes(stage)) ?? null,
    areas: areas.filter((area) => chosenValues(values, 'areas').includes(area)),
    about: textValue(values, 'about'),
  };
}

export function cardOf(parts: Parts, { member }: Context, kept: Kept<Feedback>, saved: boolean): Card {
  return feedbackCard(member.locale, kept, parts.next(member.locale, kept), saved);
}
