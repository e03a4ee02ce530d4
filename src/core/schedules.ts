/** `waiting`: its channel cannot be reached; it rests until a moderator starts it again. */
export const scheduleStates = ['draft', 'live', 'paused', 'waiting'] as const;
export type ScheduleState = (typeof scheduleStates)[number];
