import type { Consent } from '../../core/ports/index.ts';
import { messages } from './texts.ts';

/** Given with the second step of `/mock join`, taken back by `/mock leave`: to be paired, and written to about it. */
export const pairingConsent: Consent = {
  name: 'mock-interviews',
  describe: (locale) => messages.text(locale, 'consent-interviews'),
};

/** To be asked when somebody needs an interview soon. */
export const needConsent: Consent = {
  name: 'mock-needs',
  describe: (locale) => messages.text(locale, 'consent-needs'),
};

/** To be reminded of a mock interview. */
export const reminderConsent: Consent = {
  name: 'mock-reminders',
  describe: (locale) => messages.text(locale, 'consent-reminders'),
};

/** To be named to moderators where they look at who would meet whom. */
export const namedConsent: Consent = {
  name: 'mock-named',
  describe: (locale) => messages.text(locale, 'consent-named'),
};

/** Given by whoever plans the rounds of a community: to hear when something is wrong with them. */
export const plannerConsent: Consent = {
  name: 'mock-planner',
  describe: (locale) => messages.text(locale, 'consent-planner'),
};
