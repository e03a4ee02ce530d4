import type { Stage } from '../../content/index.ts';
import { createShelf, type Feature } from '../../core/interactions/index.ts';
import type { Database } from '../../db/database.ts';
import type { MemberTable } from '../../db/member-tables.ts';
import { createRecords } from '../../db/records.ts';
import type { Vault } from '../../db/vault.ts';
import { aboutLine, type FeedbackLog, mostPieces, type Piece } from '../feedback/index.ts';
import type { Rejections } from '../rejections/index.ts';
import { cardOf, type Parts, reflectCommand, reflectionActions, reflectionForms } from './commands.ts';
import { areasOf, chosenIn, type Reflection } from './rules.ts';
import { reflections } from './schema.ts';
import { messages } from './texts.ts';
import { feature, reflectionName } from './views.ts';

export { reflectButton } from './views.ts';

/** Looking back on an interview, lost or not, in short forms that can each be left out. */
export interface Reflections {
  readonly feature: Feature;
  readonly stored: readonly MemberTable[];
  /** What may be counted of the newest: when, at which stage and what about, no words. */
  pieces(memberId: string): Promise<readonly Piece[]>;
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
    pieces: async (memberId) => {
      const kept = await records.latest(memberId, mostPieces);
      return kept.map(({ createdAt: at, value }) => {
        return { at, stage: (chosenIn(value, 'stage')[0] ?? null) as Stage | null, areas: areasOf(value) };
      });
    },
    stored: [{ table: reflections, describe: (locale, count) => messages.text(locale, 'stored', { count }) }],
  };
}
