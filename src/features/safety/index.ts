import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from '../../core/commands/index.ts';
import { type Feature, type Member, type Outcome, reply } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Button } from '../../core/views/index.ts';
import type { Database } from '../../db/database.ts';
import type { SetupStep } from '../communities/index.ts';
import { contactsFor, countryOfZone, parseContactList } from './contacts.ts';
import { type DistressList, detectDistress, parseDistressList } from './distress/distress.ts';
import { contactsCommand, contactsFormHandler, contactsStep } from './moderation.ts';
import { createContactsStore } from './store.ts';
import { humanAction, humanButton, signpostCard } from './views.ts';

/** Human help, asked for or called for. It stores nothing and reports to nobody. */
export interface Safety {
  readonly feature: Feature;
  /** `contacts`, for the moderators' group. */
  readonly contactsCommand: Command;
  readonly setupStep: SetupStep;
  humanButton(locale: Locale): Button;
  /** Human help where what the member typed shows acute distress; undefined otherwise. */
  heed(member: Member, typed: readonly string[]): Promise<Outcome | undefined>;
}

const contentFolder = join(import.meta.dirname, '../../content/crisis');
const contactsFile = 'contacts.yaml';

/** Reads the reviewed word lists and contacts. Throws where one of them has a fault. */
export function createSafety({ database }: { readonly database: Database }): Safety {
  const store = createContactsStore({ database });
  const distress = readDistressLists();
  const contacts = parseContactList(readFileSync(join(contentFolder, contactsFile), 'utf8'));
  const signpost = async (member: Member, reason: 'crisis' | 'human') => {
    // Help must come also where the community's own contacts cannot be read now.
    const own = await store.of(member.communityId).catch(() => undefined);
    const region = contactsFor(countryOfZone(member.zone), contacts);
    return reply(signpostCard(member.locale, reason, region, own?.lines ?? []));
  };
  return {
    feature: {
      name: 'safety',
      commands: [],
      actions: [{ action: humanAction, run: ({ member }) => signpost(member, 'human') }],
      forms: [contactsFormHandler({ store, contacts })],
    },
    contactsCommand: contactsCommand({ store, contacts }),
    setupStep: contactsStep({ store, contacts }),
    humanButton,
    // In every language, whatever the member's own: people swear, pray and despair in the one they grew up with.
    heed: async (member, typed) => {
      return detectDistress(typed, distress) ? signpost(member, 'crisis') : undefined;
    },
  };
}

let distressLists: readonly DistressList[] | undefined;

/** The reviewed word lists, one a language. Read once in a process: checking all of them takes a good part of a second. */
export function readDistressLists(): readonly DistressList[] {
  distressLists ??= readdirSync(contentFolder)
    .filter((file) => file !== contactsFile)
    .map((file) => parseDistressList(readFileSync(join(contentFolder, file), 'utf8')));
  return distressLists;
}
