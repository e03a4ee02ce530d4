export { systemClock, uptimeMs } from './clock.ts';
export { findDate } from './find-date.ts';
export { formatMoment } from './format.ts';
export {
  type DueDecision,
  decideDue,
  instantOf,
  type Occurrence,
  occurrenceAfter,
  occurrenceFrom,
  occurrenceOn,
  type WeeklyTime,
  zoneRules,
} from './occurrences.ts';
export {
  addDays,
  addMonths,
  daysBetween,
  formatDate,
  type LocalDate,
  localDateOf,
  localTimeOf,
  type Period,
  periodStart,
  recentPeriods,
  type Weekday,
  weekStartOf,
} from './periods.ts';
export { type DateFault, type ReadDate, readDate } from './read-date.ts';
export { readTime } from './read-time.ts';
export { isZone, matchZones, nextWeekdayAt, placesOf, suggestZones } from './zones.ts';
