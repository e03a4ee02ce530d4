import { pino } from 'pino';
import pretty from 'pino-pretty';
import type { Log } from '../core/ports/index.ts';

/**
 * Logs to standard error: lines of JSON, or readable ones in a terminal. Ids and kinds only; nobody logs a member's words.
 * @param level one of pino's, or `silent`.
 * @param also what every line carries besides its own facts.
 */
export function createLog(level: string, also: () => object = () => ({})): Log {
  const readable = process.stderr.isTTY;
  return pino(
    { level, base: null, mixin: also },
    readable ? pretty({ destination: 2, sync: true, ignore: 'pid,hostname' }) : pino.destination({ fd: 2, sync: true }),
  );
}
