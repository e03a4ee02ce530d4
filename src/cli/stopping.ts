import { placesOf } from '../core/errors/index.ts';
import type { Log } from '../core/ports/index.ts';

// What is left after this long will not end by itself; a service manager that waits 30 s would kill the process soon.
const longestStopMs = 25_000;
// After a fault nobody knows what still holds: what is quickly done is done, and no more.
const longestStopAfterFaultMs = 4_500;

/**
 * Resolves once a signal, or an error that nobody caught, has made the process stop and `close` is done. Ends the process
 * itself where closing takes too long, or at a second signal.
 */
export function untilStopped(log: Log, close: () => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    let isStopping = false;
    const stop = (exitCode: number) => {
      if (isStopping) process.exit(exitCode || 1);
      isStopping = true;
      process.exitCode = exitCode;
      setTimeout(() => process.exit(1), exitCode === 0 ? longestStopMs : longestStopAfterFaultMs).unref();
      close().then(resolve, reject);
    };
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(0));
    for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(event, (error: unknown) => {
        // An error's message may hold what a member typed; its place never does.
        const place = error instanceof Error ? placesOf(error) : [];
        log.error({ error: error instanceof Error ? error.name : typeof error, place }, 'Stopping after a fault');
        stop(1);
      });
    }
  });
}
