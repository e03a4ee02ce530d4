import { Worker } from 'node:worker_threads';
import type { Log, OutgoingFile } from '../core/ports/index.ts';
import type { Drawn, Picture } from './picture.ts';
import type { Answered, Asked } from './worker.ts';

export { type Column, drawable, type Multiple, type Panel, type Picture, type Row } from './picture.ts';

/** Draws in a thread of its own, so that nobody else waits. */
export interface Pictures {
  /**
   * The picture as a file to send beside a card that says the same in words; undefined where it could not be drawn, which is
   * logged. One at a time for each `owner`: whoever asks again meanwhile gets the one that is being drawn.
   */
  draw(owner: string, picture: Picture): Promise<OutgoingFile | undefined>;
  /** Starts the thread and has it draw once, so that the first member waits no longer than others. Safe to leave out. */
  warm(): Promise<void>;
  /** Ends the thread. Safe to call twice. */
  close(): Promise<void>;
}

// The first one waits for the thread to start as well. Whatever takes longer hangs.
const patienceMs = 60_000;

// For nobody to see. The first drawing takes several times as long as the next, even where the thread has started.
const warmUp: Picture = {
  name: 'warm-up',
  title: 'Warm-up',
  description: 'Warm-up',
  panels: [
    { kind: 'columns', title: 'Columns', columns: [{ label: '1', value: 1 }] },
    { kind: 'bars', title: 'Bars', rows: [{ label: '1', value: 1, shown: '1' }] },
  ],
};

export function createPictures({ log }: { readonly log: Log }): Pictures {
  const byOwner = new Map<string, Promise<OutgoingFile | undefined>>();
  let thread: Thread | undefined;

  const drawOne = async (picture: Picture): Promise<OutgoingFile | undefined> => {
    thread ??= startThread(log, () => {
      thread = undefined;
    });
    const drawn = await thread.ask(picture);
    if (drawn === undefined) return undefined;
    const { name, description } = picture;
    const vector = new TextEncoder().encode(drawn.svg);
    return { name: `${name}.png`, mediaType: 'image/png', bytes: drawn.png, vector, description };
  };

  return {
    draw: (owner, picture) => {
      const running = byOwner.get(owner) ?? drawOne(picture).finally(() => byOwner.delete(owner));
      byOwner.set(owner, running);
      return running;
    },
    warm: async () => {
      await drawOne(warmUp);
    },
    close: async () => thread?.stop(),
  };
}

interface Thread {
  ask(picture: Picture): Promise<Drawn | undefined>;
  stop(): Promise<void>;
}

/** @param ended is called once, when the thread is gone and nothing more can be asked of it. */
function startThread(log: Log, ended: () => void): Thread {
  const worker = new Worker(new URL('./worker.ts', import.meta.url));
  // A thread that only waits keeps no process alive.
  worker.unref();
  const waiting = new Map<number, (drawn: Drawn | undefined) => void>();
  let asked = 0;

  worker.on('message', (answered: Answered) => {
    const settle = waiting.get(answered.number);
    waiting.delete(answered.number);
    if ('fault' in answered) log.error({ fault: answered.fault }, 'A picture could not be drawn');
    settle?.('drawn' in answered ? answered.drawn : undefined);
  });
  worker.once('error', (error) => log.error({ fault: error.name }, 'The thread that draws pictures failed'));
  worker.once('exit', () => {
    for (const settle of waiting.values()) settle(undefined);
    ended();
  });

  return {
    ask: (picture) =>
      new Promise((resolve) => {
        asked += 1;
        const number = asked;
        const timer = setTimeout(() => {
          log.error({ fault: 'timeout' }, 'A picture could not be drawn');
          void worker.terminate();
        }, patienceMs);
        waiting.set(number, (drawn) => {
          clearTimeout(timer);
          resolve(drawn);
        });
        worker.postMessage({ number, picture } satisfies Asked);
      }),
    stop: async () => {
      await worker.terminate();
    },
  };
}
