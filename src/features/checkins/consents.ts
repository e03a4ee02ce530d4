import type { Consent } from '../../core/ports/index.ts';
import { messages } from './texts.ts';

/** Given with `/checkins remind-me`. */
export const nudgeConsent: Consent = {
  name: 'checkin-reminders',
  describe: (locale) => messages.text(locale, 'consent-reminders'),
};

/** Given by whoever sets check-ins up. */
export const troubleConsent: Consent = {
  name: 'checkin-trouble',
  describe: (locale) => messages.text(locale, 'consent-trouble'),
};
