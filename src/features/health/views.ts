import { actionToken } from '../../core/interactions/index.ts';
import type { Undelivered } from '../../core/ports/index.ts';
import type { Locale, RichText } from '../../core/text/index.ts';
import { type Card, card, type Section, text } from '../../core/views/index.ts';
import { messages } from './texts.ts';

export const actions = { show: 'health.show', again: 'health.again' } as const;

/** Something that runs by the clock in a community. */
export interface Run {
  readonly what: 'checkins' | 'mock';
  /** `waiting`: its channel cannot be reached. */
  readonly state: 'live' | 'paused' | 'waiting';
  /** The platform's. */
  readonly channelId: string;
  readonly last: { readonly at: Date; readonly wasMissed: boolean } | undefined;
  readonly nextAt: Date | undefined;
  /** The platform's user id of who is told when something is wrong with it; undefined: nobody is. */
  readonly told: string | undefined;
}

// A card has room for this many beside what did not arrive; more schedules than this no community needs.
const shownRuns = 5;
const shownProblems = 6;

/** What ran, what comes next, and what did not arrive, in the moderator's own language. */
export function healthCard(
  locale: Locale,
  runs: readonly Run[],
  problems: readonly Undelivered[],
  said?: 'sent-again' | 'not-again',
): Card {
  const again = problems.map(({ id, kind, since }) => ({
    value: id,
    label: messages.text(locale, 'problem-short', { kind: nameOf(kind) }),
    description: since.toISOString().slice(0, 16).replace('T', ' '),
  }));
  return card({
    title: messages.text(locale, 'title'),
    sections: [
      ...(said ? [text(messages.rich(locale, said))] : []),
      ...runs.slice(0, shownRuns).map((run) => runSection(locale, run)),
      ...(runs.length === 0 ? [text(messages.rich(locale, 'no-runs'))] : []),
      ...problemSections(locale, problems),
    ],
    actions: [
      ...(again.length > 0
        ? [
            {
              kind: 'select' as const,
              token: actionToken(actions.again),
              placeholder: messages.text(locale, 'send-again'),
              options: again,
            },
          ]
        : []),
      { kind: 'button', style: 'plain', label: messages.text(locale, 'refresh'), token: actionToken(actions.show) },
    ],
    footer: messages.rich(locale, 'footer'),
  });
}

function runSection(locale: Locale, { what, state, channelId, last, nextAt, told }: Run): Section {
  const moment = (at: Date) => ({ kind: 'moment', instant: at.toISOString(), show: 'datetime' }) as const;
  const placeLine = messages.rich(locale, 'run-place', { channel: { kind: 'channel', platformId: channelId } });
  const lastLine = last
    ? messages.rich(locale, last.wasMissed ? 'run-last-missed' : 'run-last', { when: moment(last.at) })
    : messages.rich(locale, 'run-none');
  const nextLine =
    state === 'live' && nextAt
      ? messages.rich(locale, 'run-next', { when: moment(nextAt) })
      : messages.rich(locale, state === 'waiting' ? 'run-waits' : 'run-rests', { what });
  const toldLine =
    told === undefined
      ? messages.rich(locale, 'run-told-nobody')
      : messages.rich(locale, 'run-told', { member: { kind: 'member', platformId: told } });
  return {
    kind: 'fields',
    fields: [
      {
        label: messages.text(locale, 'run', { what }),
        value: listOf([placeLine, lastLine, nextLine, toldLine]),
      },
    ],
  };
}

function problemSections(locale: Locale, problems: readonly Undelivered[]): Section[] {
  if (problems.length === 0) return [text(messages.rich(locale, 'all-arrived'))];
  const lines = problems
    .slice(0, shownProblems)
    .map(({ kind, reason }) => messages.rich(locale, 'problem', { kind: nameOf(kind), reason }));
  return [text(messages.rich(locale, 'undelivered', { count: problems.length })), text(listOf(lines))];
}

/** Lines of one paragraph each, one below the other. */
function listOf(lines: readonly RichText[]): RichText {
  const items = lines.flat().flatMap((block) => (block.type === 'paragraph' ? [block.children] : block.items));
  return [{ type: 'list', ordered: false, items }];
}

/** As ICU can choose by it; what mock interviews and partners send has one name each. */
function nameOf(kind: string): string {
  const [feature = ''] = kind.split('.');
  return feature === 'pairings' || feature === 'partners' ? feature : kind.replaceAll(/[^a-z]/g, '_');
}
