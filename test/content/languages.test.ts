import { describe, expect, test } from 'vitest';
import { locales } from '../../src/compose.ts';
import { draftKinds, energies, loadContent, stages, tones } from '../../src/content/index.ts';
import { defaultLocale, rich } from '../../src/core/text/index.ts';
import { card, text } from '../../src/core/views/index.ts';

const content = loadContent();
const english = content(defaultLocale);
const others = locales.filter((locale) => locale !== defaultLocale);

test('English comes first', () => {
  expect(locales[0]).toBe(defaultLocale);
});

/** What a template asks for: `{company}`, `{hasCompany, select, …}`. */
const asked = (template: string) =>
  [...new Set([...template.matchAll(/\{(\w+)\s*[,}]/g)].map(([, name]) => name))].sort();

describe.each(others)('the content in %s', (locale) => {
  const translated = content(locale);

  test('is there, topic by topic, and differs from the English in its words alone', () => {
    expect(translated).not.toBe(english);
    const facts = (topics: typeof english.topics) =>
      topics.map(({ title, brief, keywords, body, ...fixed }) => ({ ...fixed, has: Boolean(title && brief && body) }));
    expect(facts(translated.topics)).toEqual(facts(english.topics));
    const same = translated.topics.filter((topic, at) => topic.body === english.topics[at]?.body);
    expect(same.map(({ id }) => id)).toEqual([]);
  });

  test('makes up names of its own', () => {
    expect(translated.aliases.first.filter((each) => english.aliases.first.includes(each)).length).toBeLessThan(5);
  });

  test('fits a card on every platform', () => {
    for (const { id, title, brief, body } of translated.topics) {
      expect(body.length, id).toBeLessThanOrEqual(1_100);
      card({ title, sections: [text(rich(body)), text(rich(brief))] });
    }
    for (const stage of stages) {
      const { body, title, reached } = translated.acknowledgement[stage];
      card({ title, sections: [text(rich(body)), text(rich(reached))] });
    }
  });

  test('keeps the commands that a topic leads to', () => {
    const commands = (body: string) => [...body.matchAll(/`\/[a-z-]+/g)].map(([command]) => command).sort();
    for (const [at, { id, body }] of translated.topics.entries()) {
      expect(commands(body), id).toEqual(commands(english.topics[at]?.body ?? ''));
    }
  });

  test('has every draft, with the fields of the English one', () => {
    for (const kind of draftKinds) {
      for (const tone of tones) {
        const [one, other] = [translated.draft[kind][tone], english.draft[kind][tone]];
        expect(asked(one.subject), `${kind} ${tone}`).toEqual(asked(other.subject));
        expect(asked(one.body), `${kind} ${tone}`).toEqual(asked(other.body));
      }
    }
    for (const energy of energies) expect(translated.energy[energy].body).not.toBe(english.energy[energy].body);
  });
});
