import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stages } from '../../src/content/index.ts';
import { addDays } from '../../src/core/time/index.ts';
import { areas } from '../../src/features/feedback/index.ts';
import { type DatedPiece, fewestPieces, recurring } from '../../src/features/patterns/rules.ts';

const today = '2026-11-22';
const piece: fc.Arbitrary<DatedPiece> = fc.record({
  on: fc.integer({ min: -600, max: 0 }).map((days) => addDays(today, days)),
  stage: fc.option(fc.constantFrom(...stages), { nil: null }),
  areas: fc.uniqueArray(fc.constantFrom(...areas), { maxLength: 4 }),
});
const pieces = fc.array(piece, { maxLength: 40 });

test('a hint is drawn from three pieces or more, and says no more than they do', () => {
  fc.assert(
    fc.property(pieces, (all) => {
      const recent = all.filter((each) => each.on >= '2025-11-22');
      for (const { area, count, of, stage, lastOn } of recurring(all, today)) {
        const naming = recent.filter((each) => each.areas.includes(area));
        expect(count).toBe(naming.length);
        expect(count).toBeGreaterThanOrEqual(fewestPieces);
        expect(of).toBeGreaterThanOrEqual(count);
        expect(naming.every((each) => each.on <= lastOn)).toBe(true);
        expect(naming.some((each) => each.on === lastOn)).toBe(true);
        if (stage) expect(naming.filter((each) => each.stage === stage).length * 2).toBeGreaterThan(count);
      }
    }),
  );
});

test('everything that three pieces name is told, except what names nothing', () => {
  fc.assert(
    fc.property(pieces, (all) => {
      const recent = all.filter((each) => each.on >= '2025-11-22');
      const often = areas.filter((area) => recent.filter((each) => each.areas.includes(area)).length >= fewestPieces);
      expect(
        recurring(all, today)
          .map((each) => each.area)
          .toSorted(),
      ).toEqual(often.filter((area) => area !== 'other').toSorted());
    }),
  );
});

test('the order in which pieces are kept changes nothing but ties', () => {
  fc.assert(
    fc.property(pieces, (all) => {
      const counts = (found: ReturnType<typeof recurring>) =>
        found.map(({ area, count }) => `${area} ${count}`).toSorted();
      expect(counts(recurring(all.toReversed(), today))).toEqual(counts(recurring(all, today)));
    }),
  );
});
