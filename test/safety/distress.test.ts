import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectDistress, parseDistressList } from '../../src/features/safety/distress/distress.ts';
import { saidInDistress } from './said-in-distress.ts';
import { saidWithoutDistress } from './said-without-distress.ts';

const file = readFileSync(new URL('../../src/content/crisis/en.yaml', import.meta.url), 'utf8');
const list = parseDistressList(file);

describe('what a member writes in acute distress', () => {
  it.each(saidInDistress)('brings human help: %j', (text) => {
    expect(detectDistress([text], [list])).toBe(true);
  });

  it('is found in whichever field it stands', () => {
    expect(detectDistress(['Acme', 'Engineer', 'It went well.', 'I want to die'], [list])).toBe(true);
  });
});

describe('what a member writes on a hard or ordinary day', () => {
  it.each(saidWithoutDistress)('brings no card: %j', (text) => {
    expect(detectDistress([text], [list])).toBe(false);
  });

  it('is no signal when it only arises between two fields', () => {
    expect(detectDistress(['What would you do? I want to', 'die Firma'], [list])).toBe(false);
  });

  it('is no signal when there is nothing', () => {
    expect(detectDistress([], [list])).toBe(false);
    expect(detectDistress(['', '   ', '***', '\u200b'], [list])).toBe(false);
  });
});

const known = new Set([...list.signals.vocabulary, ...list.exceptions.vocabulary]);
const cleanWords = `thank interviewer engineer recruiter portfolio offer salary manager keyboard panel question answer
  friendly window coffee garden train ticket paper letter spring winter python kubernetes database migration design
  customer support teacher nurse kitchen warehouse driver sorry glad proud nervous calm early prepared example story
  feedback tomorrow morning afternoon practice course certificate laptop lunch bicycle river mountain spreadsheet colleague invoice carpenter welder barista librarian translator mentor peer community channel message reminder`
  .split(/\s+/u)
  .filter((word) => word !== '' && !known.has(word));
const chatter = fc.array(fc.constantFrom(...cleanWords), { maxLength: 40 });
const between = fc.constantFrom(' ', '  ', '\n', ', ', '. ', ' - ', '... ', '! ', '\u200b ');

describe('whatever stands around', () => {
  it('never hides a signal', () => {
    const signal = fc.constantFrom(
      'I want to die',
      'kill myself',
      'suicidal',
      'su1cide',
      'end my life',
      'better off without me',
    );
    fc.assert(
      fc.property(chatter, signal, chatter, between, (before, said, after, glue) => {
        expect(detectDistress([[...before, said, ...after].join(glue)], [list])).toBe(true);
      }),
    );
  });

  it('never makes a signal out of a clean vocabulary', () => {
    expect(cleanWords.length).toBeGreaterThan(40);
    fc.assert(
      fc.property(chatter, between, (words, glue) => {
        expect(detectDistress([words.join(glue)], [list])).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('is read the same in capitals, with accents and with invisible characters', () => {
    const disguise = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => text.replace(/[aeiou]/gu, '$&\u0301'),
      (text) => [...text].join('\u200d'),
      (text) => text.replaceAll(' ', ' \u202e'),
      (text) => text.replace(/[a-z]/gu, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0)),
    );
    const said = fc.constantFrom(
      ...saidInDistress.filter((text) => /^[a-z' ]+$/u.test(text) && !/ [a-z] [a-z] /u.test(text)),
    );
    fc.assert(
      fc.property(said, disguise, (text, disguised) => {
        expect(detectDistress([disguised(text)], [list])).toBe(true);
      }),
    );
  });

  it('takes any text at all', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 })), (texts) => {
        expect(typeof detectDistress(texts, [list])).toBe('boolean');
      }),
    );
  });
});

/** Each is read within the runner's own limit, which a search that backtracks would break. */
describe('a paste of 100 kB', () => {
  const size = 100_000;
  it.each([
    ['one letter', 'a'.repeat(size)],
    ['stars', '*'.repeat(size)],
    ['a masked word that never ends', `s${'*'.repeat(size)}`],
    ['single letters', 'd i '.repeat(size / 4)],
    ['the first half of a signal, over and over', 'i want to just '.repeat(size / 15)],
    ['gaps within gaps', 'everyone they the world would '.repeat(size / 30)],
    ['figures of speech', 'career suicide '.repeat(size / 15)],
    ['different words', Array.from({ length: size / 8 }, (_, at) => `task${at.toString(36)}x`).join(' ')],
    ['characters that grow when normalised', '\ufdfa'.repeat(size / 3)],
  ])('is read to its end: %s', (_, text) => {
    expect(detectDistress([text], [list])).toBe(false);
    expect(detectDistress([`${text} . I want to die`], [list])).toBe(true);
  });
});

describe('the word list', () => {
  const shape = (more: object) =>
    JSON.stringify({
      reviewedOn: '2026-11-22',
      groups: { a: ['b'] },
      oneSlip: [],
      signals: ['kill myself'],
      exceptions: ['kill myself laughing'],
      ...more,
    });

  it('has more than enough examples on both sides', () => {
    expect(saidInDistress.length).toBeGreaterThanOrEqual(120);
    expect(saidWithoutDistress.length).toBeGreaterThanOrEqual(200);
    expect(new Set(saidInDistress).size).toBe(saidInDistress.length);
    expect(new Set(saidWithoutDistress).size).toBe(saidWithoutDistress.length);
  });

  it('says the day of its review', () => {
    expect(list.reviewedOn).toMatch(/^\d{4}-\d{2}-\d{2}$/u);
  });

  it('reads the shape that the tests below break', () => {
    const small = parseDistressList(shape({}));
    expect(detectDistress(['I kill myself'], [small])).toBe(true);
    expect(detectDistress(['I kill myself laughing'], [small])).toBe(false);
  });

  it.each([
    ['an exception that no signal needs', { exceptions: ['dead tired'] }, /dead tired.*contains no signal/u],
    ['an exception that could swallow a signal', { exceptions: ['kill myself .. laughing'] }, /has a gap/u],
    ['a group that is not there', { signals: ['<want> to die'] }, /<want>/u],
    ['a phrase that may be nothing', { signals: ['(die)'] }, /may be left out/u],
    ['a phrase that ends in a gap', { signals: ['want ..'] }, /begin and end with a word/u],
    ['an empty choice', { signals: ['want {to|} die'] }, /empty choice/u],
    ['a sign that is no word', { signals: ['kill & die'] }, /no word/u],
    ['no day of review', { reviewedOn: 'lately' }, /reviewedOn/u],
    ['a field that nobody reads', { extra: 1 }, /extra/u],
  ])('is refused with %s', (_, more, words) => {
    expect(() => parseDistressList(shape(more))).toThrow(words);
  });
});
