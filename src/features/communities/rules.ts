// Long enough for a removal by mistake to be taken back, and what Discord recommends at most.
const keptForDays = 30;

/** The last instant of a removal whose data is due to be deleted at `now`: exactly 30 days of 24 hours earlier. */
export function dueRemoval(now: Date): Date {
  return new Date(now.getTime() - keptForDays * 24 * 60 * 60 * 1000);
}
