import { fleschKincaid } from 'flesch-kincaid';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { syllable } from 'syllable';
import { describe, expect, test } from 'vitest';
import { energies, loadContent, moments, stages, type Topic } from '../../src/content/index.ts';
import { rich } from '../../src/core/text/index.ts';
import { card, text } from '../../src/core/views/index.ts';
import { planFor } from '../../src/features/rejections/rules.ts';
import { inventory } from './inventory.ts';

const content = loadContent()('en');
const ids = content.topics.map((topic) => topic.id);

test('every row of the inventory has its topic, with its kinds and sources', () => {
  const written = content.topics.map(({ id, kind, sources }) => ({ id, kind, sources }));
  expect(written).toEqual(expect.arrayContaining([...inventory]));
});

describe.each(content.topics.map((topic) => [topic.id, topic] as const))('%s', (_, topic) => {
  test('fits a card on every platform', () => {
    expect(topic.body.length).toBeLessThanOrEqual(1_100);
    card({ title: topic.title, sections: [text(rich(topic.body))] });
    card({ title: topic.title, sections: [text(rich(topic.brief))] });
  });
  test('reads at grade 8 or below', () => {
    expect(grade([topic.brief, ...paragraphs(topic.body)])).toBeLessThanOrEqual(8);
  });
  test('leads on to topics that exist', () => {
    for (const id of topic.related) expect(ids).toContain(id);
  });
});

test.each(stages)('the acknowledgement for %s reads at grade 8 or below and fits', (stage) => {
  const { body, title, reached } = content.acknowledgement[stage];
  expect(grade([reached, ...paragraphs(body)])).toBeLessThanOrEqual(8);
  card({ title, sections: [text(rich(body)), text(rich(reached))] });
});

test('each moment of each answer is filled, whatever was logged before', () => {
  const portions = { little: [1, 1, 0, 0], some: [2, 2, 1, 1], ready: [1, 2, 2, 1] };
  for (const stage of stages) {
    for (const energy of energies) {
      for (let earlier = 0; earlier < 30; earlier += 1) {
        const plan = planFor(content.topics, stage, energy, earlier);
        const counts = moments.map((moment) => plan[moment].length);
        expect(counts, `${stage} ${energy} after ${earlier}`).toEqual(portions[energy]);
        const all: Topic[] = moments.flatMap((moment) => plan[moment]);
        expect(new Set(all).size).toBe(all.length);
      }
    }
  }
});

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Flesch-Kincaid grade; a paragraph or list item ends a sentence. */
function grade(parts: readonly string[]): number {
  const all = parts.flatMap((part) => [...sentences.segment(part)].map(({ segment }) => segment));
  const words = all.flatMap((each) => each.split(/[\s/]+/)).filter((word) => /[\p{L}\p{N}]/u.test(word));
  const syllables = words.reduce((sum, word) => sum + Math.max(1, syllable(word)), 0);
  return fleschKincaid({ sentence: all.length, word: words.length, syllable: syllables });
}

function paragraphs(markdown: string): string[] {
  const textOf = (node: object): string => {
    if ('value' in node) return String(node.value);
    return 'children' in node && Array.isArray(node.children) ? node.children.map(textOf).join('') : '';
  };
  return fromMarkdown(markdown).children.flatMap((block) => {
    return block.type === 'list' ? block.children.map(textOf) : [textOf(block)];
  });
}
