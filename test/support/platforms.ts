import { afterAll } from 'vitest';
import type { LivingCommunity } from './face.ts';
import { playgroundCommunity } from './playground.ts';

let open: () => Promise<LivingCommunity> = playgroundCommunity;

/** The community that a story is told in: on the playground, unless `tellStoriesOn` said otherwise. */
export function openCommunity(): Promise<LivingCommunity> {
  return open();
}

/** In this test file, stories are told in another platform's community. */
export function tellStoriesOn(factory: () => Promise<LivingCommunity>): void {
  open = factory;
  afterAll(() => {
    open = playgroundCommunity;
  });
}
