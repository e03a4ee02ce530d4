import type { Clock } from '../../core/ports/index.ts';
import { nextWeekdayAt } from '../../core/time/index.ts';
import type { ClockStep } from './protocol.ts';

/** A clock that a visitor can move forward, so that what happens weekly is seen in a minute. */
export interface MovableClock extends Clock {
  /** Whether it may be moved: not where people on other platforms live by it. */
  readonly isMovable: boolean;
  /** Moves it; `zone` says where it is to be Monday 09:00. Throws where it may not be moved. */
  move(step: ClockStep, zone: string): void;
  /** Called after each move. Answers how to stop. */
  onMove(listener: () => void): () => void;
}

const stepsMs = { hour: 60 * 60 * 1000, day: 24 * 60 * 60 * 1000 };

/** Runs at the speed of `base`, ahead of it by what it was moved. */
export function movableClock(base: Clock, isMovable = true): MovableClock {
  let aheadMs = 0;
  const listeners = new Set<() => void>();
  const now = () => new Date(base.now().getTime() + aheadMs);
  return {
    now,
    isMovable,
    move: (step, zone) => {
      if (!isMovable) throw new Error('This clock is not to be moved; nothing was moved');
      aheadMs += step === 'monday' ? nextWeekdayAt(now(), zone, 1, 9).getTime() - now().getTime() : stepsMs[step];
      for (const listener of listeners) listener();
    },
    onMove: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
