import fc from 'fast-check';
import { expect, test } from 'vitest';
import { areas } from '../../src/features/feedback/index.ts';
import {
  areasOf,
  choices,
  isChoice,
  nextStep,
  type Reflection,
  steps,
  withAnswers,
} from '../../src/features/reflections/rules.ts';
import { offerCard, reflectionCard, stepForm } from '../../src/features/reflections/views.ts';
import { typedText } from '../support/arbitraries.ts';

const questions = steps.flat();
const anyReflection: fc.Arbitrary<Reflection> = fc
  .record(
    Object.fromEntries(
      questions.map((question) => {
        const most = question === 'about' ? 250 : 600;
        if (!isChoice(question)) return [question, typedText(most)];
        const maxLength = question === 'small-things' ? choices[question].length : 1;
        return [question, fc.uniqueArray(fc.constantFrom(...choices[question]), { maxLength })];
      }),
    ),
    { requiredKeys: [] },
  )
  .map((answers) => {
    const given = answers as Reflection;
    return withAnswers(withAnswers(withAnswers({}, 1, given), 2, given), 3, given);
  });

test('whatever a member answers, every card and form of it can be shown', () => {
  fc.assert(
    fc.property(anyReflection, fc.constantFrom(1 as const, 2 as const, 3 as const), (value, step) => {
      const kept = { id: crypto.randomUUID(), version: 1, createdAt: new Date(0), value };
      expect(() => reflectionCard('en', kept)).not.toThrow();
      expect(() => offerCard('en', kept, step)).not.toThrow();
      const { fields } = stepForm('en', step, kept);
      for (const field of fields) {
        if (field.kind === 'text') expect(field.value).toBe(String(value[field.name as keyof Reflection] ?? ''));
      }
    }),
    { numRuns: 500 },
  );
});

test('filled to the brim with the widest characters, a reflection still fits its card', () => {
  const brim = questions.map((question) => {
    if (isChoice(question)) return [question, question === 'small-things' ? choices[question] : [choices[question][0]]];
    return [question, '&'.repeat(question === 'about' ? 250 : 600)];
  });
  const value: Reflection = { ...Object.fromEntries(brim), loss: ['not-chosen'] };
  const kept = { id: crypto.randomUUID(), version: 1, createdAt: new Date(0), value };
  expect(() => reflectionCard('en', kept)).not.toThrow();
  expect(() => offerCard('en', kept, 3)).not.toThrow();
});

test('a step changes its own answers and no others, however often it is sent', () => {
  fc.assert(
    fc.property(
      anyReflection,
      anyReflection,
      fc.constantFrom(1 as const, 2 as const, 3 as const),
      (before, given, step) => {
        const once = withAnswers(before, step, given);
        expect(JSON.stringify(withAnswers(once, step, given))).toBe(JSON.stringify(once));
        for (const question of questions) {
          const own = steps[step - 1]?.some((each) => each === question);
          expect(once[question]).toEqual(own ? given[question] : before[question]);
        }
        const next = nextStep(once, step);
        expect(next === undefined || next > step).toBe(true);
      },
    ),
  );
});

test('choices point at areas, each once and in order; words and good answers point nowhere', () => {
  fc.assert(
    fc.property(anyReflection, (reflection) => {
      const found = areasOf(reflection);
      expect(found).toEqual(areas.filter((area) => found.includes(area)));
    }),
  );
  expect(areasOf({ requirements: ['yes'], prepared: ['yes'], across: ['yes'], unexpected: ['well'] })).toEqual([]);
  expect(areasOf({ 'went-badly': 'nerves, and the system design' })).toEqual([]);
  expect(
    areasOf({ prepared: ['partly'], 'least-sure': ['system-design-round'], 'small-things': ['late', 'nerves'] }),
  ).toEqual(['preparation', 'system-design', 'nerves']);
  expect(areasOf({ unexpected: ['none'], loss: ['both'], stage: ['final'] })).toEqual([]);
});
