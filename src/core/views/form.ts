import { DefinitionError } from '../errors/index.ts';
import type { RichText } from '../text/index.ts';
import { limits } from './limits.ts';
import { isBlank, richLength } from './measure.ts';
import { checkOptions, type OptionItem } from './options.ts';

/** A dialog that asks a member for something. Build it with `form()`, which throws over a limit. */
export interface Form {
  /** Which handler takes the submission; an action token. */
  readonly token: string;
  readonly title: string;
  readonly intro?: RichText;
  readonly submitLabel: string;
  readonly fields: readonly Field[];
}

export type Field = TextField | SelectField | PickField;

interface FieldBase {
  /** Lower-case letters, digits and dashes; the key of the value in the submission. */
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly required: boolean;
}

export interface TextField extends FieldBase {
  readonly kind: 'text';
  readonly multiline: boolean;
  /** In UTF-16 code units, 1 to 3,000. */
  readonly maxLength: number;
  readonly placeholder?: string;
  /** What stands in it when it opens. */
  readonly value?: string;
}

export interface SelectField extends FieldBase {
  readonly kind: 'select';
  readonly options: readonly OptionItem[];
  /** How many may be chosen, 1 to the number of options. */
  readonly maxChoices: number;
  readonly values?: readonly string[];
}

/** Offers what the platform itself knows, under its own names: the channels to post in, or people. Values are the platform's ids. */
export interface PickField extends FieldBase {
  readonly kind: 'pick';
  readonly of: 'channel' | 'person';
  /** How many may be picked, 1 to 25. */
  readonly maxChoices: number;
  readonly values?: readonly string[];
}

/** A submission: per field name the text, or what was chosen. Fields left empty are absent. */
export type FormValues = Readonly<Record<string, string | readonly string[]>>;

/** Checks a form against the limits of every platform. Throws `DefinitionError` naming what is over. */
export function form(input: Form): Form {
  const faults: string[] = [];
  const sized = (what: string, actual: number, limit: number) => {
    if (actual === 0 || actual > limit) faults.push(`${what} is ${actual} long, 1 to ${limit}`);
  };
  sized('token', input.token.length, limits.token);
  sized('title', seenLength(input.title), limits.form.title);
  sized('submit label', seenLength(input.submitLabel), limits.form.submitLabel);
  if (input.intro) sized('introduction', richLength(input.intro), limits.form.intro);
  sized('list of components', input.fields.length + (input.intro ? 1 : 0), limits.form.components);
  if (input.fields.length === 0) faults.push('there is no field');
  if (new Set(input.fields.map((field) => field.name)).size < input.fields.length)
    faults.push('two fields share a name');
  for (const field of input.fields) faults.push(...faultsOfField(field));
  if (faults.length > 0) {
    // By its token: a title may hold a member's words, and faults end in logs.
    throw new DefinitionError(`The form ${input.token} cannot be shown everywhere: ${faults.join('; ')}`);
  }
  return input;
}

/** The same form with what was submitted standing in its fields. */
export function refill(original: Form, values: FormValues): Form {
  return { ...original, fields: original.fields.map((field) => refillField(field, values[field.name])) };
}

function seenLength(label: string): number {
  return isBlank(label) ? 0 : label.length;
}

function refillField(field: Field, value: FormValues[string] | undefined): Field {
  if (field.kind !== 'text') {
    const chosen = value === undefined ? [] : typeof value === 'string' ? [value] : value;
    const known = chosen.filter((each) => isOffered(field, each));
    return { ...field, values: known.slice(0, field.maxChoices) };
  }
  const typed = typeof value === 'string' ? value : (value ?? []).join(', ');
  // A text over its limit stays whole for the member to shorten, and fits the platform it was typed on; the handler's own
  // form decides when it is sent again.
  return { ...field, value: typed, maxLength: Math.max(field.maxLength, typed.length) };
}

/** Whether a value is one that the field can have. What is picked has the shape of an id; only the platform knows whether it is there. */
export function isOffered(field: SelectField | PickField, value: string): boolean {
  return field.kind === 'pick'
    ? /^[A-Za-z0-9_-]{1,60}$/.test(value)
    : field.options.some((option) => option.value === value);
}

function faultsOfField(field: Field): string[] {
  const faults: string[] = [];
  const at = `field "${field.name}"`;
  if (!/^[a-z][a-z0-9-]*$/.test(field.name) || field.name.length > limits.form.name)
    faults.push(`${at} has no legal name`);
  if (isBlank(field.label) || field.label.length > limits.form.label)
    faults.push(`${at}: label over ${limits.form.label}`);
  if (field.hint !== undefined && (isBlank(field.hint) || field.hint.length > limits.form.hint)) {
    faults.push(`${at}: hint over ${limits.form.hint}`);
  }
  if (field.kind === 'text') return [...faults, ...faultsOfText(field, at)];
  const offers = field.kind === 'select' ? checkOptions(field.options).map((fault) => `${at}: ${fault}`) : [];
  return [...faults, ...offers, ...faultsOfChoice(field, at)];
}

function faultsOfText(field: TextField, at: string): string[] {
  const faults: string[] = [];
  if (field.maxLength < 1 || field.maxLength > limits.form.text)
    faults.push(`${at}: maxLength is 1 to ${limits.form.text}`);
  if ((field.value?.length ?? 0) > field.maxLength) faults.push(`${at}: its value is longer than its maxLength`);
  if (
    field.placeholder !== undefined &&
    (isBlank(field.placeholder) || field.placeholder.length > limits.form.placeholder)
  ) {
    faults.push(`${at}: placeholder over ${limits.form.placeholder}`);
  }
  return faults;
}

function faultsOfChoice(field: SelectField | PickField, at: string): string[] {
  const faults: string[] = [];
  const values = field.values ?? [];
  const most = field.kind === 'pick' ? limits.form.picks : field.options.length;
  if (field.maxChoices < 1 || field.maxChoices > most) faults.push(`${at}: maxChoices is out of range`);
  if (values.length > field.maxChoices) faults.push(`${at}: more chosen than may be`);
  if (values.some((value) => !isOffered(field, value))) faults.push(`${at}: a chosen value is no option`);
  return faults;
}
