import type { Stage } from '../../content/index.ts';

/** What feedback and reflections can be about; the words in which what recurs is counted. */
export const areas = [
  'preparation',
  'requirements',
  'technical-depth',
  'system-design',
  'communication',
  'examples',
  'unexpected-questions',
  'culture',
  'experience',
  'nerves',
  'presentation',
  'salary',
  'other',
] as const;
export type Area = (typeof areas)[number];

/** What an employer said, as the member wrote it down. Texts are '' and `stage` is null where the member gave none. */
export interface Feedback {
  readonly said: string;
  readonly who: string;
  readonly stage: Stage | null;
  readonly areas: readonly Area[];
  /** The company, the role or both. */
  readonly about: string;
}

/** A company and a role in one line, '' where both are ''. */
export function aboutLine(given: { readonly company: string; readonly role: string }): string {
  return [given.role, given.company].filter((part) => part !== '').join(', ');
}
