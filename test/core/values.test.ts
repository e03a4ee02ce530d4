import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkValues } from '../../src/core/interactions/values.ts';
import { cleanInput } from '../../src/core/text/index.ts';
import { type FormValues, isOffered, refill } from '../../src/core/views/index.ts';
import { forms, typedText } from '../support/arbitraries.ts';

/** What a broken or hostile client may submit: right names with anything in them, and names that the form does not have. */
const submissions = forms.chain((form) => {
  const names = fc.constantFrom(...form.fields.map((field) => field.name), 'constructor', '__proto__', 'nobody');
  const options = form.fields.flatMap((field) =>
    field.kind === 'select' ? field.options.map(({ value }) => value) : [],
  );
  const one = fc.oneof(fc.constantFrom('', ' ', ...options), fc.string({ unit: 'binary' }), typedText(3_000));
  return fc
    .dictionary(names, fc.oneof(one, fc.array(one, { maxLength: 4 })), { maxKeys: 8 })
    .map((values) => ({ form, values: values as FormValues }));
});

test('whatever is submitted, each field has a value that fits, a fault, or is empty and may be', () => {
  fc.assert(
    fc.property(submissions, ({ form, values }) => {
      const checked = checkValues(form, values);
      const names = form.fields.map((field) => field.name);
      expect(names).toEqual(expect.arrayContaining(Object.keys(checked.values)));
      for (const field of form.fields) {
        const value = checked.values[field.name];
        if (checked.faults[field.name]) continue;
        if (value === undefined) {
          expect(field.required).toBe(false);
        } else if (field.kind === 'text') {
          expect(value).toBe(cleanInput(String(value)));
          expect(value.length).toBeLessThanOrEqual(field.maxLength);
        } else {
          for (const each of value) expect(isOffered(field, each)).toBe(true);
          expect(new Set(value).size).toBe(value.length);
          expect(value.length).toBeLessThanOrEqual(field.maxChoices);
        }
      }
    }),
  );
});

test('nothing that was typed is lost, and a refilled form takes it again', () => {
  fc.assert(
    fc.property(submissions, ({ form, values }) => {
      const checked = checkValues(form, values);
      const again = refill(form, checked.values);
      for (const field of again.fields) {
        if (field.kind === 'text') expect(field.value ?? '').toBe(checked.values[field.name] ?? '');
      }
    }),
  );
});
