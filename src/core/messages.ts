import en from './locales/en.json' with { type: 'json' };
import { defineMessages, roomStrings } from './text/index.ts';

/** What core itself says: problems with input, forms put aside, errors. */
export const coreMessages = defineMessages(roomStrings(import.meta.dirname, en));
