export { type Kind, kinds, type Level, levels } from './matching/candidate.ts';

/** The field that a member looks for work in. */
export const fields = [
  'software',
  'data',
  'design',
  'product',
  'marketing',
  'sales',
  'finance',
  'people',
  'operations',
  'health',
  'education',
  'other',
] as const;
export type Field = (typeof fields)[number];

/** BCP 47, as many as a select holds: the most spoken among those who write in English-speaking communities. */
export const languages = [
  'en',
  'ar',
  'bn',
  'de',
  'el',
  'es',
  'fa',
  'fr',
  'he',
  'hi',
  'hu',
  'id',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt',
  'ro',
  'ru',
  'sv',
  'tr',
  'uk',
  'vi',
  'zh',
] as const;
export type Language = (typeof languages)[number];

/** How often a member wants to meet: in every round, in every second, or only in those that they say they are in for. */
export const rhythms = ['every', 'second', 'asked'] as const;
export type Rhythm = (typeof rhythms)[number];

/** `interviewer`: interviews others and needs no practice. */
export const roles = ['both', 'interviewer'] as const;
export type Role = (typeof roles)[number];

/**
 * What a member may want besides, each a consent of its own: to be asked when somebody needs an interview soon, to be reminded, to
 * be named to moderators who look at who would meet whom.
 */
export const extras = ['may-be-asked', 'reminders', 'named'] as const;
export type Extra = (typeof extras)[number];
