import en from './locales/en.json' with { type: 'json' };
import { defineMessages } from './text/index.ts';
import { roomStrings } from './text/room-strings.ts';

/** What core itself says: problems with input, forms put aside, errors. */
export const coreMessages = defineMessages(roomStrings(import.meta.dirname, en));
