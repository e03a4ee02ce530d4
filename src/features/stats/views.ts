import { leastForNumbers } from '../../core/numbers.ts';
import type { Locale } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { type Card, card, text } from '../../core/views/index.ts';
import type { Panel, Picture } from '../../pictures/index.ts';
import { counted, type Numbers, sumOf, told, type Week, type What, weeksShown } from './rules.ts';
import { messages } from './texts.ts';

/** A community's weeks, the oldest first, each with its numbers. */
export type Stats = readonly (Week & { readonly numbers: Numbers })[];

/** What enough members did in some week to be told of. */
export function shownOf(stats: Stats): readonly What[] {
  return counted.filter((what) => sumOf(countsOf(stats, what)).weeks > 0);
}

function countsOf(stats: Stats, what: What): readonly (number | null)[] {
  return told(
    stats.map(({ numbers }) => numbers),
    what,
  );
}

/** The numbers in words, whether or not they were drawn. */
export function statsCard(locale: Locale, stats: Stats): Card {
  const fields = shownOf(stats).map((what) => ({
    label: messages.text(locale, what),
    value: messages.rich(locale, 'sum', { ...sumOf(countsOf(stats, what)), of: weeksShown }),
  }));
  return card({
    title: messages.text(locale, 'title'),
    sections: [
      text(
        messages.rich(locale, fields.length === 0 ? 'none' : 'intro', { least: leastForNumbers, weeks: weeksShown }),
      ),
      ...(fields.length === 0 ? [] : [{ kind: 'fields', fields } as const]),
    ],
    footer: messages.rich(locale, 'footer'),
  });
}

/** The same, drawn week by week. */
export function statsPicture(locale: Locale, stats: Stats): Picture {
  const what = shownOf(stats);
  const title = messages.text(locale, 'title');
  const lines = what.map((each) => {
    const counts = countsOf(stats, each).map((count) => count ?? '–');
    return messages.text(locale, 'alt', { what: messages.text(locale, each), counts: counts.join(', ') });
  });
  return {
    name: 'community',
    title,
    description: [title, ...lines].join('. '),
    panels: what.map((each) => panelOf(locale, stats, each)),
  };
}

function panelOf(locale: Locale, stats: Stats, what: What): Panel {
  const counts = countsOf(stats, what);
  return {
    kind: 'columns',
    title: messages.text(locale, what),
    note: messages.text(locale, 'note', { least: leastForNumbers }),
    columns: stats.map(({ on }, at) => ({
      label: at % 3 === 0 ? formatDate(on, locale, 'short') : '',
      value: counts[at] ?? null,
    })),
  };
}
