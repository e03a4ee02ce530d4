import type { Consent } from '../../core/ports/index.ts';
import { messages } from './texts.ts';

/** Given by a moderator with a button of `/community posts`. */
export const heldConsent: Consent = {
  name: 'held-posts',
  describe: (locale) => messages.text(locale, 'consent-held'),
};
