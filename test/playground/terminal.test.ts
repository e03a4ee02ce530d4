import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withOffers } from '../../src/adapters/playground/offers.ts';
import { readAction } from '../../src/adapters/playground/terminal/card-action.ts';
import { fillForm } from '../../src/adapters/playground/terminal/form-filling.ts';
import { rich } from '../../src/core/text/index.ts';
import { card, form, text } from '../../src/core/views/index.ts';

const feelings = withOffers(
  form({
    token: 'v1:test.form:-:0',
    title: 'Afterwards',
    submitLabel: 'Send',
    fields: [
      {
        kind: 'text',
        name: 'company',
        label: 'Company',
        required: false,
        multiline: false,
        maxLength: 80,
        value: 'Acme',
      },
      {
        kind: 'select',
        name: 'stage',
        label: 'How far did it go?',
        required: true,
        maxChoices: 2,
        options: [
          { value: 'screening', label: 'First call' },
          { value: 'final', label: 'Final round' },
        ],
      },
      { kind: 'text', name: 'notes', label: 'What happened?', required: false, multiline: true, maxLength: 2_000 },
    ],
  }),
  { conversations: [], personas: [] },
);

function fill(...lines: string[]) {
  const filling = fillForm(feelings);
  return { taken: lines.map((line) => filling.take(line)).at(-1), values: filling.values, filling };
}

test('fields are answered one by one, selects by number, value or label, long texts until an empty line', () => {
  expect(fill('', '2', 'It was short.', 'Then silence.', '')).toMatchObject({
    taken: 'send',
    values: { company: 'Acme', stage: ['final'], notes: 'It was short.\nThen silence.' },
  });
  expect(fill('Globex', 'First call, final', '', '').values).toEqual({
    company: 'Globex',
    stage: ['screening', 'final'],
    notes: '',
  });
});

test('fields are filled by name in any order, and an empty line or a dot sends them', () => {
  const named = ['notes: It was short.', 'Really: it was.', 'stage: final', 'Company: Globex'];
  const values = { company: 'Globex', stage: ['final'], notes: 'It was short.\nReally: it was.' };
  expect(fill(...named, '')).toMatchObject({ taken: 'send', values });
  expect(fill(...named, '.')).toMatchObject({ taken: 'send', values });
  expect(fill('stage: final', '.').values).toEqual({ company: 'Acme', stage: ['final'], notes: '' });
});

test('what no option says is asked again, and cancelling is one word', () => {
  expect(fill('', 'onsite').taken).toEqual({ unclear: feelings.fields[1] });
  expect(fill('', 'onsite').filling.asked?.name).toBe('stage');
  expect(fill('Cancel').taken).toBe('cancel');
});

test('a text of several lines comes out as it was typed, whatever it holds', () => {
  const line = fc
    .string({ unit: 'grapheme', minLength: 1 })
    .filter(
      (each) =>
        !['', '.'].includes(each.trim()) && !/^\s*(company|stage|notes|how far.*|what happened.*)\s*:/i.test(each),
    )
    .map((each) => each.replace(/[\r\n]/g, ' '));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
      fc.pre(lines.every((each) => each.trim() !== '') && lines[0]?.trim().toLowerCase() !== 'cancel');
      expect(fill('', '1', ...lines, '.').values.notes).toBe(lines.join('\n'));
    }),
  );
});

const shown = card({
  sections: [text(rich('What now?'))],
  actions: [
    { kind: 'button', style: 'primary', label: 'Draft a feedback request', token: 'v1:a.draft:-:0' },
    {
      kind: 'select',
      token: 'v1:a.stage:-:0',
      placeholder: 'Stage',
      options: [{ value: 'final', label: 'Final round' }],
    },
    { kind: 'link', label: 'Read', url: 'https://example.org/' },
  ],
});

test.each([
  ['1', { kind: 'press' }],
  ['draft a feedback request', { kind: 'press' }],
  ['press Draft a feedback request', { kind: 'press' }],
  ['2 final', { kind: 'choose', value: 'final' }],
  ['2 Final Round', { kind: 'choose', value: 'final' }],
  ['final', { kind: 'choose', value: 'final' }],
  ['choose final round', { kind: 'choose', value: 'final' }],
  ['2', { kind: 'pick', number: 2 }],
  ['Stage', { kind: 'pick', number: 2 }],
  ['3', { kind: 'open', url: 'https://example.org/' }],
  ['4', undefined],
  ['1 now', undefined],
  ['hello', undefined],
])('"%s" on a card', (line, action) => {
  if (action) expect(readAction(shown, line)).toMatchObject(action);
  else expect(readAction(shown, line)).toBeUndefined();
});
