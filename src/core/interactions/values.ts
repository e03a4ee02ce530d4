import { cleanInput } from '../text/index.ts';
import { type Field, type Form, type FormValues, isOffered } from '../views/index.ts';

/** What is wrong with one value. */
export type ValueFault =
  | { readonly reason: 'missing' }
  | { readonly reason: 'too-long'; readonly max: number; readonly actual: number }
  | { readonly reason: 'not-an-option' };

/**
 * Checks submitted values against the form as it stands. Values of fields that the form does not have are dropped; empty ones
 * are absent. `values` holds all that was typed, cleaned, also where there are faults, so that nothing is lost.
 */
export function checkValues(
  form: Form,
  submitted: FormValues,
): { readonly values: FormValues; readonly faults: Readonly<Record<string, ValueFault>> } {
  const values: Record<string, string | readonly string[]> = {};
  const faults: Record<string, ValueFault> = {};
  for (const field of form.fields) {
    const value = readValue(field, submitted[field.name]);
    if (value.length > 0) values[field.name] = value;
    const fault = faultOf(field, value);
    if (fault) faults[field.name] = fault;
  }
  return { values, faults };
}

function readValue(field: Field, value: FormValues[string] | undefined): string | readonly string[] {
  const all = value === undefined ? [] : typeof value === 'string' ? [value] : value;
  return field.kind === 'text' ? cleanInput(all.join(', ')) : [...new Set(all)].filter((each) => each !== '');
}

function faultOf(field: Field, value: string | readonly string[]): ValueFault | undefined {
  if (value.length === 0) return field.required ? { reason: 'missing' } : undefined;
  if (field.kind === 'text') {
    return value.length > field.maxLength
      ? { reason: 'too-long', max: field.maxLength, actual: value.length }
      : undefined;
  }
  const known = typeof value !== 'string' && value.every((each) => isOffered(field, each));
  return known && value.length <= field.maxChoices ? undefined : { reason: 'not-an-option' };
}

/** The text of a field, '' where it was left empty. */
export function textValue(values: FormValues, name: string): string {
  const value = values[name] ?? '';
  return typeof value === 'string' ? value : value.join(', ');
}

/** What was chosen of a select or picked, [] where it was left empty. */
export function chosenValues(values: FormValues, name: string): readonly string[] {
  const value = values[name] ?? [];
  return typeof value === 'string' ? [value] : value;
}
