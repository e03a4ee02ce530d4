import { createShelf, type Feature } from '../../core/interactions/index.ts';
import type { Database } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import { createRecords } from '../../db/records.ts';
import type { Vault } from '../../db/vault.ts';
import { aboutLine, type FeedbackLog } from '../feedback/index.ts';
import type { Rejections } from '../rejections/index.ts';
import { cardOf, type Parts, reflectCommand, reflectionActions, reflectionForms } from './commands.ts';
import type { Reflection } from './rules.ts';
import { reflections } from './schema.ts';
import { messages } from './texts.ts';
import { feature, reflectionName } from './views.ts';

export { areasOf } from './rules.ts';
export { reflectButton } from './views.ts';

/** Looking back on an interview, lost or not, in short forms that can each be left out. */
export interface Reflections {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
}

export function createReflections(given: {
  readonly database: Database;
  readonly vault: Vault;
  readonly rejection: Rejections['facts'];
  readonly feedback: FeedbackLog['facts'];
}): Reflections {
  const records = createRecords<Reflection>(reflections, 'reflections', given);
  const rejection = async (memberId: string, row: string) => {
    const facts = await given.rejection(memberId, row);
    return facts && { stage: facts.stage, about: aboutLine(facts) };
  };
  const parts: Parts = { records, sources: { rejection, feedback: given.feedback } };
  const shelf = createShelf<Reflection>({
    feature,
    records,
    card: cardOf,
    name: reflectionName,
    title: (locale) => messages.text(locale, 'list-title'),
    empty: (locale) => messages.rich(locale, 'list-empty'),
  });
  return {
    feature: {
      name: feature,
      commands: [reflectCommand(shelf)],
      actions: [...reflectionActions(parts), ...shelf.actions],
      forms: reflectionForms(parts),
    },
    stored: [{ table: reflections, describe: (locale, count) => messages.text(locale, 'stored', { count }) }],
  };
}
