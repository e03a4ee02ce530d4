import { needs, type Topic } from '../../content/index.ts';
import { actionToken, type Member } from '../../core/interactions/index.ts';
import { type Locale, rich } from '../../core/text/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import {
  type Action,
  type Button,
  type Card,
  card,
  type Form,
  form,
  limits,
  type TextField,
  text,
} from '../../core/views/index.ts';
import { isOwn, longest, type Standing, type Version, type Wording } from './own.ts';
import { messages } from './texts.ts';

export const manage = {
  overview: 'guidance.manage',
  /** The topic that a select chose. */
  pick: 'guidance.manage-pick',
  /** The topic whose id is the token's row, as in the others. */
  topic: 'guidance.manage-topic',
  hide: 'guidance.hide',
  show: 'guidance.show',
  original: 'guidance.original',
  version: 'guidance.version',
  publish: 'guidance.publish',
  write: 'guidance.write',
} as const;

/** In place of a topic: one that is not there yet. */
export const newTopic = 'new';

// More lines than these are a list and no overview.
const shownChanges = 10;

/** What the community made of the guide, and a way to each topic. */
export function overviewCard(locale: Locale, topics: readonly Topic[], standing: ReadonlyMap<string, Standing>): Card {
  const changed = topics.flatMap((topic) => {
    const key = stateOf(topic, standing.get(topic.id));
    return key === 'ours' ? [] : [{ topic, state: messages.text(locale, `content-${key}`) }];
  });
  const others = topics.filter((topic) => !changed.some((each) => each.topic === topic));
  const lines = changed.slice(0, shownChanges).map(({ topic, state }) => `- **${topic.title}.** ${state}`);
  const options = [...changed.map(({ topic }) => topic), ...others].slice(0, limits.select.options);
  return card({
    title: messages.text(locale, 'content-title'),
    sections: [
      text(messages.rich(locale, 'content-text')),
      ...(lines.length === 0 ? [] : [text(rich(lines.join('\n')))]),
    ],
    actions: [
      {
        kind: 'select',
        token: actionToken(manage.pick),
        placeholder: messages.text(locale, 'need-placeholder'),
        options: options.map(({ id, title }) => ({ value: id, label: title })),
      },
      button(locale, 'content-add', manage.write, newTopic),
    ],
  });
}

type State = 'ours' | 'hidden' | 'reworded' | 'own' | 'draft';

function stateOf({ id }: Topic, standing: Standing | undefined): State {
  if (standing?.isHidden) return 'hidden';
  if (isOwn(id)) return standing ? 'own' : 'draft';
  return standing && standing.wordings.size > 0 ? 'reworded' : 'ours';
}

/** One topic as it stands, with all that can be done about it. */
export function topicStateCard(
  { locale, zone }: Pick<Member, 'locale' | 'zone'>,
  topic: Topic,
  standing: Standing | undefined,
  versions: readonly Version[],
  now: Date,
): Card {
  const state = stateOf(topic, standing);
  const written = versions
    .filter(({ wording }) => wording)
    .toSorted((one, other) => other.writtenAt.getTime() - one.writtenAt.getTime());
  const [latest] = written;
  const holding = [...(standing?.wordings.values() ?? [])].map(({ id }) => id);
  const options = written.slice(0, limits.select.options).map((version) => ({
    value: version.id,
    label: formatMoment(version.writtenAt.toISOString(), 'datetime', { locale, zone, now }),
    description: aboutVersion(locale, version, state !== 'hidden' && holding.includes(version.id)),
  }));
  const earlier: Action[] =
    options.length === 0
      ? []
      : [
          {
            kind: 'select',
            token: actionToken(manage.version),
            placeholder: messages.text(locale, 'content-versions'),
            options,
          },
        ];
  return card({
    title: topic.title,
    sections: [text(messages.rich(locale, `content-${state}`)), text(rich(topic.body))],
    actions: [
      ...earlier,
      ...(state === 'draft' && latest ? [publishButton(locale, latest)] : []),
      button(locale, 'content-change', manage.write, topic.id),
      ...(state === 'hidden' ? [button(locale, 'content-show', manage.show, topic.id)] : []),
      ...(state === 'hidden' || state === 'draft' ? [] : [button(locale, 'content-hide', manage.hide, topic.id)]),
      ...(state === 'reworded' ? [button(locale, 'content-original', manage.original, topic.id)] : []),
      button(locale, 'content-all', manage.overview, '-'),
    ],
    footer: rich(topic.brief),
  });
}

function aboutVersion(locale: Locale, { wording, publishedAt, locale: written }: Version, holds: boolean): string {
  const language = written === locale ? undefined : new Intl.DisplayNames([locale], { type: 'language' }).of(written);
  if (publishedAt && !holds) return language ?? wording?.title ?? '';
  const said = messages.text(locale, publishedAt ? 'content-holds' : 'content-draft');
  return language === undefined ? said : `${said} (${language})`;
}

/** A version as a member would read it on this platform, before it is published or after. */
export function versionCard(locale: Locale, topic: Topic, version: Version): Card {
  return card({
    title: topic.title,
    sections: [text(rich(topic.body)), { kind: 'divider' }, text(messages.rich(locale, 'content-preview'))],
    actions: [
      publishButton(locale, version),
      button(locale, 'content-change', manage.write, version.id),
      button(locale, 'content-back', manage.topic, version.topicId),
    ],
    footer: rich(topic.brief),
  });
}

function publishButton(locale: Locale, version: Version): Button {
  return { ...button(locale, 'content-publish', manage.publish, version.id), style: 'primary' };
}

/** @param standing what stands in its fields; undefined for nothing. */
export function writeForm(locale: Locale, row: string, standing: Wording | undefined): Form {
  const field = (name: keyof typeof longest, required: boolean, value: string): TextField => ({
    kind: 'text',
    name,
    label: messages.text(locale, `content-form-${name}`),
    required,
    multiline: name === 'body',
    maxLength: longest[name],
    value: value.slice(0, longest[name]),
  });
  return form({
    token: actionToken(manage.write, row),
    title: messages.text(locale, 'content-form'),
    submitLabel: messages.text(locale, 'content-form-submit'),
    fields: [
      field('title', true, standing?.title ?? ''),
      field('brief', true, standing?.brief ?? ''),
      field('body', true, standing?.body ?? ''),
      {
        kind: 'select',
        name: 'needs',
        label: messages.text(locale, 'content-form-needs'),
        required: true,
        maxChoices: 2,
        options: needs.map((need) => ({ value: need, label: messages.text(locale, `need-${need}`) })),
        values: standing?.needs ?? [],
      },
      field('keywords', false, standing?.keywords.join(', ') ?? ''),
    ],
  });
}

function button(locale: Locale, label: Parameters<typeof messages.text>[1], action: string, row: string): Button {
  return { kind: 'button', style: 'plain', label: messages.text(locale, label), token: actionToken(action, row) };
}
