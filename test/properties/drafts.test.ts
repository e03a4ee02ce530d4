import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftKinds, loadContent, stages, tones } from '../../src/content/index.ts';
import { words } from '../../src/core/text/index.ts';
import { compose, type DraftField, draftFields, fieldsOf, kindsFor, phrase } from '../../src/features/drafts/rules.ts';
import { draftCard, longest } from '../../src/features/drafts/views.ts';
import { laterButton } from '../../src/features/reminders/index.ts';
import { lineText } from '../support/arbitraries.ts';

const { draft } = loadContent()('en');

const kinds = fc.constantFrom(...draftKinds);
const toneOf = fc.constantFrom(...tones);
const anyFields = (of: (field: DraftField) => fc.Arbitrary<string>) =>
  fc.record(Object.fromEntries(draftFields.map((field) => [field, fc.option(of(field), { nil: undefined })])));

const given = (fields: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

test('whatever a member leaves out, the text reads whole: nothing unfilled, no gap, no loose mark', () => {
  const plain = anyFields(() => fc.constantFrom('Acme', 'Data Engineer', 'Ana Ruiz', 'Tuesday'));
  fc.assert(
    fc.property(kinds, toneOf, plain, (kind, tone, fields) => {
      const { subject, body } = compose(draft[kind][tone], given(fields));
      for (const { value } of [subject, body]) {
        expect(value).not.toMatch(/[{}]| {2}| [,.?]|\bundefined\b|,,|\.\.|\n{3}|[ \t]\n/);
        expect(value).not.toBe('');
      }
    }),
    { numRuns: 1_000 },
  );
});

test('whatever a member types comes out as it is, and none of it is read as part of the template', () => {
  const marker = '{role} {hasRole, select, other {gone}} # <b>';
  fc.assert(
    fc.property(
      kinds,
      toneOf,
      anyFields((field) => fc.oneof(lineText(longest[field]), fc.constant(marker))),
      (kind, tone, fields) => {
        const { subject, body } = compose(draft[kind][tone], given(fields));
        const { details, signing } = fieldsOf({ plain: draft[kind][tone], warm: draft[kind][tone] });
        for (const field of [...details, ...signing]) {
          const shown = words(phrase(fields[field] ?? '')).value;
          expect(`${subject.value}\n${body.value}`).toContain(shown);
        }
      },
    ),
    { numRuns: 2_000 },
  );
});

test('filled to the brim with the widest characters, every message still fits its card', () => {
  for (const kind of draftKinds) {
    for (const tone of tones) {
      for (const character of ['w', '`', '&', '*']) {
        const fields = Object.fromEntries(draftFields.map((field) => [field, character.repeat(longest[field])]));
        const kept = { id: crypto.randomUUID(), version: 1, createdAt: new Date(0), value: { kind, tone, fields } };
        expect(() =>
          draftCard(
            'en',
            kept,
            compose(draft[kind][tone], fields),
            fieldsOf(draft[kind]).signing,
            laterButton('en', 'draft', kept),
          ),
        ).not.toThrow();
      }
    }
  }
});

test('every kind asks for at most four details, and for the name apart from them', () => {
  for (const kind of draftKinds) {
    const { details, signing } = fieldsOf(draft[kind]);
    expect(details.length).toBeLessThanOrEqual(4);
    expect(signing).toContain('sender');
  }
});

test('every stage has a message that fits it, and an unknown stage has all', () => {
  for (const stage of stages) expect(kindsFor(stage).length).toBeGreaterThan(0);
  expect(kindsFor('application')).not.toContain('feedback-email');
  expect(kindsFor('no-reply')).toEqual(['follow-up']);
  expect(kindsFor(null)).toEqual(draftKinds);
});

test('a full stop or comma at the end of a value does not double the one of the text', () => {
  const fields = { company: 'Acme, ', role: 'Engineer.', topics: 'system\ndesign...' };
  const { body } = compose(draft['feedback-email'].plain, fields);
  expect(body.value).toContain('for the Engineer role at Acme, and');
  expect(body.value).toContain('with regard to system design?');
});
