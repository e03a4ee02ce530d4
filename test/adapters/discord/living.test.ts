import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type DiscordWorld, discordWorld } from '../../support/discord.ts';
import { type DiscordFace, guild, inGeneral } from '../../support/discord-face.ts';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

let world: DiscordWorld;
let mo: DiscordFace;
let ana: DiscordFace;
beforeEach(async () => {
  world = await discordWorld();
  mo = world.face('mo', { moderator: true });
  ana = world.face('ana');
  await mo.types('/checkins setup');
  await mo.submits({ days: ['2'], time: '10', zone: 'UTC' });
  await mo.presses('Start');
});
afterEach(() => world.close());

const textsIn = async (who: DiscordFace, place: string) => (await who.reads(place)).map((each) => each.text);
const opened = async () => (await textsIn(ana, 'general')).filter((text) => text.includes('Open until'));
const postsTo = (channelId: string) =>
  world.server.requests.filter(({ method, path }) => method === 'POST' && path === `/channels/${channelId}/messages`);

/** Time passes, and the bot does what is due. It is Monday 2 November 2026, 09:00 UTC, when a story begins. */
async function later(milliseconds: number): Promise<void> {
  world.clock.advance(milliseconds);
  await world.settle();
}

/** Mock interviews of these on Wednesdays at 10:00 in UTC. */
async function planRounds(readers: readonly DiscordFace[]): Promise<void> {
  for (const reader of readers) {
    await reader.types('/mock join');
    await reader.submits({ kinds: ['coding'], field: ['software'], languages: ['en'] });
    await reader.submits({ free: ['2', '5', '8', '11', '14', '17', '20'] });
  }
  await mo.types('/mock setup');
  await mo.submits({ days: ['3'], time: '10', zone: 'UTC' });
  await mo.presses('Start');
}

test('a channel where the bot may not post is asked once; who set it up is told once, in private, and nobody is reminded', async () => {
  await ana.types('/checkins remind');
  await ana.submits({ nudges: ['standard'], time: '13:00' });
  world.server.state.forbidden.add(inGeneral.channelId);
  await later(dayMs + hourMs);
  await later(3 * hourMs);
  const told = (texts: readonly string[]) => texts.filter((text) => text.includes('I cannot reach the channel'));
  expect(told(await textsIn(mo, 'direct'))).toHaveLength(1);
  await later(7 * dayMs);
  await later(7 * dayMs);
  expect(told(await textsIn(mo, 'direct'))).toHaveLength(1);
  expect(postsTo(inGeneral.channelId)).toHaveLength(1);
  expect(await textsIn(ana, 'direct')).toEqual([]);
});

test('where no private thread may be opened, those who are to meet hear of it in private, and who planned the rounds is told once', async () => {
  const bo = world.face('bo');
  await planRounds([ana, bo]);
  world.server.state.forbidden.add(inGeneral.channelId);
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  for (const reader of [ana, bo]) expect((await textsIn(reader, 'direct')).join()).toContain('You have a partner');
  await later(7 * dayMs);
  const told = (await textsIn(mo, 'direct')).filter((text) => text.includes('/mock setup starts them again'));
  expect(told).toHaveLength(1);
  world.server.state.forbidden.clear();
  expect((await mo.types('/mock setup')).text).toContain('I could not reach the channel');
  expect((await mo.presses('Start')).text).toContain('The next round begins');
});

test('a check-in whose thread a moderator deletes as it opens is lost alone: nobody is reminded of it, and the next one opens', async () => {
  await ana.types('/checkins remind');
  await ana.submits({ nudges: ['standard'], time: '13:00' });
  const { state } = world.server;
  world.server.interfere(({ path }) => {
    if (path.endsWith('/threads')) state.messages.clear();
    return undefined;
  });
  await later(dayMs + hourMs);
  expect(await opened()).toEqual([]);
  world.server.interfere(undefined);
  await later(3 * hourMs);
  await later(dayMs);
  expect(await textsIn(ana, 'direct')).toEqual([]);
  expect((await mo.types('/community health')).text).not.toContain('did not arrive');
  expect(await textsIn(mo, 'direct')).toEqual([]);
  await later(6 * dayMs - 3 * hourMs);
  expect(await opened()).toHaveLength(1);
});

test('a private place that a moderator deletes while it is filled is lost alone: the rounds go on', async () => {
  const bo = world.face('bo');
  await planRounds([ana, bo]);
  const { state } = world.server;
  world.server.interfere(({ method, path }) => {
    if (method === 'PUT' && path.includes('/thread-members/')) state.threads.clear();
    return undefined;
  });
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  expect((await textsIn(ana, 'direct')).join()).toContain('You have a partner');
  expect(await textsIn(bo, 'group')).toEqual([]);
  world.server.interfere(undefined);
  await later(6 * dayMs + 8 * hourMs);
  await later(16 * hourMs);
  expect((await textsIn(mo, 'direct')).join()).not.toContain('starts them again');
  expect(await textsIn(bo, 'group')).toHaveLength(1);
});

test('who pauses while Discord is down is not asked for somebody else when it is back', async () => {
  const bo = world.face('bo');
  await planRounds([ana, bo]);
  await bo.types('/mock edit');
  await bo.submits({});
  await bo.submits({ extras: ['may-be-asked'] });
  let refused = 0;
  world.server.interfere(({ path }) => {
    if (!path.endsWith('/messages')) return undefined;
    refused += 1;
    return { status: 502 };
  });
  await ana.types('/mock need');
  await ana.submits({ day: 'Friday' });
  const settled = world.settle();
  await expect.poll(() => refused, { timeout: 30_000 }).toBeGreaterThan(0);
  await bo.types('/pause');
  world.server.interfere(undefined);
  await settled;
  expect(await textsIn(bo, 'direct')).toEqual([]);
});

/** The platform's ids of those of whom something is still stored. */
const kept = async () => {
  const rows = sql`select platform_user_id as who from rejections join members on members.id = member_id order by who`;
  const found = (await world.database.queries.execute(rows)) as unknown as { rows: { who: string }[] };
  return found.rows.map(({ who }) => who);
};

test('who left the server is deleted a month after the bot saw it, and who came back before that is not', async () => {
  const { left } = world.server.state;
  for (const who of ['ana', 'bo']) {
    await world.face(who).types('/rejected stage:interview company:Acme');
    left.add(world.person(who).id);
  }
  const [anasId, bosId] = ['ana', 'bo'].map((who) => world.person(who).id);
  // The bot asks every week, and sees it after one.
  await later(7 * dayMs);
  await later(20 * dayMs);
  left.delete(bosId ?? '');
  await later(10 * dayMs - hourMs);
  expect(await kept()).toEqual([anasId, bosId].toSorted());
  await later(hourMs);
  expect(await kept()).toEqual([bosId]);
  left.add(bosId ?? '');
  await later(20 * dayMs);
  expect(await kept()).toEqual([bosId]);
});

test('a reminder that does not arrive has the bot ask at once whether its reader left: a month from then on they are deleted', async () => {
  const { left, closedDirect } = world.server.state;
  const bo = world.face('bo');
  for (const [who, name] of [
    [ana, 'ana'],
    [bo, 'bo'],
  ] as const) {
    await who.types('/checkins remind');
    await who.submits({ nudges: ['standard'], time: '13:00' });
    await who.types('/rejected stage:interview company:Acme');
    closedDirect.add(world.person(name).id);
  }
  left.add(world.person('ana').id);
  // Tuesday: the check-in opens at ten, and both are to be reminded at one.
  await later(dayMs + hourMs);
  await later(3 * hourMs);
  await later(60_000);
  await later(30 * dayMs);
  expect(await kept()).toEqual([world.person('bo').id]);
});

test('nobody is paired with who left the server, nor writes the bot to them; who does something there again is asked again', async () => {
  const { left } = world.server.state;
  const [bo, cem, dee] = ['bo', 'cem', 'dee'].map((who) => world.face(who));
  if (!bo || !cem || !dee) throw new Error('There are three');
  await planRounds([ana, bo, cem, dee]);
  for (const who of ['bo', 'dee']) left.add(world.person(who).id);
  // The bot asks every week, and sees it after one: on Monday. Members are asked on Tuesday at six in the evening.
  await later(7 * dayMs);
  left.delete(world.person('bo').id);
  await bo.types('/mock status');
  await later(60_000);
  await later(dayMs + 9 * hourMs);
  await later(16 * hourMs);
  const invited = (await textsIn(ana, 'direct')).at(-1);
  for (const partner of ['@bo', '@cem']) expect(invited).toContain(partner);
  expect(await textsIn(dee, 'direct')).toEqual([]);
});

test('while Discord is down for more than a minute nothing is lost, and nothing comes twice', async () => {
  world.server.interfere(() => ({ status: 502 }));
  world.clock.advance(dayMs + hourMs);
  const settled = world.settle();
  void ana.types('/rejected stage:interview company:Acme');
  // The queue pauses longer each time; the pauses are left out, and counted.
  for (let seconds = 0; seconds <= 60; await endPause()) {
    seconds += await nextPause();
    if (seconds > 60) world.server.interfere(undefined);
  }
  await settled;
  const asked = postsTo(inGeneral.channelId).length;
  expect(asked).toBeGreaterThan(4);
  expect(asked).toBeLessThan(12);
  expect(await opened()).toHaveLength(1);
  expect((await ana.types('/rejected log')).selects[0]?.options).toHaveLength(1);
});

const paused = sql`name = 'outbox-discord' and state = 'retry' and start_after > now()`;

/** For how many seconds the one message that could not be sent waits for its next attempt. */
async function nextPause(): Promise<number> {
  const look = sql`select extract(epoch from start_after - now())::float as seconds from pgboss.job where ${paused}`;
  let rows: readonly { readonly seconds: number }[] = [];
  const found = async () => {
    ({ rows } = (await world.database.queries.execute(look)) as unknown as { rows: { seconds: number }[] });
    return rows.length;
  };
  await expect.poll(found).toBe(1);
  return rows[0]?.seconds ?? 0;
}

async function endPause(): Promise<void> {
  await world.database.queries.execute(sql`update pgboss.job set start_after = now() where ${paused}`);
}

test('a server that took the bot out gets nothing any more', async () => {
  world.server.removeGuild(guild.id);
  await expect.poll(async () => (await world.communityOf(guild.id))?.removedAt).toBeTruthy();
  await later(dayMs + hourMs);
  expect(world.server.requests.filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))).toEqual(
    [],
  );
});

test('a process that is not connected to the gateway delivers all the same', async () => {
  await world.discord.close();
  await later(dayMs + hourMs);
  expect(await opened()).toHaveLength(1);
});

test('what is said in a round, or taken back, wakes its thread when it was archived meanwhile', async () => {
  await later(dayMs + hourMs);
  for (const thread of world.server.state.threads.values()) thread.isArchived = true;
  await ana.reads('general');
  await ana.presses('Check in');
  await ana.submits({ did: 'Two applications', share: ['thread'] });
  await world.settle();
  expect((await textsIn(mo, 'general')).join()).toContain('Two applications');
  for (const thread of world.server.state.threads.values()) thread.isArchived = true;
  await ana.presses('Take it back');
  await world.settle();
  expect((await textsIn(mo, 'general')).join()).not.toContain('Two applications');
});
