import { Temporary } from '../../src/core/errors/index.ts';
import type { Deliveries, MessageKind } from '../../src/core/ports/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { rich } from '../../src/core/text/index.ts';
import { systemClock } from '../../src/core/time/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import { createConsents } from '../../src/db/consents.ts';
import type { Queries } from '../../src/db/database.ts';
import { openServer } from '../../src/db/open.ts';
import { createDelivery } from '../../src/delivery/index.ts';

// A process that carries messages out and does nothing else, to be killed: node worker.child.ts DATABASE PEER.
const [url = '', peer = ''] = process.argv.slice(2);

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const note: MessageKind<Queries> = {
  kind: 'story.note',
  standsOn: 'place',
  build: async () => ({
    what: 'message',
    to: { kind: 'channel', channelId: 'general' },
    card: card({ sections: [text(rich('Hello'))] }),
  }),
};
const post: Deliveries['send'] = async ({ key, communityId }) => {
  const response = await fetch(peer, { method: 'POST', body: key }).catch(() => undefined);
  if (!response?.ok) throw new Temporary('the peer did not answer');
  return { communityId, channelId: 'general', messageId: key };
};
const never = async () => {
  throw new Error('This story sends messages alone');
};

const database = await openServer({ url, poolSize: 5, onIdleError: () => undefined });
const delivery = createDelivery({
  database,
  clock: systemClock,
  random: systemRandom,
  log,
  consents: createConsents({ database, clock: systemClock }),
});
await delivery.open();
await delivery.work(
  [note],
  [
    {
      platform: 'playground',
      send: post,
      edit: never,
      openThread: never,
      isMember: async () => true,
      openGroup: never,
    },
  ],
);
process.stdout.write('working\n');
