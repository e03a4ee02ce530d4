import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createLateAnswers } from '../../../src/adapters/discord/late.ts';
import { loadContent } from '../../../src/content/index.ts';
import { type Dispatcher, reply } from '../../../src/core/interactions/index.ts';
import type { Claims } from '../../../src/core/ports/index.ts';
import { rich } from '../../../src/core/text/index.ts';
import { card, text } from '../../../src/core/views/index.ts';
import type { ApiRequest } from '../../servers/discord/answers.ts';
import {
  autocompletePayload,
  commandPayload,
  componentPayload,
  type Person,
  type Where,
} from '../../servers/discord/payloads.ts';
import type { StoredMessage } from '../../servers/discord/state.ts';
import { type DiscordWorld, discordWorld } from '../../support/discord.ts';
import { inGeneral } from '../../support/discord-face.ts';
import { seenMessage } from '../../support/discord-seen.ts';

/** Holds every handler until it is let go, as a slow database would. */
function holdable() {
  let release: (() => void) | undefined;
  let held: Promise<void> | undefined;
  return {
    dispatcher: (own: Dispatcher): Dispatcher => ({
      ...own,
      dispatch: async (interaction, abilities) => {
        await held;
        return own.dispatch(interaction, abilities);
      },
    }),
    hold: () => {
      held = new Promise((resolve) => {
        release = resolve;
      });
    },
    release: () => {
      release?.();
      held = undefined;
    },
  };
}

const handlers = holdable();
let world: DiscordWorld;
beforeAll(async () => {
  world = await discordWorld({ dispatcher: handlers.dispatcher });
});
beforeEach(() => world.forget());
afterAll(() => world.close());

const callbacks = () => world.server.requests.filter(({ path }) => path.endsWith('/callback'));
const webhooks = () => world.server.requests.filter(({ path }) => path.startsWith('/webhooks/'));
const typeOf = ({ body }: ApiRequest) => (body as { type: number }).type;

const isDirect = (message: StoredMessage) =>
  [...world.server.state.directChannels.values()].includes(message.channelId);

/** Resolves once the bot has made `count` requests of a kind. */
async function requested(which: () => readonly ApiRequest[], count: number): Promise<void> {
  while (which().length < count) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('a quick handler', () => {
  test('is answered in the first response, seen by the member alone', async () => {
    await world.face('ana').types('/settings');
    expect(callbacks().map(typeOf)).toEqual([4]);
    expect(webhooks()).toEqual([]);
    expect([...world.server.state.messages.values()].map((message) => message.onlyFor)).toEqual([
      world.person('ana').id,
    ]);
  });

  test('changes the pressed card in the first response as well', async () => {
    const member = world.face('bo');
    await member.types('/settings zone:America');
    expect((await member.chooses('Choose a time zone', 'America/Bogota')).text).toContain('America/Bogota');
    expect(callbacks().map(typeOf)).toEqual([4, 7]);
    expect(world.server.state.messages.size).toBe(1);
  });
});

describe('a slow handler', () => {
  test('of a command is deferred in private, and its card comes after', async () => {
    handlers.hold();
    const seen = world.face('cem').types('/settings');
    await requested(callbacks, 1);
    expect(callbacks()[0]?.body).toEqual({ type: 5, data: { flags: 64 } });
    handlers.release();
    expect((await seen).text).toContain('This is a guess');
    expect(callbacks()).toHaveLength(1);
    expect(webhooks().map(({ method }) => method)).toEqual(['PATCH']);
  });

  test('of a form gives the form behind a button', async () => {
    const member = world.face('dee');
    await member.types('/settings');
    handlers.hold();
    const seen = member.presses('Change');
    await requested(callbacks, 2);
    handlers.release();
    expect((await seen).buttons).toEqual(['Open the form']);
    expect(callbacks().map(typeOf)).toEqual([4, 6]);
    expect((await member.presses('Open the form')).form?.fields[0]).toMatchObject({ name: 'zone', value: 'UTC' });
  });

  test('of a press changes the pressed card where it would have at once', async () => {
    const member = world.face('eve');
    await member.types('/settings zone:America');
    handlers.hold();
    const seen = member.chooses('Choose a time zone', 'America/Bogota');
    await requested(callbacks, 2);
    handlers.release();
    expect((await seen).text).toContain('America/Bogota');
    expect(world.server.state.messages.size).toBe(1);
  });
});

test('a slow press that asks for another card leaves the pressed one alone', async () => {
  const member = world.face('wanda');
  await member.types('/settings');
  handlers.hold();
  const seen = member.presses('Change');
  await requested(callbacks, 2);
  handlers.release();
  expect((await seen).buttons).toEqual(['Open the form']);
  expect(webhooks().map(({ method }) => method)).toEqual(['POST']);
  const [pressed] = world.server.state.messages.values();
  expect(pressed && seenMessage(pressed).text).toContain('Your settings');
});

test('the same interaction twice has one effect and one answer', async () => {
  const member = world.face('fay');
  await member.twice().types('/rejected stage:interview company:Acme');
  const log = await member.types('/rejected log');
  expect(log.selects[0]?.options).toHaveLength(1);
  expect(callbacks()).toHaveLength(2);
  expect(webhooks()).toEqual([]);
  expect([...world.server.state.messages.values()].filter(isDirect)).toEqual([]);
});

test('where the database does not say in time which of two processes is to answer, a member is answered', async () => {
  const told = Promise.withResolvers<void>();
  const claims = (own: Claims): Claims => ({ take: (key) => told.promise.then(() => own.take(key)).then(() => false) });
  const slow = await discordWorld({ works: false, claims });
  const answered = slow.face('gil').types('/settings');
  while (slow.server.requests.every(({ path }) => !path.endsWith('/callback'))) await pause(20);
  told.resolve();
  expect((await answered).text).toContain('Your settings');
  await slow.close();
});

describe('an option is completed while it is typed', () => {
  const offered = async (person: Person, path: readonly string[], option: string, typed: string) => {
    const shown = await world.server.act({
      type: 4,
      person,
      where: inGeneral,
      make: (ids) => autocompletePayload(ids, path, [{ name: option, type: 3, value: typed, focused: true }]),
    });
    if (shown.kind !== 'choices') throw new Error('Nothing was offered');
    return shown.choices;
  };
  const named = async (...asked: Parameters<typeof offered>) => (await offered(...asked)).map(({ name }) => name);

  test('with the closest first, and 25 at most', async () => {
    const gil = world.person('gil');
    expect(await offered(gil, ['settings'], 'zone', 'berl')).toEqual([
      { name: 'Europe/Berlin', value: 'Europe/Berlin' },
    ]);
    // A city that begins so, before a continent that does.
    expect((await named(gil, ['settings'], 'zone', 'a')).slice(0, 2)).toEqual(['Africa/Abidjan', 'Africa/Accra']);
    expect(await named(gil, ['settings'], 'zone', 'a')).toHaveLength(25);
    expect(await named(gil, ['settings'], 'zone', 'no such place')).toEqual([]);
  });

  test('with what is their own, by what they may call it', async () => {
    const gus = world.face('gus');
    for (const company of ['Nordwind Post', 'Post Nord', 'Société Générale']) {
      await gus.types(`/applications add company:"${company}"`);
    }
    for (const what of ['Learn SQL', 'SQL exercises']) {
      await gus.types(`/goal add "${what}"`);
      await gus.submits({});
    }
    const move = (typed: string) => named(world.person('gus'), ['applications', 'move'], 'application', typed);
    expect(await move('post')).toEqual(['Post Nord']);
    expect(await move('ost')).toEqual(expect.arrayContaining(['Nordwind Post', 'Post Nord']));
    expect(await move('societe')).toEqual(['Société Générale']);
    const log = (typed: string) => named(world.person('gus'), ['goal', 'log'], 'goal', typed);
    expect(await log('sql')).toEqual(['SQL exercises']);
    expect(await log('')).toEqual(expect.arrayContaining(['Learn SQL', 'SQL exercises']));
    expect(await named(world.person('gil'), ['goal', 'log'], 'goal', '')).toEqual([]);
  });

  test('in the language of whoever types', async () => {
    const [german, english] = [world.person('uli', { locale: 'de' }), world.person('una', { locale: 'en-US' })];
    const [titles, theirs] = await Promise.all(
      [german, english].map((person) => named(person, ['guide'], 'topic', 'feedback')),
    );
    const known = (locale: string) => loadContent()(locale).topics.map(({ title }) => title);
    expect(known('de')).toEqual(expect.arrayContaining(titles ?? []));
    expect(known('en')).toEqual(expect.arrayContaining(theirs ?? []));
    expect(titles).not.toEqual([]);
    expect((await named(german, ['guide'], 'topic', 'funkstille'))[0]).toBe('Wenn sie nicht antworten');
    expect(await named(german, ['guide'], 'topic', '')).toHaveLength(25);
  });
});

describe('where Discord takes no answer', () => {
  test('for minutes, what a member did not get to see is brought to them once it does, and once', async () => {
    const down = new Set<string>();
    world.server.interfere(({ path }) => {
      down.add(path);
      return { status: 502 };
    });
    // Time passes as fast as the bot waits: Discord is back after two minutes of it.
    let passedMs = 0;
    const pause = async (milliseconds: number) => {
      passedMs += milliseconds;
      if (passedMs >= 2 * 60_000) world.server.interfere(undefined);
    };
    const { deliveries } = world.discord;
    const { id: userId } = world.person('hana');
    createLateAnswers({ deliveries, log: world.log, pause })({
      interactionId: '1',
      communityId: '700000000000000001',
      userId,
      locale: 'de',
      outcome: { ...reply(card({ sections: [text(rich('What was asked for'))] })), preview: 'A note from Rebound' },
    });
    const { text: seen, preview } = seenMessage(await world.server.message(isDirect));
    expect(preview).toBe('A note from Rebound');
    expect(seen).toMatch(/Discord.*\n+What was asked for/s);
    expect(down).toEqual(new Set(['/users/@me/channels']));
    // It was asked all the while, and at most once a minute in the end.
    expect(passedMs).toBeLessThan(3 * 60_000);
    expect([...world.server.state.messages.values()].filter(isDirect)).toHaveLength(1);
  });

  test('for some seconds, members are told in a direct message, and what they did is kept', async () => {
    world.server.interfere(() => ({ status: 502 }));
    const member = world.face('hal');
    void member.types('/rejected stage:interview company:Acme');
    await requested(callbacks, 3);
    await requested(() => world.server.requests.filter(({ path }) => path.startsWith('/users/@me')), 1);
    world.server.interfere(undefined);
    const message = await world.server.message(isDirect);
    const seen = member.looksAt(message);
    expect(seen.text).toContain('Discord would not let me answer you');
    expect(seen.buttons).toContain('Some');
    // The card works there, and is the community's where she acted.
    const inDirect = world.face('hal', { where: { kind: 'direct', channelId: message.channelId } });
    inDirect.looksAt(message);
    expect((await inDirect.presses('Some')).text).toContain('Worth hearing now');
    expect((await member.types('/rejected log')).selects[0]?.options).toHaveLength(1);
  });

  test('because it is too late, the same', async () => {
    world.server.interfere(({ path }) =>
      path.endsWith('/callback') ? { status: 404, body: { code: 10062, message: 'Unknown interaction' } } : undefined,
    );
    void world.face('ida').types('/settings');
    expect(seenMessage(await world.server.message(isDirect)).text).toContain('Your settings');
    expect(callbacks()).toHaveLength(1);
  });

  test('and no direct message either, nothing breaks', async () => {
    world.server.state.closedDirect.add(world.person('jon').id);
    world.server.interfere(({ path }) =>
      path.endsWith('/callback') ? { status: 404, body: { code: 10062, message: 'Unknown interaction' } } : undefined,
    );
    void world.face('jon').types('/settings');
    await requested(() => world.server.requests.filter(({ path }) => path.endsWith('/messages')), 1);
    world.server.interfere(undefined);
    expect((await world.face('jon').types('/settings')).text).toContain('Your settings');
  });

  test('though it was taken and only its word was lost, it is not given twice', async () => {
    let lost = 0;
    world.server.interfere(({ path, body }) => {
      if (!path.endsWith('/callback') || lost > 0) return undefined;
      lost += 1;
      world.server.answer({ method: 'POST', path, body, files: [], authorization: undefined });
      return { status: 502 };
    });
    expect((await world.face('kim').types('/settings')).text).toContain('Your settings');
    await requested(callbacks, 2);
    await world.face('bo').types('/settings');
    expect([...world.server.state.messages.values()].filter(isDirect)).toEqual([]);
    expect(webhooks()).toEqual([]);
  });

  test('because it finds fault with the card, the member is told of our fault', async () => {
    let refused = 0;
    world.server.interfere(({ path }) => {
      if (!path.endsWith('/callback') || refused > 0) return undefined;
      refused += 1;
      return { status: 400, body: { code: 50035, message: 'Invalid Form Body' } };
    });
    const shown = await world.server.act({
      type: 2,
      person: world.person('lea'),
      where: inGeneral,
      make: (ids) => commandPayload(ids, ['settings'], []),
    });
    expect(shown.kind === 'message' && seenMessage(shown.message).text).toContain('That went wrong on our side');
    expect(() => world.log.check()).toThrow('50035');
  });
});

test('a form opened before the bot restarted is taken after it', async () => {
  const member = world.face('max');
  await member.types('/settings');
  await member.presses('Change');
  await world.restart();
  expect((await member.submits({ zone: 'berlin' })).text).toContain('Europe/Berlin');
});

describe('bad input', () => {
  const strange: Record<string, Where> = {
    'a server that the bot does not know': {
      kind: 'channel',
      guildId: '700000000000000099',
      channelId: '600000000000000099',
    },
    'a thread': {
      ...inGeneral,
      kind: 'thread',
      channelId: '600000000000000001',
      threadId: '600000000000000002',
    } as Where,
    'a direct message, from somebody in no server': { kind: 'direct', channelId: '600000000000000077' },
  };
  test.each(Object.entries(strange))('from %s is helped like any other', async (name, where) => {
    const member = world.face(name, { where });
    expect((await member.types('/rejected')).text).toContain('I am sorry');
    expect((await member.chooses('How far you had come', 'final')).buttons).toContain('Some');
    expect((await member.presses('Some')).text).toContain('Today');
    expect((await member.types('/rejected log')).selects[0]?.options).toHaveLength(1);
  });

  test('in a direct message a member is who they are in their server', async () => {
    await world.face('oda').types('/rejected stage:interview company:Acme');
    const direct = world.face('oda', { where: { kind: 'direct', channelId: '600000000000000077' } });
    expect((await direct.types('/rejected log')).selects[0]?.options).toHaveLength(1);
  });

  test('a member of a server that removed the bot still reaches what is theirs', async () => {
    await world.face('pia').types('/rejected stage:interview company:Acme');
    world.server.removeGuild('700000000000000001');
    const direct = world.face('pia', { where: { kind: 'direct', channelId: '600000000000000077' } });
    expect((await direct.types('/rejected log')).selects[0]?.options).toHaveLength(1);
  });

  test.each([
    'nonsense',
    'v1:nothing.here:-:0',
    'v1:rejections.energy:somebody-elses-row:0',
    'v1:forms.reopen:4f9c3a52-0000-4000-8000-000000000000:0',
    '~~~',
    '__proto__',
    'x'.repeat(100),
  ])('a forged button "%s" is answered kindly', async (customId) => {
    const shown = await world.server.act({
      type: 3,
      person: world.person('eve'),
      where: inGeneral,
      message: { id: '1', channelId: inGeneral.channelId, body: {}, files: [] },
      make: (ids) => componentPayload(ids, { id: '1' }, customId),
    });
    expect(shown.kind === 'message' && seenMessage(shown.message).text).toContain('That has passed');
    world.log.check();
  });
});
