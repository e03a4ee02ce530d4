import { recordTable } from '../../db/records.ts';

/** What employers said to members: a `Feedback` each. */
export const feedback = recordTable('feedback');
