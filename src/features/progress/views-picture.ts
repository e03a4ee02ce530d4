import type { Member } from '../../core/interactions/index.ts';
import { type Locale, words } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { excerpt } from '../../core/views/index.ts';
import { type Column, drawable, type Multiple, type Panel, type Picture } from '../../pictures/index.ts';
import { stageName } from '../applications/index.ts';
import { areaName } from '../feedback/index.ts';
import { progressText } from '../goals/index.ts';
import { messages } from './texts.ts';
import { type GoalWeeks, type Progress, stagesText } from './views.ts';

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
      ...(goals.length === 0 ? [] : [goalsPanel(locale, goals)]),
      ...(funnel.length === 0 ? [] : [funnelPanel(locale, progress)]),
      ...(areas.length === 0 ? [] : [areasPanel(locale, progress)]),
    ],
  };
}

function effortPanel(locale: Locale, { weeks, effort, weeksShownUp }: Progress): Panel {
  const labelOf = (week: string, at: number): string => {
    if (at === weeks.length - 1) return messages.text(locale, 'picture-now');
    return at % 3 === 2 && effort[at] !== null ? formatDate(week, locale, 'short') : '';
  };
  return {
    kind: 'columns',
    title: messages.text(locale, 'picture-effort'),
    note: messages.text(locale, 'picture-shown-up', { weeks: weeksShownUp }),
    columns: weeks.map((week, at) => ({ label: labelOf(week, at), value: effort[at] ?? null })),
  };
}

function goalsPanel(locale: Locale, goals: readonly GoalWeeks[]): Panel {
  const multiples = goals.slice(0, goalsDrawn).map((each, at) => multipleOf(locale, each, at + 1));
  const hasPlan = multiples.some((each) => each.planned !== undefined);
  return {
    kind: 'multiples',
    title: messages.text(locale, 'picture-goals'),
    ...(hasPlan ? { note: messages.text(locale, 'picture-planned') } : {}),
    multiples,
  };
}

function multipleOf(locale: Locale, { track, counts }: GoalWeeks, number: number): Multiple {
  const { goal, effort } = track;
  const { what, amount, unit, rhythm } = goal;
  const standing = drawable(progressText(locale, track));
  const unitName = drawable(unit);
  const short = { done: effort.soFar, amount, unit: unitName === '' ? 'no' : 'yes', unitName };
  const note = standing.length <= 28 ? standing : messages.text(locale, 'picture-standing', short);
  const named = drawable(what);
  return {
    title: named === '' ? messages.text(locale, 'picture-goal', { number }) : cut(named, 20),
    note: cut(note, 28),
    columns: counts.map((value): Column => ({ label: '', value })),
    ...(rhythm.kind === 'every' && rhythm.period === 'week' ? { planned: amount } : {}),
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
    .map(({ track }) => `${cut(track.goal.what, 40)} (${progressText(locale, track)})`);
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
