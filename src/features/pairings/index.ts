import { defineCommandGroup } from '../../core/commands/index.ts';
import type { Feature } from '../../core/interactions/index.ts';
import type { Database } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import type { Vault } from '../../db/vault.ts';
import { joiningActions, joiningCommands, joiningForms } from './joining.ts';
import type { Parts } from './parts.ts';
import { pairingProfiles } from './schema.ts';
import { createProfilesStore } from './store-profiles.ts';
import { messages } from './texts.ts';

/** Mock interviews: who wants to practise is brought together, in rounds, on what each of them wants to practise. */
export interface Pairings {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
}

export function createPairings(
  given: Pick<Parts, 'known'> & { readonly database: Database; readonly vault: Vault },
): Pairings {
  const parts: Parts = {
    ...given,
    profiles: createProfilesStore(given),
    nextRoundAt: async () => undefined,
  };
  return {
    feature: {
      name: 'pairings',
      commands: [
        defineCommandGroup({
          name: 'mock',
          summary: (locale) => messages.text(locale, 'summary'),
          subcommands: joiningCommands(parts),
        }),
      ],
      actions: joiningActions(parts),
      forms: joiningForms(parts),
    },
    stored: [
      { table: pairingProfiles, describe: (locale, count) => messages.text(locale, 'stored-profile', { count }) },
    ],
  };
}
