import { defineMessages } from '../../core/text/index.ts';
import { roomStrings } from '../../core/text/room-strings.ts';
import en from './locales/en.json' with { type: 'json' };

export const messages = defineMessages(roomStrings(import.meta.dirname, en));
