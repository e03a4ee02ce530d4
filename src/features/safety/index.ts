import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Feature, type Member, type Outcome, reply } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Button } from '../../core/views/index.ts';
import { contactsFor, countryOfZone, parseContactList } from './contacts.ts';
import { detectDistress, parseDistressList } from './distress/distress.ts';
import { humanAction, humanButton, signpostCard } from './views.ts';

/** Human help, asked for or called for. It stores nothing and reports to nobody. */
export interface Safety {
  readonly feature: Feature;
  humanButton(locale: Locale): Button;
  /** Human help where what the member typed shows acute distress; undefined otherwise. */
  heed(member: Member, typed: readonly string[]): Outcome | undefined;
}

const contentFolder = join(import.meta.dirname, '../../content/crisis');

/** Reads the reviewed word list and contacts. Throws where one of them has a fault. */
export function createSafety(): Safety {
  const distress = parseDistressList(readFileSync(join(contentFolder, 'en.yaml'), 'utf8'));
  const contacts = parseContactList(readFileSync(join(contentFolder, 'contacts.yaml'), 'utf8'));
  const signpost = (member: Member, reason: 'crisis' | 'human') => {
    return reply(signpostCard(member.locale, reason, contactsFor(countryOfZone(member.zone), contacts)));
  };
  return {
    feature: {
      name: 'safety',
      commands: [],
      actions: [{ action: humanAction, run: async ({ member }) => signpost(member, 'human') }],
      forms: [],
    },
    humanButton,
    heed: (member, typed) => (detectDistress(typed, distress) ? signpost(member, 'crisis') : undefined),
  };
}
