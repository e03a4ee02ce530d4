import { type Content, type ContentByLocale, needs, type Topic } from '../../content/index.ts';
import { defineCommand } from '../../core/commands/index.ts';
import {
  actionToken,
  type Context,
  type Feature,
  type Outcome,
  replace,
  reply,
} from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import type { Button, Card } from '../../core/views/index.ts';
import { createTopicSearch, type TopicSearch } from './search.ts';
import { messages } from './texts.ts';
import { actions, foundCard, indexCard, needCard, stepButtons, topicCard } from './views.ts';

/** Opens the topic that a select chose; for cards of other features. */
export const readTopicAction = actions.pick;

/** A button that opens one topic by its id; for cards of other features. */
export function readTopicButton(label: string, topicId: string): Button {
  return { kind: 'button', style: 'plain', label, token: actionToken(actions.topic, topicId) };
}

/** `/guide`: everything the bot can tell, by need, by topic and by search. */
export function createGuidance(parts: {
  readonly content: ContentByLocale;
  /** The button that leads to people. */
  humanButton(locale: Locale): Button;
}): { readonly feature: Feature } {
  const searches = new Map<Content, TopicSearch>();
  const searchIn = (content: Content) => {
    const search = searches.get(content) ?? createTopicSearch(content.topics);
    searches.set(content, search);
    return search;
  };

  const show = (context: Context, topic: Topic): Card => {
    const { locale } = context.member;
    const { topics } = parts.content(locale);
    return topicCard(locale, topic, {
      related: topic.related.flatMap((id) => topics.find((each) => each.id === id) ?? []),
      steps: [...stepButtons(locale, topic), ...(topic.needs.includes('safety') ? [parts.humanButton(locale)] : [])],
      reviewed: formatMoment(`${topic.reviewedOn}T12:00:00Z`, 'date', { locale, zone: 'UTC', now: context.now }),
    });
  };

  const search = (context: Context, typed: string): Card => {
    const { locale } = context.member;
    const [best, ...others] = searchIn(parts.content(locale)).find(typed);
    if (!best) return indexCard(locale, typed);
    return others.length === 0 ? show(context, best) : foundCard(locale, typed, [best, ...others]);
  };

  const open = (context: Context, id: string | undefined): Outcome => {
    const topic = parts.content(context.member.locale).topics.find((each) => each.id === id);
    return reply(topic ? show(context, topic) : indexCard(context.member.locale, id ?? ''));
  };

  const guide = defineCommand({
    name: 'guide',
    summary: (locale) => messages.text(locale, 'summary'),
    firstResponse: 'private',
    options: {
      topic: {
        kind: 'text',
        maxLength: 200,
        summary: (locale) => messages.text(locale, 'topic-summary'),
        suggest: async ({ member }, typed) => {
          const found = searchIn(parts.content(member.locale)).find(typed);
          return found.map((topic) => ({ value: topic.id, label: topic.title }));
        },
      },
    },
    run: async (context, { topic }) => reply(topic ? search(context, topic.value) : indexCard(context.member.locale)),
  });

  return {
    feature: {
      name: 'guidance',
      commands: [guide],
      actions: [
        { action: actions.index, run: async ({ member }) => replace(indexCard(member.locale)) },
        {
          action: actions.need,
          run: async ({ member }, { chosen }) => {
            const need = needs.find((each) => each === chosen[0]);
            const topics = parts.content(member.locale).topics.filter((topic) => need && topic.needs.includes(need));
            return replace(need ? needCard(member.locale, need, topics) : indexCard(member.locale));
          },
        },
        { action: actions.pick, run: async (context, { chosen }) => open(context, chosen[0]) },
        { action: actions.topic, run: async (context, { row }) => open(context, row) },
      ],
      forms: [],
    },
  };
}
