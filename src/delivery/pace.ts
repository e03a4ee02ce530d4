import { uptimeMs } from '../core/time/index.ts';

/** Keeps quiet for as long as a platform asked for. One process knows of its own limits alone; the platform tells each. */
export interface Pace {
  /** How long to wait yet, in milliseconds, 0 where nothing stands in the way. */
  waitMs(scope: string): number;
  hold(scope: string, forMs: number): void;
}

export function createPace(): Pace {
  const until = new Map<string, number>();
  return {
    waitMs: (scope) => {
      const left = (until.get(scope) ?? 0) - uptimeMs();
      if (left > 0) return left;
      until.delete(scope);
      return 0;
    },
    hold: (scope, forMs) => {
      until.set(scope, Math.max(until.get(scope) ?? 0, uptimeMs() + forMs));
    },
  };
}
