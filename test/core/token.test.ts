import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionToken, parseActionToken } from '../../src/core/interactions/index.ts';
import { tokens } from '../support/arbitraries.ts';

test('a token reads back as what it was made of', () => {
  const parts = fc.record({
    action: fc.stringMatching(/^[a-z][a-z0-9-]{0,9}\.[a-z][a-z0-9-]{0,9}$/),
    row: fc.oneof(fc.uuid(), fc.constant('-')),
    version: fc.nat({ max: 999_999_999 }),
  });
  fc.assert(
    fc.property(parts, ({ action, row, version }) => {
      expect(parseActionToken(actionToken(action, row, version))).toEqual({ action, row, version });
    }),
  );
});

test('anything else is no token, and nothing throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ maxLength: 200 })), (forged) => {
      expect(parseActionToken(forged)).toBeUndefined();
    }),
  );
  // One wrong character in a real one: still a token of the same shape, or none.
  fc.assert(
    fc.property(
      tokens,
      fc.nat(),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      (token, where, character) => {
        const at = where % token.length;
        const changed = token.slice(0, at) + character + token.slice(at + 1);
        const read = parseActionToken(changed);
        if (read) expect(actionToken(read.action, read.row, read.version)).toBe(changed);
      },
    ),
  );
});

test.each(['goals', 'Goals.done', 'goals.done:x', 'goals.done extra', `${'g'.repeat(50)}.${'d'.repeat(50)}`])(
  '"%s" is refused as an action',
  (action) => expect(() => actionToken(action)).toThrow('makes no token'),
);

test.each([-1, 1.5, Number.NaN, 10 ** 9])('%d is refused as a version', (version) => {
  expect(() => actionToken('goals.done', '-', version)).toThrow('makes no token');
});
