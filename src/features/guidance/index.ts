import { type ContentByLocale, needs, type Topic } from '../../content/index.ts';
import { type Command, defineCommand } from '../../core/commands/index.ts';
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
import type { Database } from '../../db/database.ts';
import { contentActions, contentCommand, contentFormHandler } from './moderation.ts';
import { topicsWith } from './own.ts';
import { createTopicSearch, type TopicSearch } from './search.ts';
import { createTopicsStore } from './store.ts';
import { messages } from './texts.ts';
import { actions, foundCard, indexCard, needCard, stepButtons, topicCard } from './views.ts';

/** Opens the topic that a select chose; for cards of other features. */
export const readTopicAction = actions.pick;

/** A button that opens one topic by its id; for cards of other features. */
export function readTopicButton(label: string, topicId: string): Button {
  return { kind: 'button', style: 'plain', label, token: actionToken(actions.topic, topicId) };
}

/** `/guide`: everything the bot can tell, by need, by topic and by search, and what moderators make of it. */
export interface Guidance {
  readonly feature: Feature;
  /** `content`, for the moderators' group. */
  readonly contentCommand: Command;
  /** The topics as a community's members read them. */
  topics(communityId: string, locale: Locale): Promise<readonly Topic[]>;
}

export function createGuidance(parts: {
  readonly database: Database;
  readonly content: ContentByLocale;
  /** The button that leads to people. */
  humanButton(locale: Locale): Button;
}): Guidance {
  const store = createTopicsStore(parts);
  // One for our own topics in each language; those of a community with topics of its own go with its answer.
  const searches = new WeakMap<readonly Topic[], TopicSearch>();
  const searchIn = (topics: readonly Topic[]) => {
    const search = searches.get(topics) ?? createTopicSearch(topics);
    searches.set(topics, search);
    return search;
  };
  const topicsOf = async (communityId: string, locale: Locale) =>
    topicsWith(parts.content(locale).topics, await store.published(communityId), locale);
  const topicsFor = ({ member }: Context) => topicsOf(member.communityId, member.locale);

  const show = (context: Context, topics: readonly Topic[], topic: Topic): Card => {
    const { locale } = context.member;
    return topicCard(locale, topic, {
      related: topic.related.flatMap((id) => topics.find((each) => each.id === id) ?? []),
      steps: [...stepButtons(locale, topic), ...(topic.needs.includes('safety') ? [parts.humanButton(locale)] : [])],
      reviewed: formatMoment(`${topic.reviewedOn}T12:00:00Z`, 'date', { locale, zone: 'UTC', now: context.now }),
    });
  };

  const search = async (context: Context, typed: string): Promise<Card> => {
    const { locale } = context.member;
    const topics = await topicsFor(context);
    const [best, ...others] = searchIn(topics).find(typed);
    if (!best) return indexCard(locale, typed);
    return others.length === 0 ? show(context, topics, best) : foundCard(locale, typed, [best, ...others]);
  };

  const open = async (context: Context, id: string | undefined): Promise<Outcome> => {
    const topics = await topicsFor(context);
    const topic = topics.find((each) => each.id === id);
    return reply(topic ? show(context, topics, topic) : indexCard(context.member.locale));
  };
  const moderating = {
    store,
    ours: ({ member }: Context) => parts.content(member.locale).topics,
    search: (topics: readonly Topic[], typed: string) => searchIn(topics).find(typed),
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
        suggest: async (context, typed) => {
          const found = searchIn(await topicsFor(context)).find(typed);
          return found.map((topic) => ({ value: topic.id, label: topic.title }));
        },
      },
    },
    run: async (context, { topic }) =>
      reply(topic ? await search(context, topic.value) : indexCard(context.member.locale)),
  });

  return {
    feature: {
      name: 'guidance',
      commands: [guide],
      actions: [
        { action: actions.index, run: async ({ member }) => replace(indexCard(member.locale)) },
        {
          action: actions.need,
          run: async (context, { chosen }) => {
            const { locale } = context.member;
            const need = needs.find((each) => each === chosen[0]);
            const topics = (await topicsFor(context)).filter((topic) => need && topic.needs.includes(need));
            return replace(need && topics.length > 0 ? needCard(locale, need, topics) : indexCard(locale));
          },
        },
        { action: actions.pick, run: async (context, { chosen }) => open(context, chosen[0]) },
        { action: actions.topic, run: async (context, { row }) => open(context, row) },
        ...contentActions(moderating),
      ],
      forms: [contentFormHandler(moderating)],
    },
    contentCommand: contentCommand(moderating),
    topics: topicsOf,
  };
}
