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

/** What was logged. */
export interface Said {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A log to look at. */
export interface RememberingLog extends Log {
  readonly said: readonly Said[];
  /** Resolves when next something is logged with these words in its message. */
  heard(message: string): Promise<Said>;
  /** Throws when an error was logged since `forget` was last called. */
  check(): void;
  forget(): void;
}

export function rememberingLog(): RememberingLog {
  const said: Said[] = [];
  const listeners = new Set<(line: Said) => void>();
  const keep = (level: Said['level']) => (facts: Said['facts'], message: string) => {
    const line = { level, facts, message };
    said.push(line);
    for (const listener of [...listeners]) listener(line);
  };
  return {
    said,
    info: keep('info'),
    warn: keep('warn'),
    error: keep('error'),
    heard: (message) =>
      new Promise((resolve) => {
        const listener = (line: Said) => {
          if (!line.message.includes(message)) return;
          listeners.delete(listener);
          resolve(line);
        };
        listeners.add(listener);
      }),
    check: () => {
      const failures = said.filter(({ level }) => level === 'error');
      if (failures.length > 0) throw new Error(`The bot failed: ${JSON.stringify(failures)}`);
    },
    forget: () => {
      said.length = 0;
    },
  };
}
