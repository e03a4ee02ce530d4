import type { Member } from '../../core/interactions/index.ts';
import { type Locale, type RichText, words } from '../../core/text/index.ts';
import { type Action, type Card, card, excerpt, type Section, text } from '../../core/views/index.ts';
import { stageName } from '../applications/index.ts';
import { areaName } from '../feedback/index.ts';
import { progressText, type Track } from '../goals/index.ts';
import { type AreaSteps, hintText, type Recurrence } from '../patterns/index.ts';
import { type FunnelStage, isQuieter } from './rules.ts';
import { messages } from './texts.ts';

/** What a member's progress is told from, as of one moment. */
export interface Progress {
  /** First days of the weeks, oldest first; what is counted by week below has one number for each. */
  readonly weeks: readonly string[];
  /** How many things were done, of whatever kind. */
  readonly effort: readonly (number | null)[];
  /** The same in all of these weeks, by kind. */
  readonly kinds: { readonly goals: number; readonly steps: number; readonly pieces: number };
  readonly weeksShownUp: number;
  /** Those that are held, the latest logged first. */
  readonly goals: readonly GoalWeeks[];
  readonly funnel: readonly FunnelStage[];
  readonly waiting: number;
  readonly areas: readonly Recurrence[];
}

export interface GoalWeeks {
  readonly track: Track;
  readonly counts: readonly (number | null)[];
}

// More lines than these are a list and no overview.
const goalLines = 10;
const areaLines = 3;

export function emptyCard({ locale }: Member, actions: readonly Action[]): Card {
  return card({
    title: messages.text(locale, 'empty-title'),
    sections: [text(messages.rich(locale, 'empty'))],
    actions,
    footer: messages.rich(locale, 'private'),
  });
}

/** All of it in words: whoever sees no picture misses nothing. */
export function progressCard(member: Member, progress: Progress, steps: AreaSteps, isDrawn: boolean): Card {
  const { locale } = member;
  return card({
    title: messages.text(locale, 'title'),
    sections: [
      ...(isDrawn ? [] : [text(messages.rich(locale, 'no-picture'))]),
      ...effortSections(member, progress),
      ...goalSections(member, progress),
      ...funnelSections(member, progress),
      ...areaSections(member, progress),
    ],
    actions: progress.areas.slice(0, 1).flatMap(({ area }) => {
      const name = areaName(locale, area);
      return [
        steps.goal(area, messages.text(locale, 'goal-on-area', { area: name })),
        steps.read(area, messages.text(locale, 'read-on-area', { area: name })),
        ...steps.more(locale, area),
      ];
    }),
    footer: messages.rich(locale, 'private'),
  });
}

function effortSections({ locale }: Member, { effort, kinds, weeksShownUp }: Progress): Section[] {
  const count = kinds.goals + kinds.steps + kinds.pieces;
  const named = [
    ['by-goals', kinds.goals],
    ['by-steps', kinds.steps],
    ['by-pieces', kinds.pieces],
  ] as const;
  const fields = named
    .filter(([, many]) => many > 0)
    .map(([label, many]) => ({ label: messages.text(locale, label), value: numberText(locale, many) }));
  return [
    text([
      ...messages.rich(locale, 'effort', { count }),
      ...messages.rich(locale, 'shown-up', { weeks: weeksShownUp }),
    ]),
    ...(fields.length > 1 ? [{ kind: 'fields', fields } as const] : []),
    ...(isQuieter(effort) ? [text(messages.rich(locale, 'quieter'))] : []),
  ];
}

function numberText(locale: string, value: number): RichText {
  return [{ type: 'paragraph', children: [{ type: 'text', value: value.toLocaleString(locale) }] }];
}

function goalSections({ locale }: Member, { goals }: Progress): Section[] {
  if (goals.length === 0) return [];
  const lines = goals.slice(0, goalLines).map(({ track, counts }) => {
    const what = excerpt(words(track.goal.what), 60);
    return messages.rich(locale, 'goal-line', { what, standing: words(standingText(locale, { track, counts })) });
  });
  const more = goals.length - lines.length;
  return [
    text([...messages.rich(locale, 'goals'), ...listed(lines)]),
    ...(more > 0 ? [text(messages.rich(locale, 'goals-more', { count: more }))] : []),
  ];
}

/** How a goal stands, in words of effort: where the present week has nothing yet, what there was before it. */
export function standingText(locale: Locale, { track, counts }: GoalWeeks): string {
  const { goal, effort } = track;
  const count = counts.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  if (goal.rhythm.kind !== 'every' || effort.soFar > 0) return progressText(locale, track);
  if (count === 0) return messages.text(locale, 'goal-waits');
  const unitName = goal.unit;
  return messages.text(locale, 'goal-lately', { count, unit: unitName === '' ? 'no' : 'yes', unitName });
}

function funnelSections({ locale }: Member, { funnel, waiting }: Progress): Section[] {
  if (funnel.length === 0) return [];
  const said = messages.rich(locale, 'funnel', { stages: stagesText(locale, funnel) });
  return [text(waiting === 0 ? said : [...said, ...messages.rich(locale, 'waiting', { count: waiting })])];
}

/** The stages in one line: "applied: 24, screening: 9". */
export function stagesText(locale: string, funnel: readonly FunnelStage[]): string {
  return funnel
    .map(({ stage, count }) => messages.text(locale, 'funnel-stage', { stage: stageName(locale, stage), count }))
    .join(', ');
}

function areaSections({ locale }: Member, { areas }: Progress): Section[] {
  if (areas.length === 0) return [];
  const lines = areas.slice(0, areaLines).map((each) => hintText(locale, each));
  return [text([...messages.rich(locale, 'areas'), ...listed(lines)])];
}

function listed(lines: readonly RichText[]): RichText {
  const items = lines.map((line) => line.flatMap((block) => (block.type === 'paragraph' ? block.children : [])));
  return [{ type: 'list', ordered: false, items }];
}
