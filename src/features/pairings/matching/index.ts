export { type Candidate, type Kind, kinds, type Meeting } from './candidate.ts';
export { matchRound } from './round.ts';
export { commonTimes, type DayPart, dayParts, freeStretches, type Stretch, type WeekPart } from './week.ts';
