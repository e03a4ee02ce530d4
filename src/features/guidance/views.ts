import { type Need, needs, type Topic } from '../../content/index.ts';
import { actionToken, commandToken } from '../../core/interactions/index.ts';
import { type Locale, rich, words } from '../../core/text/index.ts';
import {
  type Action,
  type Button,
  type Card,
  card,
  excerpt,
  limits,
  type Section,
  text,
} from '../../core/views/index.ts';
import { stepOf } from './rules.ts';
import { messages } from './texts.ts';

export const actions = {
  index: 'guidance.index',
  need: 'guidance.need',
  /** The topic that a select of the pressed card chose. */
  pick: 'guidance.pick',
  /** The topic whose id is the token's row. */
  topic: 'guidance.topic',
} as const;

/** The index by need. `notFound` is what a search found nothing for. */
export function indexCard(locale: Locale, notFound?: string): Card {
  const isSearch = notFound !== undefined;
  return card({
    title: messages.text(locale, isSearch ? 'not-found-title' : 'index-title'),
    sections: [
      text(
        isSearch
          ? messages.rich(locale, 'not-found-text', { typed: excerpt(words(notFound), 200) })
          : messages.rich(locale, 'index-text'),
      ),
    ],
    actions: [
      {
        kind: 'select',
        token: actionToken(actions.need),
        placeholder: messages.text(locale, 'index-placeholder'),
        options: needs.map((need) => ({
          value: need,
          label: messages.text(locale, `need-${need}`),
          description: messages.text(locale, `need-${need}-more`),
        })),
      },
    ],
  });
}

/** The topics for one need. */
export function needCard(locale: Locale, need: Need, topics: readonly Topic[]): Card {
  return card({
    title: messages.text(locale, `need-${need}`),
    sections: [text(messages.rich(locale, 'need-text')), ...briefs(topics)],
    actions: [topicSelect(messages.text(locale, 'need-placeholder'), topics), allButton(locale)],
  });
}

/** Several topics that a search found, best first. */
export function foundCard(locale: Locale, typed: string, topics: readonly Topic[]): Card {
  return card({
    title: messages.text(locale, 'several-title'),
    sections: [
      text(messages.rich(locale, 'several-text', { typed: excerpt(words(typed), 200) })),
      ...briefs(topics.slice(0, 8)),
    ],
    actions: [topicSelect(messages.text(locale, 'need-placeholder'), topics), allButton(locale)],
  });
}

function briefs(topics: readonly Topic[]): Section[] {
  return [
    text(
      rich(
        topics
          .slice(0, 12)
          .map(({ title, brief }) => `- **${title}.** ${brief}`)
          .join('\n'),
      ),
    ),
  ];
}

/** One topic. `steps` are buttons that carry out what the topic says; `reviewed` is a date for the reader. */
export function topicCard(
  locale: Locale,
  topic: Topic,
  more: {
    readonly related: readonly Topic[];
    readonly steps: readonly Button[];
    readonly reviewed: string;
  },
): Card {
  const related: Action[] = more.related.map((each) => ({
    kind: 'button',
    style: 'plain',
    label: each.title,
    token: actionToken(actions.topic, each.id),
  }));
  return card({
    title: topic.title,
    sections: [text(rich(topic.body))],
    actions: [...more.steps, ...related, allButton(locale)],
    footer: messages.rich(locale, 'reviewed', { date: more.reviewed }),
  });
}

/** The commands that carry out what a topic says. */
const commandsFor = {
  draft: commandToken('draft'),
  reflect: commandToken('reflect'),
  feedback: commandToken('feedback'),
  goal: commandToken('goal', 'add'),
} as const;

/** The button that carries out what a topic says, where a command does. */
export function stepButtons(locale: Locale, topic: Topic): readonly Button[] {
  const step = stepOf(topic);
  if (step === undefined) return [];
  return [{ kind: 'button', style: 'primary', label: messages.text(locale, `step-${step}`), token: commandsFor[step] }];
}

function topicSelect(placeholder: string, topics: readonly Topic[]): Action {
  return {
    kind: 'select',
    token: actionToken(actions.pick),
    placeholder,
    options: topics.slice(0, limits.select.options).map((topic) => ({ value: topic.id, label: topic.title })),
  };
}

function allButton(locale: Locale): Button {
  return { kind: 'button', style: 'plain', label: messages.text(locale, 'all'), token: actionToken(actions.index) };
}
