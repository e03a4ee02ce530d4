import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { communityOf, readInteraction, toInteraction } from '../../../src/adapters/discord/interactions.ts';
import type { Interaction } from '../../../src/core/interactions/index.ts';
import {
  autocompletePayload,
  commandPayload,
  componentPayload,
  type InteractionParts,
  modalPayload,
} from '../../servers/discord/payloads.ts';

const guildId = '700000000000000001';
const parts: InteractionParts = {
  id: '1000000000000000001',
  token: 'token',
  applicationId: '500000000000000001',
  person: { id: '800000000000000001', name: 'ana', moderator: false },
  where: { kind: 'channel', guildId, channelId: '600000000000000001' },
};

function read(payload: unknown): Interaction | undefined {
  const received = readInteraction(payload);
  return received && toInteraction(received, communityOf(received) ?? 'unknown');
}

describe('what members do reaches core', () => {
  test('a command with its options', () => {
    const options = [
      { name: 'stage', type: 3, value: 'interview' },
      { name: 'count', type: 4, value: 5 },
    ];
    expect(read(commandPayload(parts, ['rejected'], options))).toEqual({
      kind: 'command',
      id: parts.id,
      actor: {
        platform: 'discord',
        communityId: guildId,
        userId: '800000000000000001',
        displayName: { kind: 'words', value: 'ana' },
        isModerator: false,
        locale: 'en-GB',
      },
      place: { kind: 'channel', channelId: '600000000000000001' },
      path: ['rejected'],
      values: { stage: 'interview', count: 5 },
    });
  });

  test('a subcommand, in a thread', () => {
    const where = { kind: 'thread', guildId, channelId: '600000000000000001', threadId: '600000000000000002' } as const;
    expect(read(commandPayload({ ...parts, where }, ['goal', 'add'], []))).toMatchObject({
      path: ['goal', 'add'],
      values: {},
      place: { kind: 'thread', channelId: '600000000000000001', threadId: '600000000000000002' },
    });
  });

  test('the right to manage the server makes a moderator', () => {
    const person = { ...parts.person, moderator: true };
    expect(read(commandPayload({ ...parts, person }, ['setup'], []))).toMatchObject({ actor: { isModerator: true } });
  });

  test('somebody who has left meanwhile is somebody without rights', () => {
    const { member, ...payload } = commandPayload(parts, ['rejected'], []) as { member?: { user: object } };
    expect(read({ ...payload, user: member?.user })).toMatchObject({
      actor: { communityId: guildId, userId: parts.person.id, isModerator: false },
    });
  });

  test('an option while it is typed', () => {
    const options = [{ name: 'zone', type: 3, value: 'ber', focused: true }];
    expect(read(autocompletePayload(parts, ['settings'], options))).toMatchObject({
      kind: 'suggest',
      path: ['settings'],
      option: 'zone',
      typed: 'ber',
    });
  });

  test('a button, a select and a form', () => {
    const message = { id: '1000000000000000000' };
    expect(read(componentPayload(parts, message, 'v1:a.b:-:0'))).toMatchObject({
      kind: 'press',
      token: 'v1:a.b:-:0',
      chosen: [],
    });
    expect(read(componentPayload(parts, message, 'v1:a.b:-:0', ['x']))).toMatchObject({ chosen: ['x'] });
    expect(read(modalPayload(parts, 'v1:a.b:-:0', { words: 'hello', stage: ['one', 'two'] }))).toMatchObject({
      kind: 'submit',
      token: 'v1:a.b:-:0',
      values: { words: 'hello', stage: ['one', 'two'] },
    });
  });

  test('a button in a direct message belongs to the community that its card came from', () => {
    const direct = { ...parts, where: { kind: 'direct', channelId: '600000000000000009' } as const };
    const id = `v1:a.b:-:0~${BigInt(guildId).toString(36)}`;
    expect(read(componentPayload(direct, { id: '1' }, id))).toMatchObject({
      token: 'v1:a.b:-:0',
      actor: { communityId: guildId, isModerator: false },
      place: { kind: 'direct' },
    });
    const typed = readInteraction(commandPayload(direct, ['rejected'], []));
    expect(typed && communityOf(typed)).toBeUndefined();
  });
});

test('what is no interaction of ours is left alone, whatever it is', () => {
  expect(readInteraction({ ...commandPayload(parts, ['x'], []), type: 1 })).toBeUndefined();
  expect(readInteraction({ ...commandPayload(parts, ['x'], []), member: undefined })).toBeUndefined();
  expect(
    readInteraction({ ...componentPayload(parts, { id: '1' }, 'x'), data: { custom_id: 'x', component_type: 5 } }),
  ).toBeUndefined();
  fc.assert(fc.property(fc.jsonValue(), (json) => readInteraction(json) === undefined));
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(commandPayload(parts, ['x'], []))), fc.jsonValue(), (key, value) => {
      const payload = { ...commandPayload(parts, ['x'], []), [key]: value };
      const received = readInteraction(payload);
      if (received) toInteraction(received, communityOf(received) ?? '');
    }),
  );
});
