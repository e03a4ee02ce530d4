import { defineCommand } from '../../core/commands/index.ts';
import { type Context, type Feature, type Member, reply } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { localDateOf } from '../../core/time/index.ts';
import { type Area, areaName, areas, type Piece } from '../feedback/index.ts';
import { countedOf, type DatedPiece, type Recurrence, recurring, worthAGoal } from './rules.ts';
import { messages } from './texts.ts';
import { type AreaSteps, patternsCard } from './views.ts';

export { type Recurrence, topicOf } from './rules.ts';
export { type AreaSteps, hintText } from './views.ts';

/** What recurs in what a member noted: hints with their evidence. Nothing leaves the member's record. */
export interface Patterns {
  readonly feature: Feature;
  recurring(member: Member, now: Date): Promise<readonly Recurrence[]>;
  /** Goals about areas: the rows that fit where a member stands, and their words. */
  readonly suggested: {
    rows(context: Context): Promise<readonly AreaRow[]>;
    /** For the form of such a goal; undefined where `row` names none. */
    words(locale: Locale, row: string): string | undefined;
  };
}

type AreaRow = `area-${Area}`;

/** @param parts.sources what is counted: feedback, reflections, notes of mock interviews. */
export function createPatterns(parts: {
  readonly sources: readonly ((memberId: string) => Promise<readonly Piece[]>)[];
  readonly steps: AreaSteps;
}): Patterns {
  const piecesOf = async (member: Member): Promise<readonly DatedPiece[]> => {
    const all = await Promise.all(parts.sources.map((source) => source(member.id)));
    return all.flat().map(({ at, ...piece }) => ({ ...piece, on: localDateOf(at, member.zone) }));
  };
  return {
    recurring: async (member, now) => recurring(await piecesOf(member), localDateOf(now, member.zone)),
    suggested: {
      rows: async ({ member, now }) => {
        const found = worthAGoal(await piecesOf(member), localDateOf(now, member.zone));
        return found.map(areaRow);
      },
      words: areaGoalWords,
    },
    feature: {
      name: 'patterns',
      commands: [
        defineCommand({
          name: 'patterns',
          summary: (locale) => messages.text(locale, 'summary'),
          firstResponse: 'private',
          options: {},
          run: async ({ member, now }) => {
            const pieces = await piecesOf(member);
            const today = localDateOf(now, member.zone);
            const counted = countedOf(pieces, today).length;
            return reply(patternsCard(member.locale, recurring(pieces, today), counted, parts.steps));
          },
        }),
      ],
      actions: [],
      forms: [],
    },
  };
}

/** The row under which the form of a goal about an area opens. */
export function areaRow(area: Area): AreaRow {
  return `area-${area}`;
}

function areaGoalWords(locale: Locale, row: string): string | undefined {
  const area = areas.find((each) => row === areaRow(each));
  return area && messages.text(locale, 'goal-words', { area: areaName(locale, area) });
}
