import type { Consent } from '../../core/ports/index.ts';
import { messages } from './texts.ts';

/** Given with `/partners` and its form, taken back by leaving. */
export const partnersConsent: Consent = {
  name: 'partner-meetings',
  describe: (locale) => messages.text(locale, 'consent'),
};
