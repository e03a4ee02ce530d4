import { type Command, defineCommand } from '../../core/commands/index.ts';
import { type ActionHandler, type Context, replace, reply } from '../../core/interactions/index.ts';
import { leastForNumbers } from '../../core/numbers.ts';
import type { Card } from '../../core/views/index.ts';
import { actions } from './actions.ts';
import { noticeCard } from './controls.ts';
import { matchedNow } from './matchmaking.ts';
import type { Parts } from './parts.ts';
import { whyOf } from './rules-rounds.ts';
import { namesOf } from './store-people.ts';
import { messages } from './texts.ts';
import { dryRunCard } from './views-dry-run.ts';

// Always the same, so that looking twice shows the same; the round itself draws its own.
const seed = 0;

/** `/community pairing dry-run`: who would meet whom in the next round, and why. Nothing is kept or sent. */
export function pairingCommand(parts: Parts): Command {
  return defineCommand({
    name: 'pairing',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'summary-dry-run'),
    firstResponse: 'private',
    options: {
      look: {
        kind: 'choice',
        summary: (locale) => messages.text(locale, 'option-look'),
        choices: [{ value: 'dry-run', label: (locale) => messages.text(locale, 'look-dry-run') }],
      },
    },
    run: async (context) => reply(await dryRun(parts, context, 0)),
  });
}

export function dryRunActions(parts: Parts): ActionHandler[] {
  return [
    {
      action: actions.dryRun,
      audience: 'moderator',
      run: async (context, { version }) => replace(await dryRun(parts, context, version)),
    },
  ];
}

async function dryRun(parts: Parts, { member, now }: Context, page: number): Promise<Card> {
  const { locale, communityId } = member;
  const { queries } = parts.database;
  const schedule = await parts.schedules.ofCommunity(communityId);
  const next = schedule && (await parts.schedules.next(schedule));
  const round = { id: next?.id, number: next?.number ?? 1 };
  // Pauses that end until then, and the hours of that week.
  const pool = { communityId, round, now: next?.opensAt ?? now };
  const { people, inRound, matched } = await matchedNow(parts, queries, pool, seed);
  if (inRound.length < leastForNumbers) return noticeCard(locale, 'dry-few');
  const ids = inRound.map(({ profile }) => profile.memberId);
  const names = await namesOf(queries, ids);
  return dryRunCard(
    locale,
    {
      opensAt: next?.opensAt ?? undefined,
      people: inRound.length,
      out: people.length - inRound.length,
      groups: matched.groups.map(({ members, why }) => ({
        names: members.map((id) => names.get(id)),
        why: whyOf(why.flatMap(({ reasons }) => reasons)),
      })),
      left: matched.left.map(({ id, why }) => ({ name: names.get(id), why: why.code })),
    },
    page,
  );
}
