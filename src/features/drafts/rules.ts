import { IntlMessageFormat } from 'intl-messageformat';
import { type DraftKind, type DraftTemplate, draftKinds, type Stage, type Tone, tones } from '../../content/index.ts';
import { type Words, words } from '../../core/text/index.ts';

/** What a template may ask for, in the order in which a member is asked. */
export const draftFields = ['interviewer', 'role', 'company', 'topics', 'detail', 'date', 'sender'] as const;
export type DraftField = (typeof draftFields)[number];

/** What the member gave, as typed; what they left empty is absent. */
export type Fields = Readonly<Partial<Record<DraftField, string>>>;

/** A message that a member prepares. `edited` is its text by their own hand, in place of the template's. */
export interface Draft {
  readonly kind: DraftKind;
  readonly tone: Tone;
  readonly fields: Fields;
  readonly edited?: { readonly subject: string; readonly body: string };
}

/** A finished message, ready to copy. */
export interface Message {
  readonly subject: Words;
  readonly body: Words;
}

/** The message as it stands: by the member's own hand, or the template filled in. */
export function messageOf(draft: Draft, template: DraftTemplate): Message {
  if (draft.edited) return { subject: words(draft.edited.subject), body: words(draft.edited.body) };
  return compose(template, draft.fields);
}

/** Fills a template. What stands in a field comes out as it is, whatever it holds. */
export function compose(template: DraftTemplate, fields: Fields): Message {
  const values = Object.fromEntries(
    draftFields.flatMap((field) => {
      const value = phrase(fields[field] ?? '');
      return [
        [field, value],
        [flagOf(field), value === '' ? 'no' : 'yes'],
      ];
    }),
  );
  const fill = (source: string) => words(String(format(source).format(values)));
  return { subject: fill(template.subject), body: fill(template.body) };
}

/** A value as a part of a sentence: one line, without the full stop or comma that many put at its end. */
export function phrase(typed: string): string {
  return typed.replace(/\s+/g, ' ').replace(/[ .,]+$/, '');
}

/**
 * The fields that a kind of message has in any tone: `details` go in one form with the tone; `signing` is what can be added
 * to the finished text, the member's own name first of all, which nobody has to give.
 */
export function fieldsOf(templates: Readonly<Record<Tone, DraftTemplate>>): {
  readonly details: readonly DraftField[];
  readonly signing: readonly DraftField[];
} {
  const flags = new Set(tones.flatMap((tone) => [templates[tone].subject, templates[tone].body]).flatMap(selectorsIn));
  const used = draftFields.filter((field) => flags.has(flagOf(field)));
  const details: readonly DraftField[] = used.filter((field) => field !== 'sender').slice(0, mostDetails);
  return { details, signing: used.filter((field) => !details.includes(field)) };
}

// A form has five components, and the tone is one of them.
const mostDetails = 4;

/** The fields with what a form gave for some of them, in a fixed order, so that equal fields are written alike. */
export function withFields(fields: Fields, given: readonly DraftField[], typed: (field: DraftField) => string): Fields {
  return Object.fromEntries(
    draftFields.flatMap((field) => {
      const value = given.includes(field) ? typed(field) : fields[field];
      return value === undefined || value === '' ? [] : [[field, value]];
    }),
  );
}

/** The other tone of the two. */
export function otherTone(tone: Tone): Tone {
  return tone === 'plain' ? 'warm' : 'plain';
}

// By what each stage leaves to ask: before anybody has met the member there is little feedback to be had.
const fitting: Readonly<Record<Stage, readonly DraftKind[]>> = {
  application: ['other-roles', 'feedback-reply'],
  'no-reply': ['follow-up'],
  screening: ['feedback-recruiter', 'feedback-reply', 'other-roles'],
  assessment: ['feedback-email', 'feedback-reply', 'feedback-recruiter', 'other-roles'],
  interview: ['feedback-email', 'feedback-reply', 'feedback-recruiter', 'keep-in-touch', 'other-roles'],
  final: ['feedback-email', 'feedback-reply', 'feedback-recruiter', 'keep-in-touch', 'other-roles'],
  withdrawn: ['feedback-recruiter', 'keep-in-touch', 'other-roles'],
  frozen: ['keep-in-touch', 'other-roles'],
};

/** The messages that make sense after a no at this stage, the most helpful first; all where the stage is not known. */
export function kindsFor(stage: Stage | null): readonly DraftKind[] {
  return stage === null ? draftKinds : fitting[stage];
}

function flagOf(field: string): string {
  return `has${field.charAt(0).toUpperCase()}${field.slice(1)}`;
}

function format(source: string): IntlMessageFormat {
  return new IntlMessageFormat(source, 'en', undefined, { ignoreTag: true });
}

/** The flags that choose the branches of a template: each of its fields has one. */
function selectorsIn(source: string): string[] {
  return format(source)
    .getAst()
    .flatMap((element) => ('options' in element ? [element.value] : []));
}
