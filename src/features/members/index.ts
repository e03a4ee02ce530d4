import type { Actor, Feature, Member } from '../../core/interactions/index.ts';
import { matchLocale } from '../../core/text/index.ts';
import { isZone, weekStartOf } from '../../core/time/index.ts';
import { pickZoneAction, settingsCommand, settingsFormHandler } from './commands.ts';
import { asWeekday } from './rules.ts';
import { createMembersStore, type StoreParts } from './store.ts';
import { settingsCard } from './views.ts';

/** Who somebody is, and their settings. */
export interface Members {
  readonly feature: Feature;
  /** The member that an actor is; made at the first meeting, with no question asked. */
  identify(actor: Actor): Promise<Member>;
}

/** @param locales the locales that Rebound speaks, `en` among them. */
export function createMembers(parts: StoreParts & { readonly locales: readonly string[] }): Members {
  const { locales } = parts;
  const store = createMembersStore(parts);
  return {
    feature: {
      name: 'members',
      commands: [settingsCommand({ store, locales })],
      actions: [pickZoneAction({ store, locales })],
      forms: [settingsFormHandler({ store, locales })],
      home: async ({ member, now }) => [settingsCard(member, now, locales, false)],
    },
    identify: async (actor) => {
      const row = await store.findOrCreate(actor);
      const guess = actor.zone !== undefined && isZone(actor.zone) ? actor.zone : row.communityZone;
      return {
        id: row.id,
        communityId: row.communityId,
        platform: actor.platform,
        platformUserId: actor.userId,
        displayName: actor.displayName,
        isModerator: actor.isModerator || row.appointedAt !== null,
        mayAppoint: actor.isModerator,
        locale: row.locale ?? matchLocale(actor.locale, locales) ?? row.communityLocale,
        zone: row.zone ?? guess,
        zoneChosen: row.zone !== null,
        communityZone: row.communitySettingsAt === null ? undefined : row.communityZone,
        weekStart: asWeekday(row.weekStart) ?? weekStartOf(actor.locale),
        neutralPreviews: row.neutralPreviews,
      };
    },
  };
}
