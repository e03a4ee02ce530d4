import { type ContentByLocale, type DraftKind, draftKinds } from '../../content/index.ts';
import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  ask,
  type Context,
  chosenValues,
  expiredReply,
  type FormHandler,
  fieldErrors,
  findCurrent,
  findOwn,
  isRowId,
  type Member,
  type Outcome,
  type Press,
  replace,
  reply,
  type Shelf,
  saveOwn,
  subjectOf,
  textValue,
} from '../../core/interactions/index.ts';
import type { Kept, Records } from '../../core/ports/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { type Button, type Card, codeBlockLength, limits } from '../../core/views/index.ts';
import type { RejectionFacts } from '../rejections/index.ts';
import { type Draft, type Fields, fieldsOf, kindsFor, messageOf, otherTone, withFields } from './rules.ts';
import { messages } from './texts.ts';
import {
  actions,
  detailsForm,
  draftCard,
  editForm,
  kindName,
  longestSubject,
  pickCard,
  signForm,
  undoCard,
} from './views.ts';

export interface Parts {
  readonly records: Records<Draft>;
  readonly content: ContentByLocale;
  /** Undefined where there is no such rejection or it is somebody else's. */
  rejection(memberId: string, rejectionId: string): Promise<RejectionFacts | undefined>;
  /** Has the draft sent to its owner later. */
  laterButton(locale: Locale, draft: { readonly id: string }): Button;
}

export function draftCommand(parts: Parts, shelf: Shelf): Command {
  return defineCommand({
    name: 'draft',
    summary: (locale) => messages.text(locale, 'summary'),
    firstResponse: 'form',
    options: {
      kind: {
        kind: 'choice',
        summary: (locale) => messages.text(locale, 'kind-summary'),
        choices: draftKinds.map((kind) => ({
          value: kind,
          label: (locale) => kindName(locale, kind),
          aliases: aliases[kind],
        })),
      },
      show: shelf.option,
    },
    run: async (context, { kind, show }) => {
      if (show) return shelf.list(context);
      return kind ? startForm(parts, context, kind, {}) : reply(pickCard(context.member.locale, draftKinds));
    },
  });
}

/** What members call a kind, besides its name. */
const aliases: Readonly<Record<DraftKind, readonly string[]>> = {
  'feedback-email': ['feedback', 'email', 'new email'],
  'feedback-reply': ['reply', 'answer'],
  'feedback-recruiter': ['recruiter'],
  'other-roles': ['roles', 'other openings', 'another role'],
  'keep-in-touch': ['network', 'stay in touch', 'connect'],
  'thank-you': ['thanks', 'thank you note'],
  'follow-up': ['followup', 'nudge'],
};

export function draftActions(parts: Parts): ActionHandler[] {
  const { records } = parts;
  const current = async (context: Context, press: Press, then: (kept: Kept<Draft>) => Outcome | Promise<Outcome>) => {
    const found = await findCurrent(context, records, press, (each, kept) => cardOf(parts, each, kept));
    return 'kind' in found ? found : then(found);
  };
  const rewrite = (context: Context, press: Press, change: (draft: Draft) => Draft) =>
    current(context, press, async (kept) => {
      const { id, version } = kept;
      const saved = await records.save(context.member.id, { id, version, value: change(kept.value), now: context.now });
      // Overtaken between the two queries: whatever stands now is shown as out of date.
      if (!saved) return current(context, press, (fresh) => replace(cardOf(parts, context, fresh)));
      return replace(cardOf(parts, context, saved));
    });
  return [
    { action: actions.fromRejection, run: (context, { row }) => fromRejection(parts, context, row) },
    ...draftKinds.map((kind) => ({
      action: actions.start(kind),
      run: (context: Context, { row }: Press) => pick(parts, context, row, kind),
    })),
    { action: actions.pick, run: (context, { row, chosen }) => pick(parts, context, row, chosen[0]) },
    { action: actions.tone, run: (context, press) => rewrite(context, press, toOtherTone) },
    {
      action: actions.undo,
      run: (context, press) => current(context, press, (kept) => replace(undoCard(context.member.locale, kept))),
    },
    { action: actions.undoNow, run: (context, press) => rewrite(context, press, withoutEdits) },
  ];
}

function toOtherTone(draft: Draft): Draft {
  return { ...draft, tone: otherTone(draft.tone) };
}

function withoutEdits({ kind, tone, fields }: Draft): Draft {
  return { kind, tone, fields };
}

async function fromRejection(parts: Parts, context: Context, row: string): Promise<Outcome> {
  const facts = isRowId(row) ? await parts.rejection(context.member.id, row) : undefined;
  if (!facts) return expiredReply(context.member.locale);
  const kinds = kindsFor(facts.stage);
  const [only] = kinds;
  if (kinds.length === 1 && only) return startForm(parts, context, only, givenIn(facts));
  return reply(pickCard(context.member.locale, kinds, row));
}

async function pick(parts: Parts, context: Context, row: string, chosen: string | undefined): Promise<Outcome> {
  const kind = draftKinds.find((each) => each === chosen);
  const facts = isRowId(row) ? await parts.rejection(context.member.id, row) : undefined;
  if (!kind || (row !== '-' && !facts)) return expiredReply(context.member.locale);
  return startForm(parts, context, kind, facts ? givenIn(facts) : {});
}

function givenIn({ role, company }: RejectionFacts): Fields {
  return withFields({}, ['role', 'company'], (field) => (field === 'role' ? role : company));
}

function startForm(parts: Parts, context: Context, kind: DraftKind, initial: Fields): Outcome {
  const { details } = fieldsFor(parts, context, kind);
  return ask(detailsForm(context.member.locale, kind, details, { id: context.newId(), version: 0 }, initial));
}

/** The three forms of a draft: its details, what stands below it, its text by hand. */
export function draftForms(parts: Parts): FormHandler[] {
  return [...draftKinds.map((kind) => detailsHandler(parts, kind)), signHandler(parts), editHandler(parts)];
}

function detailsHandler(parts: Parts, kind: DraftKind): FormHandler {
  const { records } = parts;
  return {
    action: actions.write(kind),
    build: async (context, target) => {
      const subject = await subjectOf(context, records, target);
      if ('kind' in subject) return subject;
      return detailsForm(context.member.locale, kind, fieldsFor(parts, context, kind).details, subject);
    },
    run: async (context, submission) => {
      const subject = await subjectOf(context, records, submission);
      if ('kind' in subject) return subject;
      const { details } = fieldsFor(parts, context, kind);
      const before = subject.value?.fields ?? (await lastSignature(records, context));
      const fields = withFields(before, details, (field) => textValue(submission.values, field));
      const tone = chosenValues(submission.values, 'tone')[0] === 'warm' ? 'warm' : 'plain';
      const saved = await saveOwn(context, records, submission, 'interviewer', { kind, tone, fields });
      return 'kind' in saved ? saved : reply(cardOf(parts, context, saved));
    },
  };
}

function signHandler(parts: Parts): FormHandler {
  const { records } = parts;
  return {
    action: actions.sign,
    build: async (context, { row }) => {
      const kept = await findOwn(context, records, row);
      if ('kind' in kept) return kept;
      return signForm(context.member.locale, fieldsFor(parts, context, kept.value.kind).signing, kept);
    },
    run: async (context, submission) => {
      const kept = await findOwn(context, records, submission.row);
      if ('kind' in kept) return kept;
      const { signing } = fieldsFor(parts, context, kept.value.kind);
      const fields = withFields(kept.value.fields, signing, (field) => textValue(submission.values, field));
      const saved = await saveOwn(context, records, submission, 'sender', { ...withoutEdits(kept.value), fields });
      return 'kind' in saved ? saved : reply(cardOf(parts, context, saved));
    },
  };
}

function editHandler(parts: Parts): FormHandler {
  const { records } = parts;
  return {
    action: actions.edit,
    build: async (context, { row }) => {
      const kept = await findOwn(context, records, row);
      return 'kind' in kept ? kept : editForm(context.member.locale, kept, textOf(parts, context, kept.value));
    },
    run: async (context, submission) => {
      const kept = await findOwn(context, records, submission.row);
      if ('kind' in kept) return kept;
      const plain = withoutEdits(kept.value);
      const edited = { subject: textValue(submission.values, 'subject'), body: textValue(submission.values, 'text') };
      const untouched = textOf(parts, context, plain);
      const same = untouched.subject.value === edited.subject && untouched.body.value === edited.body;
      // Every backtick counts twice in a text shown to be copied.
      if (codeBlockLength(edited.body) > limits.card.copyable || codeBlockLength(edited.subject) > longestSubject) {
        return fieldErrors({ text: messages.text(context.member.locale, 'too-long') });
      }
      const saved = await saveOwn(context, records, submission, 'text', same ? plain : { ...plain, edited });
      return 'kind' in saved ? saved : reply(cardOf(parts, context, saved));
    },
  };
}

/** The name that the member put below their last message. */
async function lastSignature(records: Records<Draft>, context: Context): Promise<Fields> {
  const sender = (await records.latest(context.member.id, 25)).find((kept) => kept.value.fields.sender)?.value.fields
    .sender;
  return sender === undefined ? {} : { sender };
}

export function cardOf(parts: Parts, reader: Reader, kept: Kept<Draft>): Card {
  const { locale } = reader.member;
  const { signing } = fieldsFor(parts, reader, kept.value.kind);
  return draftCard(locale, kept, textOf(parts, reader, kept.value), signing, parts.laterButton(locale, kept));
}

/** In whose language a draft is shown. */
type Reader = { readonly member: Pick<Member, 'locale'> };

function textOf(parts: Parts, context: Reader, draft: Draft) {
  return messageOf(draft, parts.content(context.member.locale).draft[draft.kind][draft.tone]);
}

function fieldsFor(parts: Parts, context: Reader, kind: DraftKind) {
  return fieldsOf(parts.content(context.member.locale).draft[kind]);
}
