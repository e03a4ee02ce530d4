import { parentPort } from 'node:worker_threads';
import { draw, loadFonts } from './draw.ts';
import type { Drawn, Picture } from './picture.ts';

/** What the thread is asked for, and what it answers under the same number. A fault is told by its kind: its text may hold words. */
export interface Asked {
  readonly number: number;
  readonly picture: Picture;
}
export type Answered = { readonly number: number } & ({ readonly drawn: Drawn } | { readonly fault: string });

loadFonts();
parentPort?.on('message', async ({ number, picture }: Asked) => {
  parentPort?.postMessage(await answer(number, picture));
});

async function answer(number: number, picture: Picture): Promise<Answered> {
  try {
    return { number, drawn: await draw(picture) };
  } catch (error) {
    return { number, fault: error instanceof Error ? error.name : 'unknown' };
  }
}
