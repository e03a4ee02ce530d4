import { defineMessages, roomStrings } from '../../core/text/index.ts';
import en from './locales/en.json' with { type: 'json' };

export const messages = defineMessages(roomStrings(import.meta.dirname, en));
