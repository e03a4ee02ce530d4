import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composeBot } from '../../src/compose.ts';
import type { Outcome } from '../../src/core/interactions/index.ts';
import { systemRandom } from '../../src/core/ports/random.ts';
import { storyClock } from '../support/clock.ts';
import { freshDatabase } from '../support/database.ts';
import { failingLog } from '../support/log.ts';
import { fuzzCases } from '../support/mutated.ts';
import { act, actorNamed, commandsOf, type Found, leadsOf, valuesFor } from '../support/walker.ts';

// The same person in another community is somebody else, and so is one with the same id on another platform.
const people = [
  { word: 'Quetzalfeder', actor: actorNamed('ana') },
  { word: 'Mondlandschaft', actor: actorNamed('bo') },
  { word: 'Sauerkirsche', actor: actorNamed('ana', { communityId: 'two' }) },
  { word: 'Walnussbaum', actor: actorNamed('ana', { platform: 'slack' }) },
];

/** What an outcome leads to, for whoever gets hold of it. */
function opened(outcome: Outcome): readonly Found[] {
  if (outcome.kind !== 'form') return leadsOf(outcome);
  return [{ kind: 'submit', token: outcome.form.token, values: {} }];
}

const steps = fc.array(fc.tuple(fc.nat(people.length - 1), fc.nat(1_000_000), fc.boolean()), {
  minLength: 80,
  maxLength: 80,
});

test("whatever members do, with their own cards and each other's, nobody is shown another's words", {
  timeout: 3_600_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (walked) => {
      const database = await freshDatabase();
      const log = failingLog();
      const secretKey = new Uint8Array(32).fill(7);
      const bot = composeBot({ database, secretKey, clock: storyClock(), random: systemRandom, log });
      await bot.open();
      const { dispatcher } = bot;
      const seen: Found[] = [];
      for (const [who, choice, isFollowing] of walked) {
        const person = people[who] ?? people[0];
        if (!person) continue;
        const choices = isFollowing && seen.length > 0 ? seen : commandsOf(dispatcher, person.word);
        const deed = choices[choice % choices.length];
        if (!deed) continue;
        const outcome = await act(dispatcher, person.actor, deed);
        const shown = JSON.stringify(outcome);
        for (const { word } of people.filter((other) => other !== person)) expect(shown).not.toContain(word);
        seen.push(...opened(outcome));
        if (outcome.kind === 'form') {
          // Their own word in their own form; what it leads to may be pressed by anybody.
          const values = valuesFor(outcome.form, person.word);
          seen.push(
            ...opened(await act(dispatcher, person.actor, { kind: 'submit', token: outcome.form.token, values })),
          );
        }
      }
      log.check();
      await bot.stop();
      await database.close();
    }),
    { numRuns: Math.ceil(fuzzCases / 20_000) },
  );
});
