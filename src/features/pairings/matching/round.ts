import { Worker } from 'node:worker_threads';
import { type Matched, match, type Round } from './match.ts';

/** With more than so many, matching takes longer than anybody should wait for an answer to something else. */
const manyPeople = 300;

/** `match`, with large rounds on a thread of their own. Rejects with whatever `match` throws. */
export async function matchRound(round: Round): Promise<Matched> {
  if (round.candidates.length <= manyPeople) return match(round);
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: round });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`nothing was matched: the thread ended with ${code}`)));
  });
}
