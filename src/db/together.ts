import DataLoader from 'dataloader';

// Postgres looks up so many by an index in about the time that a small query takes.
const mostInOneQuery = 100;

/**
 * Asks for everything that is wanted at the same moment in one go: most of what a small query costs is the way to the database and
 * back. `ask` is handed what was wanted, `most` at once and twice where it was wanted twice, and answers in that order, with an
 * `Error` where one is to be rejected. Nothing is remembered.
 */
export function together<Wanted, Answer>(
  ask: (wanted: readonly Wanted[]) => Promise<readonly (Answer | Error)[]>,
  most = mostInOneQuery,
): (wanted: Wanted) => Promise<Answer> {
  const loader = new DataLoader<Wanted, Answer>(ask, {
    cache: false,
    maxBatchSize: most,
    // Once all that has come in by now was read, and no later: who comes alone does not wait.
    batchScheduleFn: (send) => void setImmediate(send),
  });
  return (wanted) => loader.load(wanted);
}
