import type { Community } from './face.ts';
import { playgroundCommunity } from './playground.ts';

let open: () => Promise<Community> = playgroundCommunity;

/** The community that a story is told in: on the playground, unless `tellStoriesOn` said otherwise. */
export function openCommunity(): Promise<Community> {
  return open();
}

/** From now on, in this test file, stories are told in another platform's community. */
export function tellStoriesOn(factory: () => Promise<Community>): void {
  open = factory;
}
