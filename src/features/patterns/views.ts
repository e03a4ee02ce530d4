import type { Locale, RichText } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { type Action, type Button, type Card, card, type Section, text } from '../../core/views/index.ts';
import { type Area, areaName } from '../feedback/index.ts';
import { stageName } from '../rejections/index.ts';
import { fewestPieces, type Recurrence } from './rules.ts';
import { messages } from './texts.ts';

// What to work on first is one or two things; a third is the most that can be kept in mind.
const shownHints = 3;

/** What other features do about an area, given at composition. */
export interface AreaSteps {
  goal(area: Area, label: string): Button;
  read(area: Area, label: string): Button;
  /** What else helps with it, ready buttons. */
  more(locale: Locale, area: Area): readonly Action[];
}

/** @param counted how many pieces name an area. */
export function patternsCard(locale: Locale, found: readonly Recurrence[], counted: number, steps: AreaSteps): Card {
  const shown = found.slice(0, shownHints);
  return card({
    title: messages.text(locale, 'title'),
    sections: sectionsOf(locale, shown, counted),
    actions: actionsOf(locale, shown, steps),
    footer: messages.rich(locale, 'private'),
  });
}

function actionsOf(locale: Locale, shown: readonly Recurrence[], steps: AreaSteps): Action[] {
  const all = shown.flatMap(({ area }): Action[] => {
    const name = areaName(locale, area);
    const goal = steps.goal(area, messages.text(locale, 'goal', { area: name }));
    const read = steps.read(area, messages.text(locale, 'read', { area: name }));
    return [goal, read, ...steps.more(locale, area)];
  });
  // Two areas may lead to the same topic; the first, the more frequent one, names it.
  const tokenOf = (action: Action) => (action.kind === 'link' ? action.url : action.token);
  return all.filter((action, at) => all.findIndex((each) => tokenOf(each) === tokenOf(action)) === at);
}

function sectionsOf(locale: Locale, shown: readonly Recurrence[], counted: number): Section[] {
  if (counted < fewestPieces) return [text(messages.rich(locale, 'few', { count: counted }))];
  if (shown.length === 0) return [text(messages.rich(locale, 'none'))];
  return [text(messages.rich(locale, 'intro')), ...shown.map((each) => text(hintText(locale, each)))];
}

/** A hint with its evidence, in one sentence. */
export function hintText(locale: Locale, { area, count, of, stage, lastOn }: Recurrence): RichText {
  return messages.rich(locale, 'line', {
    area: areaName(locale, area),
    count,
    of,
    hasStage: stage === undefined ? 'no' : 'yes',
    stage: stage === undefined ? '' : stageName(locale, stage),
    date: formatDate(lastOn, locale),
  });
}
