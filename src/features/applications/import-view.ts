import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, type RichText, words } from '../../core/text/index.ts';
import { type Card, card, excerpt, type Form, form, limits, type Section, text } from '../../core/views/index.ts';
import { allButton, at, button, stageName } from './controls.ts';
import { columns, type LineFault, type ReadLine, type ReadTable } from './csv.ts';
import { messages } from './texts.ts';

// What a preview shows of each; the numbers tell the rest.
const shownLines = 5;
const shownFaults = 12;

export function importForm(locale: Locale): Form {
  return form({
    token: actionToken(at.importForm),
    title: messages.text(locale, 'import-title'),
    submitLabel: messages.text(locale, 'import-read'),
    intro: messages.rich(locale, 'import-intro', { columns: columns.join(', ') }),
    fields: [
      {
        kind: 'text',
        name: 'table',
        label: messages.text(locale, 'import-field'),
        required: true,
        multiline: true,
        maxLength: limits.form.text,
      },
    ],
  });
}

export interface Preview {
  readonly importId: string;
  readonly table: ReadTable;
  /** What will be added. */
  readonly fresh: readonly ReadLine[];
}

/** What was read, before anything is kept. */
export function previewCard(locale: Locale, { importId, table, fresh }: Preview): Card {
  const known = table.lines.length - fresh.length;
  const { faults, unknown } = table;
  const more = fresh.length - shownLines;
  return card({
    title: messages.text(locale, 'preview-title'),
    sections: [
      text(messages.rich(locale, 'preview-count', { count: fresh.length })),
      ...list([
        ...fresh.slice(0, shownLines).map((line) => lineText(locale, line)),
        ...(more > 0 ? [messages.rich(locale, 'preview-more', { count: more })] : []),
      ]),
      ...(known > 0 ? [text(messages.rich(locale, 'preview-known', { count: known }))] : []),
      ...(unknown.length === 0
        ? []
        : [text(messages.rich(locale, 'preview-unknown', { columns: excerpt(words(unknown.join(', ')), 200) }))]),
      ...(faults.length === 0
        ? []
        : [text(messages.rich(locale, 'preview-faults')), ...list(faultTexts(locale, faults))]),
    ],
    actions: [
      ...(fresh.length === 0
        ? []
        : [
            button(
              messages.text(locale, 'import-yes', { count: fresh.length }),
              actionToken(at.importNow, importId),
              'primary',
            ),
          ]),
      button(messages.text(locale, 'import-again'), actionToken(at.importForm)),
      allButton(locale),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

function lineText(locale: Locale, { facts }: ReadLine): RichText {
  return messages.rich(locale, 'preview-line', {
    company: excerpt(words(facts.company), 60),
    hasRole: facts.role === '' ? 'no' : 'yes',
    role: excerpt(words(facts.role), 60),
    stage: stageName(locale, facts.stage),
  });
}

/** What is wrong with each line, the first ones in words. */
function faultTexts(locale: Locale, faults: readonly LineFault[]): RichText[] {
  const more = faults.length - shownFaults;
  return [
    ...faults.slice(0, shownFaults).map((fault) => faultText(locale, fault)),
    ...(more > 0 ? [messages.rich(locale, 'fault-more', { count: more })] : []),
  ];
}

/** What is wrong with one line. */
export function faultText(locale: Locale, { kind, line, column = 'company' }: LineFault): RichText {
  switch (kind) {
    case 'date-unclear':
      return messages.rich(locale, 'fault-date-in', { line, column });
    case 'company-missing':
    case 'stage-unknown':
    case 'too-long':
    case 'malformed':
      return messages.rich(locale, `fault-${kind}`, { line, column });
  }
}

function list(lines: readonly RichText[]): Section[] {
  if (lines.length === 0) return [];
  const items = lines.map((line) => line.flatMap((block) => (block.type === 'paragraph' ? block.children : [])));
  return [text([{ type: 'list', ordered: false, items }])];
}

export function importedCard(locale: Locale, count: number): Card {
  return card({
    title: messages.text(locale, 'imported-title'),
    sections: [text(messages.rich(locale, 'imported', { count }))],
    actions: [allButton(locale), button(messages.text(locale, 'import-again'), actionToken(at.importForm))],
  });
}

export function exportCard(locale: Locale, count: number): Card {
  return card({
    title: messages.text(locale, 'export-title'),
    sections: [text(messages.rich(locale, 'export-text', { count }))],
    actions: [allButton(locale)],
    footer: messages.rich(locale, 'private'),
  });
}
