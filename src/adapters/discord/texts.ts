import { defineMessages } from '../../core/text/index.ts';
import { roomStrings } from '../../core/text/room-strings.ts';
import en from './locales/en.json' with { type: 'json' };

/** What only the Discord adapter says. */
export const messages = defineMessages(roomStrings(import.meta.dirname, en));
