import { recordTable } from '../../db/records.ts';

/** Messages that members prepare: a `Draft` each. */
export const drafts = recordTable('drafts');
