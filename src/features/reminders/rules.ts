import { addDays, type LocalDate, localDateOf, localTimeOf } from '../../core/time/index.ts';

export type About = 'draft' | 'application';
export const abouts: readonly About[] = ['draft', 'application'];

/** What is to be sent, to whom, and when. */
export interface Reminder {
  readonly id: string;
  readonly memberId: string;
  readonly about: About;
  readonly subject: string;
  readonly date: LocalDate;
  /** `HH:MM`. */
  readonly time: string;
  readonly dueAt: Date;
}

/** How late one may come, after the bot was away: a day later it is still of use. */
export const latenessMs = 24 * 60 * 60 * 1000;
/** How far ahead one can be asked for. */
export const daysAhead = 366;

/** Hours of the day at which a message is proposed, `from` to before `until`. */
const waking = { from: 8, until: 20, otherwise: '10:00' } as const;

/**
 * The day and time that are proposed for a message that waits: between a day and two from `now`, by when the first sting is
 * over, and at no hour of the night.
 */
export function proposal(now: Date, zone: string): { readonly date: LocalDate; readonly time: string } {
  const today = localDateOf(now, zone);
  const hour = Number(localTimeOf(now, zone).slice(0, 2));
  if (hour < waking.from) return { date: addDays(today, 1), time: waking.otherwise };
  if (hour >= waking.until) return { date: addDays(today, 2), time: waking.otherwise };
  return { date: addDays(today, 1), time: `${String(hour + 1).padStart(2, '0')}:00` };
}

/** Whether it may still be sent at `now`. */
export function isTimely({ dueAt }: Pick<Reminder, 'dueAt'>, now: Date): boolean {
  return now.getTime() - dueAt.getTime() <= latenessMs;
}
