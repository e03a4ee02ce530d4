import { numberOf } from '../text/index.ts';
import { addDays, addMonths, type LocalDate } from './periods.ts';

// A word alone says how far off the day is, and the question says on which side: कल is tomorrow as well as yesterday.
const near = ['आज', 'कल', 'परसों', 'नरसों'];
// Sunday first, each by the names in use.
const weekdays = [
  ['रविवार', 'इतवार', 'संडे'],
  ['सोमवार', 'मंडे'],
  ['मंगलवार', 'मंगल', 'ट्यूजडे'],
  ['बुधवार', 'बुध', 'वेडनेसडे'],
  ['गुरुवार', 'बृहस्पतिवार', 'वीरवार', 'थर्सडे'],
  ['शुक्रवार', 'शुक्र', 'जुमा', 'फ्राइडे'],
  ['शनिवार', 'शनि', 'सैटरडे'],
];
const span = /^(\S+) (दिन|दिनों|हफ्ते|हफ्तों|सप्ताह|महीने|महीनों)(?: (में|बाद|के बाद|पहले))?$/;

/**
 * Reads what Hindi says of near days ("कल", "परसों", "शुक्रवार", "दो हफ्ते में"), which the library does not know; `said` is as
 * `plainDevanagari` spells it, with plain digits. Undefined where it is no such day.
 */
export function readHindi(said: string, today: LocalDate, lean: 'ahead' | 'back'): LocalDate | undefined {
  const side = lean === 'ahead' ? 1 : -1;
  const off = near.indexOf(said);
  if (off >= 0) return addDays(today, side * off);
  const weekday = weekdays.findIndex((names) => names.includes(said.replace(/^(इस|अगले|पिछले) /u, '')));
  if (weekday >= 0) return weekdayFrom(today, weekday, side);
  const [, number = '', unit = '', when] = span.exec(said) ?? [];
  const amount = /^\d{1,3}$/.test(number) ? Number(number) : numberOf(number, 'hi');
  if (amount === undefined) return undefined;
  const way = when === undefined ? side : when === 'पहले' ? -1 : 1;
  if (unit.startsWith('मही')) return addMonths(today, way * amount);
  return addDays(today, way * amount * (unit.startsWith('दिन') ? 1 : 7));
}

/** The next such day after `today`, or the last before it. */
function weekdayFrom(today: LocalDate, weekday: number, side: 1 | -1): LocalDate {
  const now = new Date(`${today}T00:00:00Z`).getUTCDay();
  const steps = (side * (weekday - now) + 7) % 7;
  return addDays(today, side * (steps === 0 ? 7 : steps));
}
