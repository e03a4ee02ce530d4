import { html, nothing, type TemplateResult } from 'lit-html';
import type { Message } from '../../protocol.ts';
import type { App } from '../app.ts';
import { formatTime } from '../format.ts';
import { repliesTo } from '../state.ts';
import { t } from '../text.ts';
import { viewCard } from './card.ts';
import { icons } from './icons.ts';
import type { RichStyle } from './rich.ts';

export interface MessageStyle extends RichStyle {
  /** Whether a thread can be opened below it; not within one. */
  readonly opensThread: boolean;
}

/** A message. `follows`: it goes on from the one above, by the same author, so who said it is not shown again. */
export function viewMessage(app: App, message: Message, follows: boolean, style: MessageStyle): TemplateResult {
  const name = authorName(message, style);
  return html`<article
    class="message ${follows ? 'follows' : ''} ${message.onlyYou ? 'private' : ''}"
    data-id=${message.id}
    tabindex="-1"
  >
    ${
      message.answers === undefined
        ? nothing
        : html`<p class="answers">${icons.hook} ${t('you-used')} <span class="words">${message.answers}</span></p>`
    }
    ${message.author.kind === 'bot' ? botAvatar : avatar(name)}
    <header>
      <strong class="author">${name}</strong>
      ${message.author.kind === 'bot' ? html`<span class="tag">${t('bot')}</span>` : nothing}
      <time datetime=${message.at}>${formatTime(message.at)}</time>
      ${message.onlyYou ? html`<span class="only-you">${icons.lock} ${t('only-you')}</span>` : nothing}
    </header>
    <div class="body">
      ${
        message.content.kind === 'text'
          ? html`<p class="said">${message.content.text}</p>`
          : html`${viewPreview(message.content.preview)} ${viewCard(app, { ...message, content: message.content }, style)}`
      }
      ${viewThreadLink(app, message, style)}
    </div>
    ${viewTools(app, message, style)}
  </article>`;
}

function viewPreview(preview: string | undefined): unknown {
  return preview === undefined ? nothing : html`<p class="said">${preview}</p>`;
}

/** A person's initials in a colour of their own. */
export function avatar(name: string): TemplateResult {
  const hue = [...name].reduce((sum, character) => sum * 3 + (character.codePointAt(0) ?? 0), 0) % 6;
  return html`<span class="avatar hue-${hue}" aria-hidden="true">${name.slice(0, 2)}</span>`;
}

export const botAvatar = html`<img class="avatar" src="/playground/page/icon.svg" alt="" />`;

function authorName({ author }: Message, style: RichStyle): string {
  return author.kind === 'bot' ? t('bot-name') : style.name(author.id);
}

function viewThreadLink(app: App, message: Message, style: MessageStyle): unknown {
  if (!style.opensThread) return nothing;
  const replies = repliesTo(app.state, message.id);
  if (replies.length === 0 && message.threadTitle === undefined) return nothing;
  const count = replies.length === 1 ? t('replies-one') : t('replies', { count: replies.length });
  return html`<button type="button" class="thread-link" @click=${() => openThread(app, message)}>
    ${icons.reply} <strong>${message.threadTitle ?? t('open-thread')}</strong>
    <span>${replies.length === 0 ? t('reply') : count}</span>
  </button>`;
}

function viewTools(app: App, message: Message, style: MessageStyle): TemplateResult {
  const canReply = style.opensThread && !message.onlyYou && !message.conversationId.startsWith('direct:');
  return html`<div class="tools">
    ${
      canReply
        ? html`<button type="button" title=${t('reply')} aria-label=${t('reply')} @click=${() => openThread(app, message)}>
            ${icons.reply}
          </button>`
        : nothing
    }
    ${
      message.content.kind === 'card'
        ? html`<button
            type="button"
            title=${t('previews')}
            aria-label=${t('previews')}
            @click=${() => void app.showPreviews(message.id)}
          >
            ${icons.code}
          </button>`
        : nothing
    }
  </div>`;
}

function openThread(app: App, message: Message): void {
  app.set({ pane: { kind: 'thread', threadId: message.id } });
}
