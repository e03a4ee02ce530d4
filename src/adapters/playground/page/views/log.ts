import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Conversation, Message, Spot } from '../../protocol.ts';
import type { App } from '../app.ts';
import { formatDay } from '../format.ts';
import type { Sending } from '../state.ts';
import { t } from '../text.ts';
import { type MessageStyle, viewMessage } from './message.ts';

// Closer together than this, messages of one author read as one.
const togetherMs = 5 * 60_000;

/** What was said, oldest first, with what is still on its way at the end. */
export function viewLog(
  app: App,
  parts: { label: string; messages: readonly Message[]; spot: Spot; style: MessageStyle; empty: unknown },
): TemplateResult {
  const { messages, style } = parts;
  const rows = messages.map((message, index) => ({ message, above: messages[index - 1] }));
  const sending = app.state.sending.filter((each) => isAt(each, parts.spot));
  return html`<div class="log" role="log" aria-label=${parts.label} tabindex="0" @keydown=${moveAmong}>
    ${messages.length === 0 ? parts.empty : nothing}
    ${repeat(
      rows,
      ({ message }) => message.id,
      ({ message, above }) =>
        html`${viewDay(message, above, style.now)}${viewMessage(app, message, follows(message, above), style)}`,
    )}
    ${sending.map(
      ({ text }) => html`<p class="on-its-way"><span class="words">${text}</span> <small>${t('sending')}…</small></p>`,
    )}
  </div>`;
}

function isAt(sending: Sending, spot: Spot): boolean {
  return sending.conversationId === spot.conversationId && sending.threadId === spot.threadId;
}

function viewDay(message: Message, above: Message | undefined, now: number): unknown {
  const day = formatDay(message.at, now);
  if (above && formatDay(above.at, now) === day) return nothing;
  return html`<h2 class="day"><span>${day}</span></h2>`;
}

function follows(message: Message, above: Message | undefined): boolean {
  if (!above || above.content.kind === 'card' || message.content.kind === 'card') return false;
  if (above.author.kind !== 'member' || message.author.kind !== 'member') return false;
  return above.author.id === message.author.id && Date.parse(message.at) - Date.parse(above.at) < togetherMs;
}

/** Up and down go from message to message. */
function moveAmong(event: KeyboardEvent): void {
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  const log = event.currentTarget;
  const from = event.target;
  if (!step || !(log instanceof HTMLElement) || !(from instanceof HTMLElement)) return;
  if (from !== log && !from.matches('.message')) return;
  const all = [...log.querySelectorAll<HTMLElement>('.message')];
  const at = from === log ? all.length : all.indexOf(from);
  const next = all[at + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** What stands in a conversation before anything was said. */
export function viewWelcome(app: App, { kind, name }: Conversation, start: (command: string) => void): TemplateResult {
  // The last one is there for whoever runs the community.
  const known = ['rejected', 'guide', 'help', 'community setup'];
  const commands = known.filter((each) => app.state.snapshot?.commands.some((command) => command.name === each));
  const isDirect = kind === 'direct';
  return html`<section class="welcome">
    <img src="/playground/page/icon.svg" alt="" />
    <h2>${isDirect ? t('welcome-direct') : t('welcome-channel', { name })}</h2>
    <p>${isDirect ? t('welcome-direct-note') : t('welcome-channel-note')}</p>
    <div class="actions">
      ${commands.map((command, index) => {
        const look = index === 0 ? 'primary' : 'plain';
        return html`<button type="button" class="button ${look}" @click=${() => start(command)}>/${command}</button>`;
      })}
    </div>
  </section>`;
}
