import { defineMessages } from '../../core/text/index.ts';
import en from './locales/en.json' with { type: 'json' };

export const messages = defineMessages({ en });
