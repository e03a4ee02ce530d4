import { cleanInput, defaultLocale, type Locale, readDigits, words } from '../text/index.ts';
import type { Command, Option, Options, OptionValues } from './definition.ts';

/** Why a line or a value was not understood. `typed` is what stands in the way, `expected` what may stand there. */
export interface InputProblem {
  readonly reason:
    | 'not-a-command'
    | 'unknown-command'
    | 'unknown-subcommand'
    | 'unknown-option'
    | 'missing'
    | 'not-a-choice'
    | 'not-a-number'
    | 'out-of-range'
    | 'too-long'
    | 'too-much';
  readonly command: string;
  readonly option?: string;
  readonly typed?: string;
  readonly expected?: readonly string[];
  /** The longest text that is taken, in UTF-16 code units, or the least and most of a number. */
  readonly max?: number;
  readonly min?: number;
}

export type Read<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: InputProblem };

/** Checks raw option values, from whatever platform, against a command's options. Numbers are read as `locale` writes them. */
export function readOptions(
  command: Command,
  raw: Readonly<Record<string, string | number>>,
  locale: Locale,
): Read<OptionValues<Options>> {
  const values: Record<string, unknown> = {};
  const problem = (reason: InputProblem['reason'], more: Partial<InputProblem> = {}) =>
    ({ ok: false, problem: { reason, command: command.name, ...more } }) as const;
  for (const [name, value] of Object.entries(raw)) {
    const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
    if (!option) return problem('unknown-option', { option: name, expected: Object.keys(command.options) });
    const read = readOption(option, value, locale);
    if (!read.ok) return problem(read.problem.reason, { ...read.problem, command: command.name, option: name });
    if (read.value !== undefined) values[name] = read.value;
  }
  const missing = Object.entries(command.options).find(
    ([name, option]) => option.required && values[name] === undefined,
  );
  if (missing) return problem('missing', { option: missing[0] });
  return { ok: true, value: values as OptionValues<Options> };
}

function readOption(option: Option, raw: string | number, locale: Locale): Read<unknown> {
  switch (option.kind) {
    case 'choice':
      return readChoice(option.choices, String(raw), locale);
    case 'number':
      return readNumber(option, raw, locale);
    case 'text': {
      const typed = words(String(raw));
      if (typed.value.length > option.maxLength) return no('too-long', { max: option.maxLength });
      return { ok: true, value: typed.value === '' ? undefined : typed };
    }
  }
}

function readNumber(option: Extract<Option, { kind: 'number' }>, raw: string | number, locale: Locale): Read<number> {
  const typed = cleanInput(String(raw));
  const number = typeof raw === 'number' ? raw : readDigits(typed, locale);
  if (number === undefined || !Number.isFinite(number) || (option.whole && !Number.isInteger(number))) {
    return no('not-a-number', { typed: typed.slice(0, 40) });
  }
  if (number < option.min || number > option.max) return no('out-of-range', { min: option.min, max: option.max });
  return { ok: true, value: number };
}

type Choices = Extract<Option, { kind: 'choice' }>['choices'];

function readChoice(choices: Choices, raw: string, locale: Locale): Read<string> {
  const found = findChoice(choices, raw, locale);
  if (found !== undefined) return { ok: true, value: found };
  return no('not-a-choice', { typed: cleanInput(raw).slice(0, 40), expected: choicesToType(choices, locale) });
}

function no(reason: InputProblem['reason'], more: Partial<InputProblem>): Read<never> {
  return { ok: false, problem: { reason, command: '', ...more } };
}

/** The value that was meant: by value, alias or label, in any case, with spaces or dashes; or by a unique beginning. */
export function findChoice(choices: Choices, raw: string, locale: Locale): string | undefined {
  const exact = exactChoice(choices, raw, locale);
  if (exact !== undefined) return exact;
  const wanted = plainKey(raw);
  const begun = choices.filter(
    (choice) => wanted.length >= 3 && spellings(choice, locale).some((each) => each.startsWith(wanted)),
  );
  return begun.length === 1 ? begun[0]?.value : undefined;
}

/** As `findChoice`, without beginnings: for words that may as well be part of a text. */
export function exactChoice(choices: Choices, raw: string, locale: Locale): string | undefined {
  const wanted = plainKey(raw);
  const meant =
    choices.find(({ value }) => value === wanted) ??
    choices.find((choice) => spellings(choice, locale).includes(wanted));
  return wanted === '' ? undefined : meant?.value;
}

/** What can be typed for each choice, with what it means where that is another language. */
export function choicesToType(choices: Choices, locale: Locale): string[] {
  return choices.map(({ value, label }) => (locale === defaultLocale ? value : `${value} (${label(locale)})`));
}

function spellings(choice: Choices[number], locale: Locale): string[] {
  return [choice.value, ...(choice.aliases ?? []), choice.label(defaultLocale), choice.label(locale)].map(plainKey);
}

function plainKey(typed: string): string {
  return cleanInput(typed)
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');
}
