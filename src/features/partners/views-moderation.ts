import { actionToken } from '../../core/interactions/index.ts';
import { type Locale, words, wordsOnly } from '../../core/text/index.ts';
import { type Card, card, text } from '../../core/views/index.ts';
import { actions } from './parts.ts';
import { codeDays } from './rules.ts';
import type { Partnership, Report } from './shapes.ts';
import { messages } from './texts.ts';
import { button } from './views.ts';

/** The partners of a community, in numbers. */
export function partnersCard(locale: Locale, all: readonly Partnership[]): Card {
  const lines = all.map(({ platform, joined, pairs }, at) =>
    text(messages.rich(locale, 'partner-line', { number: at + 1, platform, ...joined, pairs })),
  );
  return card({
    title: messages.text(locale, 'partners-title'),
    sections: lines.length > 0 ? lines : [text(messages.rich(locale, 'partners-none'))],
    actions: [
      button(locale, 'button-offer', actions.offer, '-', 'primary'),
      button(locale, 'button-reports', actions.reports),
      ...(all.length === 0
        ? []
        : [
            {
              kind: 'select',
              token: actionToken(actions.ending),
              placeholder: messages.text(locale, 'choose-ending'),
              options: all.slice(0, 25).map(({ id, platform }, at) => ({
                value: id,
                label: messages.text(locale, 'partner-name', { number: at + 1, platform }),
              })),
            } as const,
          ]),
    ],
    footer: messages.rich(locale, 'partners-footer'),
  });
}

export function codeCard(locale: Locale, code: string): Card {
  return card({
    title: messages.text(locale, 'code-title'),
    sections: [
      text(messages.rich(locale, 'code-text', { days: codeDays })),
      { kind: 'copyable', label: messages.text(locale, 'code-label'), text: words(code) },
    ],
  });
}

export function endingCard(locale: Locale, id: string): Card {
  return card({
    title: messages.text(locale, 'ending-title'),
    sections: [text(messages.rich(locale, 'ending-text'))],
    actions: [button(locale, 'button-end-now', actions.endNow, id, 'danger')],
  });
}

/** What members told about somebody of a partner community, or a partner's member about one here. */
export function reportsCard(locale: Locale, reports: readonly Report[]): Card {
  const sections = reports.flatMap((report) => {
    const at = { kind: 'moment', instant: report.createdAt.toISOString(), show: 'date' } as const;
    const here = report.by.here ? report.by : report.about;
    const member = { kind: 'member', platformId: here.here ? here.userId : '' } as const;
    const line = report.by.here ? 'report-by' : 'report-about';
    return [text(messages.rich(locale, line, { at, member })), text(wordsOnly(words(report.words)))];
  });
  return card({
    title: messages.text(locale, 'reports-title'),
    sections: sections.length > 0 ? sections : [text(messages.rich(locale, 'reports-none'))],
    footer: messages.rich(locale, 'reports-footer'),
  });
}
