import type { OutboxHealth } from '../core/ports/index.ts';
import type { Locale } from '../core/text/index.ts';
import { type CommunitiesFeature, createCommunities } from '../features/communities/index.ts';
import { createHealth, type Health } from '../features/health/index.ts';
import type { MyData } from '../features/mydata/index.ts';
import type { Safety } from '../features/safety/index.ts';
import { statsCommand } from '../features/stats/index.ts';
import type { Pictures } from '../pictures/index.ts';
import type { Care } from './care.ts';
import type { Ground } from './ground.ts';
import type { Practice } from './practice.ts';
import type { Together } from './together.ts';

/** `/community`: what those who run one set up and look at. It shows them no member's words. */
interface Moderation {
  readonly communities: CommunitiesFeature;
  readonly health: Health;
}

export function composeModeration(
  ground: Ground,
  features: Care & Practice & Together & { readonly safety: Safety; readonly myData: MyData },
  parts: { readonly outbox: OutboxHealth; readonly pictures: Pictures; readonly locales: readonly Locale[] },
): Moderation {
  const { checkins, calendar, announcements, pairings, partners, guidance, numbers, safety, myData } = features;
  const health = createHealth({
    outbox: parts.outbox,
    runs: async (id) => (await Promise.all([checkins.runs(id), pairings.runs(id)])).flat(),
  });
  const communities = createCommunities({
    ...ground,
    locales: parts.locales,
    steps: [checkins.setupStep, pairings.setupStep, safety.setupStep],
    subcommands: [
      health.healthCommand,
      calendar.holidaysCommand,
      safety.contactsCommand,
      partners.partnersCommand,
      pairings.pairingCommand,
      announcements.postsCommand,
      myData.retentionCommand,
      guidance.contentCommand,
      statsCommand({ pictures: parts.pictures, numbers }),
    ],
  });
  return { communities, health };
}
