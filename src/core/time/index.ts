export { systemClock } from './clock.ts';
export { formatMoment } from './format.ts';
export { isZone, nextWeekdayAt, suggestZones } from './zones.ts';
