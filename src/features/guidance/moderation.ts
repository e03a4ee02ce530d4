import { needs, type Topic } from '../../content/index.ts';
import { type Command, defineCommand } from '../../core/commands/index.ts';
import {
  type ActionHandler,
  type Context,
  chosenValues,
  expiredReply,
  type FieldErrors,
  type FormHandler,
  fieldErrors,
  isRowId,
  type Outcome,
  replace,
  reply,
  type Submission,
  textValue,
} from '../../core/interactions/index.ts';
import {
  begun,
  blank,
  isPlain,
  isShowable,
  ownId,
  reworded,
  standings,
  topicsWith,
  type Version,
  type Wording,
} from './own.ts';
import type { TopicsStore } from './store.ts';
import { messages } from './texts.ts';
import { manage, newTopic, overviewCard, topicStateCard, versionCard, writeForm } from './views-moderation.ts';

interface Parts {
  readonly store: TopicsStore;
  /** Ours in the reader's language. */
  ours(context: Context): readonly Topic[];
  /** Best first. */
  search(topics: readonly Topic[], typed: string): readonly Topic[];
}

/** `content`, for the moderators' group. */
export function contentCommand(parts: Parts): Command {
  return defineCommand({
    name: 'content',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'content-summary'),
    firstResponse: 'private',
    options: {
      topic: {
        kind: 'text',
        maxLength: 200,
        summary: (locale) => messages.text(locale, 'topic-summary'),
        suggest: async (context, typed) => {
          const found = parts.search((await everyTopic(parts, context)).topics, typed);
          return found.map((topic) => ({ value: topic.id, label: topic.title }));
        },
      },
    },
    run: async (context, { topic }) => {
      const { topics } = await everyTopic(parts, context);
      const [best] = topic ? parts.search(topics, topic.value) : [];
      return reply(best ? await stateOf(parts, context, best.id) : await overview(parts, context));
    },
  });
}

export function contentActions(parts: Parts): ActionHandler[] {
  const handle = (action: string, run: ActionHandler['run']): ActionHandler => ({ action, audience: 'moderator', run });
  const decide = (action: string, kind: 'hidden' | 'shown' | 'original') =>
    handle(action, async (context, { row }) => {
      if (!(await find(parts, context, row))) return expiredReply(context.member.locale);
      const decided = { topicId: row, kind, locale: context.member.locale, wording: undefined };
      const at = { writtenAt: context.now, publishedAt: context.now };
      await parts.store.add(context.member.communityId, { id: context.newId(), ...decided, ...at });
      return replace(await stateOf(parts, context, row));
    });
  return [
    handle(manage.overview, async (context) => replace(await overview(parts, context))),
    handle(manage.pick, async (context, { chosen: [id = ''] }) => replace(await stateOf(parts, context, id))),
    handle(manage.topic, async (context, { row }) => replace(await stateOf(parts, context, row))),
    decide(manage.hide, 'hidden'),
    decide(manage.show, 'shown'),
    decide(manage.original, 'original'),
    handle(manage.version, async (context, { chosen: [id = ''] }) => {
      const version = await versionOf(parts, context, id);
      return version ? replace(preview(parts, context, version)) : expiredReply(context.member.locale);
    }),
    handle(manage.publish, async (context, { row }) => {
      const version = await versionOf(parts, context, row);
      if (!version) return expiredReply(context.member.locale);
      await parts.store.publish(context.member.communityId, row, context.now);
      return replace(await stateOf(parts, context, version.topicId));
    }),
  ];
}

/** Its token's row is a topic, a version to write on from, or neither for a topic of the community's own. */
export function contentFormHandler(parts: Parts): FormHandler {
  return {
    action: manage.write,
    audience: 'moderator',
    build: async (context, { row }) => {
      const { locale } = context.member;
      if (row === newTopic) return writeForm(locale, row, undefined);
      const draft = await versionOf(parts, context, row);
      const standing = draft?.wording ?? (await find(parts, context, row));
      return standing ? writeForm(locale, row, standing) : expiredReply(locale);
    },
    run: (context, submission) => write(parts, context, submission),
  };
}

async function write(parts: Parts, context: Context, { row, values }: Submission): Promise<Outcome | FieldErrors> {
  const { communityId, locale } = context.member;
  const faults: Record<string, string> = {};
  for (const name of ['title', 'brief'] as const) {
    if (!isPlain(textValue(values, name))) faults[name] = messages.text(locale, 'content-plain');
  }
  if (!isShowable(textValue(values, 'body'))) faults.body = messages.text(locale, 'content-marks');
  if (Object.keys(faults).length > 0) return fieldErrors(faults);
  const from = await versionOf(parts, context, row);
  const topicId = row === newTopic ? ownId(context.newId()) : (from?.topicId ?? row);
  const written = { id: context.newId(), topicId, kind: 'wording' as const, locale, wording: wordingIn(values) };
  const version: Version = { ...written, writtenAt: context.now, publishedAt: null };
  await parts.store.add(communityId, version);
  return reply(preview(parts, context, version));
}

function wordingIn(values: Submission['values']): Wording {
  const title = textValue(values, 'title');
  const keywords = textValue(values, 'keywords')
    .split(/[,\n;]/)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return {
    title,
    brief: textValue(values, 'brief'),
    body: textValue(values, 'body'),
    needs: needs.filter((need) => chosenValues(values, 'needs').includes(need)),
    keywords: keywords.length === 0 ? [title] : keywords,
  };
}

/** Every topic that there is, those that are hidden or only begun too, in the words that hold. */
async function everyTopic(parts: Parts, context: Context) {
  const { communityId, locale } = context.member;
  const versions = await parts.store.published(communityId);
  const standing = standings(versions);
  const drafts = begun(await parts.store.drafts(communityId), standing);
  const wordings = versions.filter(({ kind }) => kind === 'wording' || kind === 'original');
  return { topics: [...topicsWith(parts.ours(context), wordings, locale), ...drafts], standing };
}

async function find(parts: Parts, context: Context, id: string): Promise<Topic | undefined> {
  return (await everyTopic(parts, context)).topics.find((topic) => topic.id === id);
}

async function versionOf(parts: Parts, { member }: Context, id: string): Promise<Version | undefined> {
  const found = isRowId(id) ? await parts.store.find(member.communityId, id) : undefined;
  return found?.wording && found;
}

async function overview(parts: Parts, context: Context) {
  const { topics, standing } = await everyTopic(parts, context);
  return overviewCard(context.member.locale, topics, standing);
}

async function stateOf(parts: Parts, context: Context, id: string) {
  const { topics, standing } = await everyTopic(parts, context);
  const topic = topics.find((each) => each.id === id);
  if (!topic) return overviewCard(context.member.locale, topics, standing);
  const versions = await parts.store.of(context.member.communityId, id);
  return topicStateCard(context.member, topic, standing.get(id), versions, context.now);
}

/** As a member would read it here. */
function preview(parts: Parts, context: Context, version: Version) {
  const ours = parts.ours(context).find(({ id }) => id === version.topicId);
  const topic = reworded(ours ?? blank(version.topicId), version);
  return versionCard(context.member.locale, topic, version);
}
