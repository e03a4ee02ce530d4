import { html, nothing, type TemplateResult } from 'lit-html';
import type { Conversation, Snapshot } from '../../protocol.ts';
import type { App } from '../app.ts';
import { unreadIn } from '../state.ts';
import { t } from '../text.ts';
import { icons } from './icons.ts';
import { avatar, botAvatar } from './message.ts';

/** The list of channels and private messages, and who the reader is. */
export function viewSideList(app: App, snapshot: Snapshot): TemplateResult {
  const { conversations, you } = snapshot;
  const channels = conversations.filter((each) => each.kind === 'channel');
  const closed = conversations.filter((each) => each.kind !== 'channel');
  return html`<nav class="side-list" aria-label=${t('places')} ?data-open=${app.state.isListOpen}>
    <p class="brand"><img src="/playground/page/icon.svg" alt="" /> <b>${t('bot-name')}</b></p>
    ${viewGroup(app, t('channels'), channels)} ${viewGroup(app, t('private-messages'), closed)}
    <details class="menu you">
      <summary>
        ${avatar(you.name)} <span>${t('you', { name: you.name })}${you.isModerator ? html`<small>${t('moderator')}</small>` : nothing}</span> ${icons.up}
      </summary>
      <div class="popup">
        <h2>${t('be')}</h2>
        <p>${t('be-note')}</p>
        <ul>${snapshot.personas.map((each) => viewPersona(each.id, each.name, each.isModerator, each.id === you.id))}</ul>
      </div>
    </details>
  </nav>`;
}

function viewPersona(id: string, name: string, isModerator: boolean, isYou: boolean): TemplateResult {
  const address = `?as=${encodeURIComponent(id)}`;
  const newWindow = t('new-window', { name });
  return html`<li>
    <a href=${address} aria-current=${isYou ? 'true' : nothing}>
      ${avatar(name)} <span>${name}${isModerator ? html`<small>${t('moderator')}</small>` : nothing}</span>
    </a>
    <a class="icon-button" href=${address} target="_blank" aria-label=${newWindow} title=${newWindow}>${icons.window}</a>
  </li>`;
}

function viewGroup(app: App, label: string, conversations: readonly Conversation[]): TemplateResult {
  return html`<section>
    <h2>${label}</h2>
    <ul>${conversations.map((each) => html`<li>${viewPlace(app, each)}</li>`)}</ul>
  </section>`;
}

function viewPlace(app: App, { id, kind, name }: Conversation): TemplateResult {
  const isHere = id === app.state.here;
  const unread = isHere ? 0 : unreadIn(app.state, id);
  const mark =
    kind === 'channel'
      ? html`<span class="hash" aria-hidden="true">#</span>`
      : kind === 'direct'
        ? botAvatar
        : avatar(name);
  return html`<button
    type="button"
    class="place ${unread > 0 ? 'unread' : ''}"
    aria-current=${isHere ? 'page' : nothing}
    @click=${() => app.open(id)}
  >
    ${mark} <span class="name">${name}</span>
    ${unread === 0 ? nothing : html`<span class="count" aria-label=${t('unread', { count: unread })}>${unread}</span>`}
  </button>`;
}
