/** How far a member had come when the answer came, in the order of a hiring process. */
export const stages = [
  'application',
  'no-reply',
  'screening',
  'assessment',
  'interview',
  'final',
  'withdrawn',
  'frozen',
] as const;
export type Stage = (typeof stages)[number];

/** How much a member can do right now. */
export const energies = ['little', 'some', 'ready'] as const;
export type Energy = (typeof energies)[number];

/** When after a rejection something helps: to hear at once, and to do today, this week or next. */
export const moments = ['now', 'today', 'week', 'next'] as const;
export type MomentOfHelp = (typeof moments)[number];

/** What a member may need; the index of the guide. */
export const needs = [
  'comfort',
  'feedback',
  'understanding',
  'applying',
  'interviews',
  'people',
  'planning',
  'safety',
] as const;
export type Need = (typeof needs)[number];

/** The messages that the bot fills in for a member. */
export const draftKinds = [
  'feedback-email',
  'feedback-reply',
  'feedback-recruiter',
  'other-roles',
  'keep-in-touch',
  'thank-you',
  'follow-up',
] as const;
export type DraftKind = (typeof draftKinds)[number];

export const tones = ['plain', 'warm'] as const;
export type Tone = (typeof tones)[number];

/** The kinds of interview that there is a set of questions for, in the order in which a form shows them. */
export const interviewKinds = [
  'behavioural',
  'coding',
  'system-design',
  'case',
  'role',
  'presentation',
  'salary',
  'language',
] as const;
export type InterviewKind = (typeof interviewKinds)[number];
