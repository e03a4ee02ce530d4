import { recordTable } from '../../db/records.ts';

/** What members tell their community, before and after it was posted. */
export const announcements = recordTable('announcements');
