export { systemClock, uptimeMs } from './clock.ts';
export { formatMoment } from './format.ts';
export { isZone, nextWeekdayAt, suggestZones } from './zones.ts';
