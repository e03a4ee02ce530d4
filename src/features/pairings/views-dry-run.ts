import { actionToken } from '../../core/interactions/index.ts';
import { leastForNumbers } from '../../core/numbers.ts';
import type { Locale, RichText, RichValue } from '../../core/text/index.ts';
import { type Card, card, text } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import type { LeftOut } from './matching/left-out.ts';
import type { Why } from './rules-rounds.ts';
import { messages } from './texts.ts';
import { whyText } from './views-pairing.ts';

/** A round as it would be. Names are the platform's user ids, of those who said that moderators may see theirs. */
export interface DryRun {
  /** Undefined where no round is planned. */
  readonly opensAt: Date | undefined;
  readonly people: number;
  /** Those who joined and are not in this round. */
  readonly out: number;
  readonly groups: readonly { readonly names: readonly (string | undefined)[]; readonly why: readonly Why[] }[];
  readonly left: readonly { readonly name: string | undefined; readonly why: LeftOut['why']['code'] }[];
}

// With three names and four reasons each, in the language that takes most room.
const linesShown = 8;

export function dryRunCard(locale: Locale, run: DryRun, page: number): Card {
  const lines = [
    ...run.groups.map((group) => groupLine(locale, group)),
    ...run.left.map((one) => leftLine(locale, one)),
  ];
  const pages = Math.ceil(lines.length / linesShown);
  const shown = Math.min(page, pages - 1);
  return card({
    title: messages.text(locale, 'dry-title'),
    sections: [
      text([...introOf(locale, run), ...outOf(locale, run)]),
      text(lines.slice(shown * linesShown, (shown + 1) * linesShown).flat()),
    ],
    actions:
      pages < 2
        ? []
        : [
            {
              kind: 'button',
              style: 'plain',
              label: messages.text(locale, 'dry-more', { page: ((shown + 1) % pages) + 1, pages }),
              token: actionToken(actions.dryRun, '-', (shown + 1) % pages),
            },
          ],
    footer: messages.rich(locale, 'dry-private'),
  });
}

function introOf(locale: Locale, { opensAt, people, groups, left }: DryRun): RichText {
  const counts = { people, groups: groups.length, left: left.length };
  if (!opensAt) return messages.rich(locale, 'dry-now', counts);
  const next = { kind: 'moment', instant: opensAt.toISOString(), show: 'datetime' } as const;
  return messages.rich(locale, 'dry-next', { ...counts, next });
}

/** Who rests is a number, and only where it points at nobody. */
function outOf(locale: Locale, { out }: DryRun): RichText {
  return out < leastForNumbers ? [] : messages.rich(locale, 'dry-out', { count: out });
}

function nameOf(locale: Locale, platformId: string | undefined): RichValue {
  return platformId === undefined ? messages.text(locale, 'dry-somebody') : { kind: 'member', platformId };
}

function groupLine(locale: Locale, { names, why }: DryRun['groups'][number]): RichText {
  const [one, other, third] = names.map((name) => nameOf(locale, name));
  const said = { one: one ?? '', other: other ?? '', why: whyText(locale, why, 'them') };
  return third === undefined
    ? messages.rich(locale, 'dry-two', said)
    : messages.rich(locale, 'dry-three', { ...said, third });
}

/** That nobody is left for somebody can have reasons that are theirs alone: those are told as one. */
function leftLine(locale: Locale, { name, why }: DryRun['left'][number]): RichText {
  const key = why === 'hours' || why === 'language' ? (`dry-left-${why}` as const) : 'dry-left-nobody';
  return messages.rich(locale, key, { name: nameOf(locale, name) });
}
