import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../core/ports/index.ts';

/**
 * Logs to standard error: lines of JSON, or readable ones in a terminal. Ids and kinds only; nobody logs a member's words.
 * @param level one of pino's, or `silent`.
 */
export function createLog(level: string): Log {
  const readable = process.stderr.isTTY;
  return pino(
    { level, base: null },
    readable ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname' }) : pino.destination({ fd: 2, sync: true }),
  );
}
