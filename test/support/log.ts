import type { Log } from '../../src/core/ports/index.ts';

/** A log whose `check` throws when an error was logged since it was last called: a story must not pass over a fault of ours. */
export function failingLog(): Log & { check(): void } {
  const failures: string[] = [];
  return {
    info: () => undefined,
    warn: () => undefined,
    error: (facts) => {
      failures.push(JSON.stringify(facts));
    },
    check: () => {
      if (failures.length > 0) throw new Error(`The bot failed: ${failures.splice(0).join('; ')}`);
    },
  };
}
