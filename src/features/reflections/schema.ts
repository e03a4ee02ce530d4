import { recordTable } from '../../db/records.ts';

/** What members noted after an interview: a `Reflection` each. */
export const reflections = recordTable('reflections');
