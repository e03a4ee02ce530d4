import { type CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { findChoice } from '../../core/commands/index.ts';
import { cleanInput, defaultLocale } from '../../core/text/index.ts';
import { type LocalDate, readDate } from '../../core/time/index.ts';
import { type ApplicationFacts, applicationLimits, type Stage, stages } from './rules.ts';

/** The columns of the table, in the order of an export. An import takes them in any order, in any case; `company` is needed. */
export const columns = ['company', 'role', 'stage', 'applied_on', 'next_on', 'link', 'source', 'note'] as const;
type Column = (typeof columns)[number];

/** What is wrong with a line; `column` where one value of it is. */
export interface LineFault {
  /** As an editor counts, the line of the headings being 1. */
  readonly line: number;
  readonly kind: 'company-missing' | 'stage-unknown' | 'date-unclear' | 'too-long' | 'malformed';
  readonly column?: Column;
}

export interface ReadLine {
  readonly line: number;
  readonly facts: ApplicationFacts;
  readonly note: string;
}

export interface ReadTable {
  readonly lines: readonly ReadLine[];
  readonly faults: readonly LineFault[];
  /** Headings that are none of ours; their values are left out. */
  readonly unknown: readonly string[];
  /** Whether there is a heading for the company; without it there is nothing to read. */
  readonly hasCompany: boolean;
}

// What other trackers call the same column.
const aliases: Readonly<Record<string, Column>> = {
  employer: 'company',
  organisation: 'company',
  organization: 'company',
  position: 'role',
  title: 'role',
  job: 'role',
  'job title': 'role',
  status: 'stage',
  applied: 'applied_on',
  'date applied': 'applied_on',
  date: 'applied_on',
  next: 'next_on',
  'next date': 'next_on',
  url: 'link',
  website: 'link',
  found: 'source',
  notes: 'note',
};

const stageAliases: Readonly<Partial<Record<Stage, readonly string[]>>> = {
  wishlist: ['saved', 'to apply', 'bookmarked'],
  applied: ['sent', 'submitted', 'application'],
  screening: ['phone screen', 'recruiter call'],
  assessment: ['test', 'take-home', 'assignment'],
  interview: ['interviewing', 'onsite', 'technical interview'],
  final: ['final round'],
  offer: ['offered', 'accepted'],
  rejected: ['declined', 'turned down'],
  'no-reply': ['ghosted', 'no response', 'no answer'],
  withdrawn: ['withdrew', 'cancelled'],
  frozen: ['on hold', 'paused', 'closed'],
};

/** The stages as choices for whoever types them; `label` is given by the caller. */
export function stageChoices(label: (locale: string, stage: Stage) => string) {
  return stages.map((stage) => ({
    value: stage,
    label: (locale: string) => label(locale, stage),
    aliases: stageAliases[stage] ?? [],
  }));
}

const choices = stageChoices((_locale, stage) => stage);

const longest: readonly (readonly [Column, number])[] = (['company', 'role', 'link', 'source', 'note'] as const).map(
  (column) => [column, applicationLimits[column]],
);

interface TableRecord {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/** Reads a table: comma, semicolon or tab between values, headings in the first line. Wrong lines are told, the others read. */
export function readTable(text: string, today: LocalDate): ReadTable {
  const unknown: string[] = [];
  const faults: LineFault[] = [];
  let headings: readonly string[] = [];
  const records = parse(text, {
    bom: true,
    delimiter: delimiterOf(text),
    trim: true,
    info: true,
    skip_empty_lines: true,
    relax_quotes: true,
    relax_column_count: true,
    skip_records_with_error: true,
    on_skip: (error: CsvError | undefined) => {
      faults.push({ line: Number(error?.lines ?? 0), kind: 'malformed' });
    },
    columns: (first: string[]) => {
      headings = first.map((heading) => columnOf(heading) ?? '');
      unknown.push(...first.filter((heading) => heading.trim() !== '' && columnOf(heading) === undefined));
      // A column that is none of ours needs a name of its own all the same.
      return headings.map((heading, index) =>
        heading === '' || headings.indexOf(heading) < index ? `-${index}` : heading,
      );
    },
  }) as unknown as readonly TableRecord[];
  const lines: ReadLine[] = [];
  for (const { record, info } of records) {
    const read = readLine(record, info.lines, today);
    if ('kind' in read) faults.push(read);
    else lines.push(read);
  }
  faults.sort((one, other) => one.line - other.line);
  return { lines, faults, unknown, hasCompany: headings.includes('company') };
}

/** Whichever the headings are parted by: a semicolon in a note parts nothing where commas do. */
function delimiterOf(text: string): string {
  const [headings = ''] = /^.*\S.*$/m.exec(text) ?? [];
  const times = (delimiter: string) => headings.split(delimiter).length;
  return [';', '\t'].reduce((most, each) => (times(each) > times(most) ? each : most), ',');
}

function columnOf(heading: string): Column | undefined {
  const name = cleanInput(heading).toLowerCase();
  return columns.find((column) => column === name.replace(/[\s-]+/g, '_')) ?? aliases[name.replace(/[_-]+/g, ' ')];
}

function readLine(record: Readonly<Record<string, string>>, line: number, today: LocalDate): ReadLine | LineFault {
  const value = (column: Column) => cleanInput(record[column] ?? '').replace(guarded, '');
  const company = value('company');
  if (company === '') return { line, kind: 'company-missing', column: 'company' };
  for (const [column, most] of longest) {
    if (value(column).length > most) return { line, kind: 'too-long', column };
  }
  const stage = value('stage') === '' ? 'applied' : findChoice(choices, value('stage'), defaultLocale);
  if (stage === undefined) return { line, kind: 'stage-unknown', column: 'stage' };
  const appliedOn = readDay(value('applied_on'), today, 'back');
  if (appliedOn === 'unclear') return { line, kind: 'date-unclear', column: 'applied_on' };
  const nextOn = readDay(value('next_on'), today, 'ahead');
  if (nextOn === 'unclear') return { line, kind: 'date-unclear', column: 'next_on' };
  const texts = { company, role: value('role'), link: value('link'), source: value('source') };
  return { line, facts: { ...texts, stage: stage as Stage, appliedOn, nextOn }, note: value('note') };
}

function readDay(typed: string, today: LocalDate, lean: 'ahead' | 'back'): LocalDate | null | 'unclear' {
  if (typed === '') return null;
  const read = readDate(typed, today, { lean });
  return read.ok ? read.date : 'unclear';
}

/** The lines of a table as tables of their own, each at most `longest` UTF-16 code units with its headings. */
export function splitTable(lines: readonly ReadLine[], longest: number): readonly TablePart[] {
  const parts: TablePart[] = [];
  let open = { text: '', count: 0, lastLine: 0 };
  const heading = stringify([[...columns]]);
  for (const each of lines) {
    const row = stringify([cellsOf(each)]);
    if (open.count > 0 && heading.length + open.text.length + row.length > longest) {
      parts.push({ ...open, text: heading + open.text });
      open = { text: '', count: 0, lastLine: 0 };
    }
    open = { text: open.text + row, count: open.count + 1, lastLine: each.line };
  }
  return open.count === 0 ? parts : [...parts, { ...open, text: heading + open.text }];
}

export interface TablePart {
  readonly text: string;
  /** How many lines it holds, and which line of the whole is its last. */
  readonly count: number;
  readonly lastLine: number;
}

// A spreadsheet runs what begins with one of these, or with its full-width form, unless an apostrophe stands before it. What
// begins with apostrophes of its own gets one more, so that it reads back as it was. Source: OWASP, "CSV Injection"; its tab and
// line end begin no text of ours. The writer's own `escape_formulas` cannot be told from what a member typed.
const runnable = /^(?='*[-=+@\uff0d\uff1d\uff0b\uff20])/;
const guarded = /^'(?='*[-=+@\uff0d\uff1d\uff0b\uff20])/;

function cellsOf({ facts, note }: Pick<ReadLine, 'facts' | 'note'>): string[] {
  const { company, role, stage, appliedOn, nextOn, link, source } = facts;
  const cells = [company, role, stage, appliedOn ?? '', nextOn ?? '', link, source, note];
  return cells.map((cell) => cell.replace(runnable, "'"));
}

/** The table of an export, which `readTable` reads back. Spreadsheets are kept from running a value as a formula. */
export function writeTable(all: readonly Pick<ReadLine, 'facts' | 'note'>[]): string {
  return stringify([[...columns], ...all.map(cellsOf)]);
}
