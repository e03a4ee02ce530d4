import MiniSearch from 'minisearch';
import type { Topic } from '../../content/index.ts';

/** What scores less than this share of the best hit merely mentions the word. */
const weakest = 0.2;
/** A list that a tired reader takes in at a glance. */
const most = 8;

/** Finds topics by what a member types. */
export interface TopicSearch {
  /** Best first, at most 8; every topic where nothing was typed. An exact id or title comes first and alone. */
  find(typed: string): readonly Topic[];
}

const commonWords = new Set(
  'a an and are be but can do for from have how i if in is it me my of on or so that the this to was what when with you'.split(
    ' ',
  ),
);

/** Forgiving search: typos within a fifth of a word, beginnings of words, synonyms from each topic's keywords. */
export function createTopicSearch(topics: readonly Topic[]): TopicSearch {
  const byId = new Map(topics.map((topic) => [topic.id, topic]));
  const index = new MiniSearch({
    fields: ['title', 'keywords', 'id', 'brief', 'body'],
    processTerm: (term) => {
      const plain = plainWord(term);
      return commonWords.has(plain) || plain === '' ? null : plain;
    },
    searchOptions: { boost: { title: 4, keywords: 4, id: 3, brief: 2 }, fuzzy: 0.2, prefix: (term) => term.length > 2 },
  });
  index.addAll(topics.map((topic) => ({ ...topic, keywords: topic.keywords.join(' ') })));

  return {
    find: (typed) => {
      const wanted = plainPhrase(typed);
      if (wanted === '') return topics;
      const exact = topics.find((topic) => plainPhrase(topic.id) === wanted || plainPhrase(topic.title) === wanted);
      if (exact) return [exact];
      // What a member calls it comes before where the words merely occur.
      const named = topics.filter((topic) => topic.keywords.some((keyword) => plainPhrase(keyword) === wanted));
      const hits = index.search(typed.slice(0, 200));
      const found = hits
        .filter((hit) => hit.score >= (hits[0]?.score ?? 0) * weakest)
        .flatMap((hit) => byId.get(String(hit.id)) ?? []);
      return [...new Set([...named, ...found])].slice(0, most);
    },
  };
}

function plainPhrase(typed: string): string {
  return typed
    .split(/[\s_-]+/)
    .map(plainWord)
    .join(' ')
    .trim();
}

function plainWord(word: string): string {
  return word
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('’', "'")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}']/gu, '');
}
