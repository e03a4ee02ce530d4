import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type CommandEntry,
  defineCommand,
  defineCommandGroup,
  parseLine,
  readOptions,
} from '../../src/core/commands/index.ts';
import { reply } from '../../src/core/interactions/index.ts';
import { isWords, words, wordsOnly } from '../../src/core/text/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import { hostileFragments, typedText } from '../support/arbitraries.ts';

const say = (what: string) => () => what;
const run = async () => reply(card({ sections: [text(wordsOnly(words('done')))] }));

const rejected = defineCommand({
  name: 'rejected',
  summary: say('Start here'),
  firstResponse: 'private',
  options: {
    stage: {
      kind: 'choice',
      summary: say('How far it went'),
      choices: [
        { value: 'interview', label: say('Interview') },
        { value: 'final-round', label: say('Final round'), aliases: ['last interview'] },
        { value: 'offer-withdrawn', label: say('Offer withdrawn') },
      ],
    },
    company: { kind: 'text', maxLength: 80, summary: say('Who') },
    role: { kind: 'text', maxLength: 2_000, summary: say('What') },
  },
  run,
});
const add = defineCommand({
  name: 'add',
  summary: say('Add a goal'),
  firstResponse: 'private',
  options: {
    goal: { kind: 'text', maxLength: 200, summary: say('What') },
    times: { kind: 'number', min: 1, max: 99, whole: true, summary: say('How often') },
  },
  run,
});
const pause = defineCommand({
  name: 'pause',
  summary: say('Rest'),
  firstResponse: 'private',
  options: { weeks: { kind: 'number', min: 1, max: 12, whole: true, summary: say('How long'), required: true } },
  run,
});
const entries: readonly CommandEntry[] = [
  rejected,
  pause,
  defineCommandGroup({ name: 'goal', summary: say('Goals'), subcommands: [add, { ...add, name: 'take-up' }] }),
];

/** The options as the handler would get them, or the problem's reason. */
function read(line: string): Record<string, string | number> | string {
  const parsed = parseLine(line, entries, 'en');
  if (!parsed.ok) return parsed.problem.reason;
  if (parsed.value.kind === 'help') return 'help';
  const values = readOptions(parsed.value.command, parsed.value.raw, 'en');
  if (!values.ok) return values.problem.reason;
  const plain = Object.entries(values.value).map(([name, value]) => [name, isWords(value) ? value.value : value]);
  return Object.fromEntries(plain);
}

test('a choice is known by what it is called in the language of whoever types, too', () => {
  const speaking = defineCommand({
    ...rejected,
    options: {
      stage: {
        kind: 'choice',
        summary: say('How far it went'),
        choices: [{ value: 'final', label: (locale) => (locale === 'de' ? 'Letzte Runde' : 'Final round') }],
      },
      company: { kind: 'text', maxLength: 80, summary: say('Who') },
    },
  });
  const readIn = (locale: string, line: string) => {
    const parsed = parseLine(line, [speaking], locale);
    if (!parsed.ok || parsed.value.kind === 'help') return parsed;
    const values = readOptions(speaking, parsed.value.raw, locale);
    return values.ok ? values.value.stage : values.problem.expected;
  };
  for (const typed of ['letzte runde', 'final', 'Final round', 'stage:"Letzte Runde"']) {
    expect(readIn('de', `/rejected ${typed}`), typed).toBe('final');
  }
  expect(readIn('de', '/rejected stage:x')).toEqual(['final (Letzte Runde)']);
  expect(readIn('en', '/rejected stage:x')).toEqual(['final']);
});

test.each([
  ['/rejected', {}],
  ['  /REJECTED  ', {}],
  ['/rejected interview', { stage: 'interview' }],
  [
    '/rejected stage:interview company:"Acme Inc" role:"Staff Engineer"',
    { stage: 'interview', company: 'Acme Inc', role: 'Staff Engineer' },
  ],
  ['/rejected Stage=INTERVIEW company=Acme', { stage: 'interview', company: 'Acme' }],
  ['/rejected stage: interview company: Acme', { stage: 'interview', company: 'Acme' }],
  ['/rejected stage:inter', { stage: 'interview' }],
  ['/rejected final round Acme Engineer', { stage: 'final-round', company: 'Acme', role: 'Engineer' }],
  ['/rejected last interview “Acme Inc” Engineer', { stage: 'final-round', company: 'Acme Inc', role: 'Engineer' }],
  ['/rejected "Acme Inc" interview', { stage: 'interview', company: 'Acme Inc' }],
  ['/rejected Acme interview Engineer', { stage: 'interview', company: 'Acme', role: 'Engineer' }],
  ['/rejected role:Engineer Acme interview', { company: 'Acme interview', role: 'Engineer' }],
  ['/rejected company:Acme role:Engineer final round', { stage: 'final-round', company: 'Acme', role: 'Engineer' }],
  ['/rejected Off Broadway', { company: 'Off', role: 'Broadway' }],
  ['/rejected company:', {}],
  ["/rejected company:'Don't Panic Ltd'", { company: "Don't Panic Ltd" }],
  ['/rejected company:"never closed', { company: '"never', role: 'closed' }],
  ['/rejected company:https://acme.example/jobs?a=b', { company: 'https://acme.example/jobs?a=b' }],
  [
    '/rejected Acme Role with "quotes"  and\n two lines',
    { company: 'Acme', role: 'Role with "quotes"  and\n two lines' },
  ],
  ['/rejected Acme Sequel: the "Return"', { company: 'Acme', role: 'Sequel: the "Return"' }],
  ['/rejected constructor:x', { company: 'constructor:x' }],
  ['/rejected toString __proto__:y', { company: 'toString', role: '__proto__:y' }],
  ['/rejected help', 'help'],
  ['/rejected company:help', { company: 'help' }],
  ['/goal', 'help'],
  ['/goal help', 'help'],
  ['/goal add help', 'help'],
  ['/goal add apply to 5 companies', { goal: 'apply to 5 companies' }],
  ['/goal add read chapter 5', { goal: 'read chapter 5' }],
  ['/goal add "read chapter 5" 3', { goal: 'read chapter 5', times: 3 }],
  ['/goal add 3 walks', { goal: 'walks', times: 3 }],
  ['/goal remove x', 'unknown-subcommand'],
  ['/goal take up the flute', { goal: 'the flute' }],
  ['/goal take walks', { goal: 'walks' }],
  ['/goal ta walks', 'unknown-subcommand'],
  ['/pause 2', { weeks: 2 }],
  ['/pause weeks:two', 'not-a-number'],
  ['/pause weeks:0x2', 'not-a-number'],
  ['/pause weeks:1e1', 'not-a-number'],
  ['/pause weeks:1,5', 'not-a-number'],
  ['/pause weeks:1.000', 'not-a-number'],
  ['/pause weeks:1,000', 'out-of-range'],
  ['/pause weeks:13', 'out-of-range'],
  ['/pause weeks:-1', 'out-of-range'],
  ['/pause', 'missing'],
  ['/pause soon', 'too-much'],
  ['/pause constructor:1', 'unknown-option'],
  ['/pause until:monday', 'unknown-option'],
  ['/rejected stage:nonsense', 'not-a-choice'],
  [`/rejected company:${'x'.repeat(81)}`, 'too-long'],
  ['rejected', 'not-a-command'],
  ['', 'not-a-command'],
  ['/', 'unknown-command'],
  ['/ rejected', {}],
  ['/rejcted', 'unknown-command'],
  [`/rejected ${'x '.repeat(50_000)}`, 'too-long'],
])('%j', (line, expected) => {
  expect(read(line)).toEqual(expected);
});

test('a mistyped command is met with the one that was meant', () => {
  const parsed = parseLine('/rejcted', entries, 'en');
  expect(parsed.ok ? undefined : parsed.problem.expected).toEqual(['rejected']);
});

test('no line makes the parser or the reader throw', () => {
  const shreds = fc.oneof(
    fc.constantFrom(
      '/',
      'rejected',
      'goal',
      'add',
      ' ',
      ':',
      '=',
      '"',
      "'",
      '“',
      '”',
      'stage',
      'company',
      'interview',
      '5',
    ),
    fc.constantFrom(...hostileFragments, '__proto__', 'constructor:', 'valueOf='),
    fc.string({ unit: 'binary', maxLength: 8 }),
  );
  const lines = fc.array(shreds, { maxLength: 40 }).map((pieces) => `/rejected ${pieces.join('')}`);
  fc.assert(fc.property(fc.oneof(lines, fc.string({ unit: 'binary' })), (line) => void read(line)));
});

test('a command with its values quoted reads back as the values', () => {
  const value = typedText(60).filter((typed) => !typed.includes('"'));
  const command = fc.record({ company: value, role: value });
  fc.assert(
    fc.property(command, ({ company, role }) => {
      expect(read(`/rejected role:"${role}" company:"${company}"`)).toEqual({ company, role });
      expect(read(`/rejected "${company}" "${role}"`)).toEqual({ company, role });
    }),
  );
});

test('no word that stands free is lost or moved', () => {
  const free = fc.array(fc.constantFrom('I', 'had', 'an', 'interview', '5', 'times', '"so"', 'a:b', "it's"), {
    minLength: 1,
  });
  fc.assert(
    fc.property(free, (said) => {
      const { company, role } = read(`/rejected Acme ${['we', ...said].join(' ')}`) as Record<string, string>;
      expect(company).toBe('Acme');
      expect(role).toBe(['we', ...said].join(' '));
    }),
  );
});

test('the longest line is read in no more steps than a few times its length', () => {
  // Every opening quote looks for its end; none has one.
  for (const shred of ['“ ', '" ', "'a ", 'a:" ', '"a"b ', '/ ', 'stage: ']) {
    const line = `/rejected ${shred.repeat(12_000 / shred.length)}`.slice(0, 12_000);
    expect(read(line)).toBeDefined();
  }
});
