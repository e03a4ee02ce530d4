import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stages } from '../../src/content/index.ts';
import { addDays } from '../../src/core/time/index.ts';
import { areas } from '../../src/features/feedback/index.ts';
import { type DatedPiece, fewestPieces, recurring, worthAGoal } from '../../src/features/patterns/rules.ts';

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

test('goals are suggested about what recurs first, then about what was said last, three at most and none twice', () => {
  fc.assert(
    fc.property(pieces, (all) => {
      const suggested = worthAGoal(all, today);
      const again = recurring(all, today).map((each) => each.area);
      expect(suggested.slice(0, again.length)).toEqual(again.slice(0, 3));
      const counted = all.filter((each) => each.on >= '2025-11-22' && each.areas.some((area) => area !== 'other'));
      const last = counted.filter((each) => counted.every((other) => other.on <= each.on));
      const said = new Set(last.flatMap((each) => each.areas).filter((area) => area !== 'other'));
      for (const area of suggested.slice(again.length)) expect(said).toContain(area);
      expect(suggested).toHaveLength(Math.min(3, new Set([...again, ...said]).size));
      expect(new Set(suggested).size).toBe(suggested.length);
    }),
  );
});
