import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cleanInput } from '../../src/core/text/index.ts';
import { addDays, daysBetween } from '../../src/core/time/index.ts';
import { readTable, writeTable } from '../../src/features/applications/csv.ts';
import {
  type Application,
  applicationLimits,
  draftOfferFor,
  furthest,
  isEnded,
  isQuiet,
  isWaiting,
  leaveOutKnown,
  matchApplications,
  stages,
} from '../../src/features/applications/rules.ts';

const today = '2026-11-22';
const words = (maxLength: number) =>
  fc
    .oneof(
      fc.string({ maxLength, unit: 'grapheme' }),
      fc.constantFrom('a;b', 'a\tb', 'a;b,c', '"quoted"', 'two\nlines'),
      // What a spreadsheet would run, also in full width and behind apostrophes that its writer typed.
      fc
        .tuple(fc.constantFrom('', "'", "''"), fc.constantFrom(...'=+-@＝＋－＠\t\r'), fc.constantFrom('', '1+1'))
        .map((parts) => parts.join('')),
    )
    .map((text) => cleanInput(cleanInput(text).slice(0, maxLength)));
const day = fc.integer({ min: -700, max: 400 }).map((days) => addDays(today, days));
const maybeDay = fc.option(day, { nil: null });
const application: fc.Arbitrary<Application> = fc.record({
  id: fc.uuid(),
  version: fc.constant(1),
  company: words(applicationLimits.company).map((name) => (name === '' ? 'Acme' : name)),
  role: words(applicationLimits.role),
  link: fc.constantFrom('', 'https://example.org/a?b=c,d;e'),
  source: words(60),
  stage: fc.constantFrom(...stages),
  since: day,
  appliedOn: maybeDay,
  nextOn: maybeDay,
  stillWaitingOn: maybeDay,
  archived: fc.boolean(),
});

test('what is exported reads back as it was, formulas and quotes and all', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(application, words(80)), { minLength: 1, maxLength: 12 }), (all) => {
      const table = readTable(writeTable(all.map(([each, note]) => ({ facts: each, note }))), today);
      expect(table.faults).toEqual([]);
      expect(table.lines.map(({ facts, note }) => ({ ...facts, note }))).toEqual(
        all.map(([{ company, role, stage, appliedOn, nextOn, link, source }, note]) => {
          return { company, role, stage, appliedOn, nextOn, link, source, note };
        }),
      );
    }),
  );
});

test('any text at all is read without a fault, and every line is either taken or told', () => {
  const cells = fc.constantFrom(
    'company',
    'role',
    'stage',
    'Acme',
    'applied',
    '2026-11-02',
    '"',
    ',',
    ';',
    '\t',
    '\n',
    '\r\n',
    '=',
    ' ',
  );
  const text = fc.oneof(
    fc.string({ maxLength: 400, unit: 'binary' }),
    fc.array(cells, { maxLength: 60 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(text, (typed) => {
      const { lines, faults } = readTable(typed, today);
      for (const { facts } of lines) expect(facts.company).not.toBe('');
      for (const fault of faults) expect(fault.line).toBeGreaterThan(0);
    }),
  );
});

test('a table imported twice adds nothing the second time', () => {
  fc.assert(
    fc.property(fc.array(application, { maxLength: 12 }), (all) => {
      const lines = all.map((facts) => ({ facts }));
      expect(leaveOutKnown(lines, all)).toEqual([]);
      expect(leaveOutKnown(lines, [])).toEqual(lines);
    }),
  );
});

test('silence is never asked about before its days are over, nor where nobody is to answer', () => {
  fc.assert(
    fc.property(application, fc.integer({ min: 3, max: 120 }), (each, after) => {
      const asks = isQuiet(each, today, after);
      const last = [each.since, each.stillWaitingOn ?? '', each.nextOn ?? ''].toSorted().at(-1) ?? '';
      expect(asks).toBe(!each.archived && isWaiting(each.stage) && daysBetween(last, today) >= after);
      expect(isQuiet(each, today, null)).toBe(false);
    }),
  );
});

test('a message is offered only while somebody is to answer, and never for a day that lies ahead', () => {
  fc.assert(
    fc.property(application, (each) => {
      const offer = draftOfferFor(each, today);
      if (offer === undefined) return;
      expect(isEnded(each.stage) || each.archived).toBe(false);
      expect(each.nextOn === null || each.nextOn <= today).toBe(true);
    }),
  );
});

test('how far it came never shrinks with what comes after', () => {
  const reached = fc.array(fc.constantFrom(...stages), { maxLength: 8 });
  const path = ['wishlist', 'applied', 'screening', 'assessment', 'interview', 'final', 'offer'];
  fc.assert(
    fc.property(reached, reached, (before, after) => {
      expect(path.indexOf(furthest([...before, ...after]))).toBeGreaterThanOrEqual(path.indexOf(furthest(before)));
    }),
  );
});

test('an application is found by its own name and by its id', () => {
  fc.assert(
    fc.property(fc.array(application, { minLength: 1, maxLength: 8 }), (all) => {
      for (const each of all) {
        expect(matchApplications(all, each.company)).toContain(each);
        expect(matchApplications(all, each.id)).toContain(each);
      }
    }),
  );
});
