/** A line of the one table that `npm run bench` prints: a ratio or a time, and what it should be. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  readonly goal?: string;
}

const rows: Row[] = [];

export function note(what: string, measured: string, goal = ''): void {
  rows.push({ what, measured, goal });
}

/** Prints what was noted by all that ran in this process. */
export function printRows(): void {
  // biome-ignore lint/suspicious/noConsole: a table on the terminal is what a benchmark is for
  console.table(rows);
}
