import type { Member } from '../../core/interactions/index.ts';
import { type Locale, words } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { excerpt } from '../../core/views/index.ts';
import { type Column, drawable, type Multiple, type Panel, type Picture } from '../../pictures/index.ts';
import { stageName } from '../applications/index.ts';
import { areaName } from '../feedback/index.ts';
import { messages } from './texts.ts';
import { type GoalWeeks, type Progress, stagesText, standingText } from './views.ts';

// As many as fit a phone beside the rest; the words name more.
const goalsDrawn = 6;
const areasDrawn = 3;

/** The same as the card, drawn. What holds nothing is left out: an empty chart would read as a reproach. */
export function progressPicture({ locale }: Member, progress: Progress): Picture {
  const { goals, funnel, areas } = progress;
  return {
    name: 'progress',
    title: messages.text(locale, 'title'),
    description: descriptionOf(locale, progress),
    panels: [
      effortPanel(locale, progress),
      ...(goals.length === 0 ? [] : [goalsPanel(locale, progress)]),
      ...(funnel.length === 0 ? [] : [funnelPanel(locale, progress)]),
      ...(areas.length === 0 ? [] : [areasPanel(locale, progress)]),
    ],
  };
}

/** The weeks since something was first done, from the left: whoever began lately sees a beginning, and no gap before it. */
function begun<Each>(perWeek: readonly Each[], effort: Progress['effort']): readonly (Each | null)[] {
  const first = Math.max(
    0,
    effort.findIndex((count) => count !== null),
  );
  return [...perWeek.slice(first), ...perWeek.slice(0, first).map(() => null)];
}

function effortPanel(locale: Locale, { weeks, effort, weeksShownUp }: Progress): Panel {
  const labelOf = (week: string | null): string => {
    const back = week === null ? 1 : weeks.length - 1 - weeks.indexOf(week);
    if (back === 0) return messages.text(locale, 'picture-now');
    return week !== null && back % 3 === 0 ? formatDate(week, locale, 'short') : '';
  };
  const counts = begun(effort, effort);
  return {
    kind: 'columns',
    title: messages.text(locale, 'picture-effort'),
    note: messages.text(locale, 'picture-shown-up', { weeks: weeksShownUp }),
    columns: begun(weeks, effort).map((week, at) => ({ label: labelOf(week), value: counts[at] ?? null })),
  };
}

// No line says what was planned: above weeks that had less, it would draw what is missing.
function goalsPanel(locale: Locale, { goals, effort }: Progress): Panel {
  return {
    kind: 'multiples',
    title: messages.text(locale, 'picture-goals'),
    multiples: goals
      .slice(0, goalsDrawn)
      .map(({ track, counts }, at) => multipleOf(locale, { track, counts: begun(counts, effort) }, at + 1)),
  };
}

function multipleOf(locale: Locale, { track, counts }: GoalWeeks, number: number): Multiple {
  const { goal, effort } = track;
  const { what, amount, unit } = goal;
  const standing = drawable(standingText(locale, { track, counts }));
  const unitName = drawable(unit);
  const short = { done: effort.soFar, amount, unit: unitName === '' ? 'no' : 'yes', unitName };
  const note = standing.length <= 28 ? standing : messages.text(locale, 'picture-standing', short);
  const named = drawable(what);
  return {
    title: named === '' ? messages.text(locale, 'picture-goal', { number }) : cut(named, 22),
    note: cut(note, 28),
    columns: counts.map((value): Column => ({ label: '', value })),
  };
}

function cut(text: string, length: number): string {
  return excerpt(words(text), length).value;
}

function funnelPanel(locale: Locale, { funnel }: Progress): Panel {
  return {
    kind: 'funnel',
    title: messages.text(locale, 'picture-funnel'),
    note: messages.text(locale, 'picture-funnel-note'),
    rows: funnel.map(({ stage, count }) => {
      return { label: stageName(locale, stage), value: count, shown: count.toLocaleString(locale) };
    }),
  };
}

function areasPanel(locale: Locale, { areas }: Progress): Panel {
  return {
    kind: 'bars',
    title: messages.text(locale, 'picture-areas'),
    note: messages.text(locale, 'picture-areas-note'),
    rows: areas.slice(0, areasDrawn).map(({ area, count, of }) => {
      const shown = messages.text(locale, 'picture-of', { count, of });
      return { label: areaName(locale, area), value: count, of, shown };
    }),
  };
}

/** What the picture shows, for a screen reader: in its order, shorter than the card. */
function descriptionOf(locale: Locale, progress: Progress): string {
  const { goals, funnel, areas, effort, weeksShownUp } = progress;
  const counts = effort.filter((count) => count !== null).join(', ');
  const goalTexts = goals
    .slice(0, goalsDrawn)
    .map((each) => `${cut(each.track.goal.what, 40)} (${standingText(locale, each)})`);
  const areaTexts = areas
    .slice(0, areasDrawn)
    .map(({ area, count, of }) => `${areaName(locale, area)} (${messages.text(locale, 'picture-of', { count, of })})`);
  const title = messages.text(locale, 'title');
  const sentences = [
    messages.text(locale, 'alt-effort', { title, counts, weeks: weeksShownUp }),
    ...(goalTexts.length === 0 ? [] : [messages.text(locale, 'alt-goals', { goals: goalTexts.join(', ') })]),
    ...(funnel.length === 0 ? [] : [messages.text(locale, 'alt-funnel', { stages: stagesText(locale, funnel) })]),
    ...(areaTexts.length === 0 ? [] : [messages.text(locale, 'alt-areas', { areas: areaTexts.join(', ') })]),
  ];
  return cut(sentences.join(' '), 900);
}
