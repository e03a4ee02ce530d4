import { actionToken } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { type Button, type Card, card, text } from '../../core/views/index.ts';
import type { Announcement } from './announcement.ts';
import { messages } from './texts.ts';
import { publicCard } from './views.ts';

export const actions = {
  publish: 'announcements.publish',
  remove: 'announcements.remove',
  silence: 'announcements.silence',
  tellMe: 'announcements.tell-me',
} as const;

/** A post without its author's name, as moderators see it. */
export interface ModeratedPost {
  /** Leads to the post and to nothing else. */
  readonly postId: string;
  readonly alias: string;
  readonly state: 'draft' | 'held' | 'due' | 'out' | 'gone';
  readonly announcement: Announcement | undefined;
}

const isRead = ({ state }: ModeratedPost) => state === 'held' || state === 'out';

export function postCard(
  locale: Locale,
  post: ModeratedPost,
  said?: 'said-published' | 'said-removed' | 'said-silenced',
): Card {
  const { alias, state, announcement } = post;
  const act = (
    label: 'publish' | 'reject' | 'remove' | 'silence',
    action: string,
    style: Button['style'] = 'plain',
  ): Button => ({
    kind: 'button',
    style,
    label: messages.text(locale, label),
    token: actionToken(action, post.postId),
  });
  const first: Button[] =
    state === 'held'
      ? [act('publish', actions.publish, 'primary'), act('reject', actions.remove)]
      : state === 'out'
        ? [act('remove', actions.remove)]
        : [];
  return card({
    title: alias,
    sections: [
      ...(said ? [text(messages.rich(locale, said))] : []),
      text(messages.rich(locale, `post-${state}`)),
      ...(announcement && isRead(post)
        ? [{ kind: 'divider' } as const, ...publicCard(locale, { ...announcement, alias }, '').sections]
        : []),
    ],
    actions: [...first, act('silence', actions.silence)],
    footer: messages.rich(locale, 'post-footer'),
  });
}

export function postsCard(
  locale: Locale,
  aliases: readonly string[],
  { isTold, isUnknown }: { readonly isTold: boolean; readonly isUnknown: boolean },
): Card {
  const tellMe: Button = {
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, 'tell-me'),
    token: actionToken(actions.tellMe),
  };
  return card({
    title: messages.text(locale, 'posts-title'),
    sections: [
      text(messages.rich(locale, isUnknown ? 'posts-unknown' : 'posts-none-held')),
      ...(aliases.length === 0 ? [] : [text(messages.rich(locale, 'posts-list', { aliases: aliases.join(', ') }))]),
      ...(isTold ? [text(messages.rich(locale, 'posts-told'))] : []),
    ],
    actions: isTold ? [] : [tellMe],
    footer: messages.rich(locale, 'post-footer'),
  });
}

/**
 * To a moderator who asked: that there is one, and nothing of it. No button: on Discord a direct message does not tell who may
 * moderate, so that one there would be refused.
 */
export function heldCard(locale: Locale): Card {
  return card({ title: messages.text(locale, 'held-title'), sections: [text(messages.rich(locale, 'held-text'))] });
}
