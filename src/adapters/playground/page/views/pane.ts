import { html, nothing, type TemplateResult } from 'lit-html';
import type { Message, Preview } from '../../protocol.ts';
import type { App } from '../app.ts';
import { type Pane, repliesTo } from '../state.ts';
import { t } from '../text.ts';
import { copyButton } from './card.ts';
import { viewComposer } from './composer.ts';
import { viewDrawing } from './drawing.ts';
import { icons } from './icons.ts';
import { viewLog } from './log.ts';
import type { RichStyle } from './rich.ts';

/** What is open beside the conversation: a thread, or a card as the platforms get it. */
export function viewPane(app: App, pane: Pane, style: RichStyle): unknown {
  const message = app.state.messages.get(pane.kind === 'thread' ? pane.threadId : pane.messageId);
  if (!message) return nothing;
  return pane.kind === 'thread' ? viewThread(app, message, style) : viewPreviews(app, message, pane, style);
}

function viewThread(app: App, opening: Message, style: RichStyle): TemplateResult {
  const { conversationId } = opening;
  const spot = { conversationId, threadId: opening.id };
  const place = app.state.snapshot?.conversations.find((each) => each.id === conversationId)?.name ?? '';
  const messages = [opening, ...repliesTo(app.state, opening.id)];
  return frame(
    app,
    opening.threadTitle ?? t('thread'),
    `#${place}`,
    html`${viewLog(app, {
      label: t('thread-in', { name: place }),
      messages,
      spot,
      style: { ...style, opensThread: false },
      empty: nothing,
    })}
    ${viewComposer(app, spot, 'reply-field', t('write-reply'))}`,
  );
}

function viewPreviews(
  app: App,
  message: Message,
  pane: Extract<Pane, { kind: 'previews' }>,
  style: RichStyle,
): TemplateResult {
  if (message.content.kind !== 'card') return html``;
  const core: Preview = { name: t('preview-core'), json: message.content.card };
  const all = [core, ...pane.previews];
  const shown = all[pane.tab] ?? all[0];
  const text = JSON.stringify(shown?.json, null, 2);
  const select = (tab: number) => {
    app.set({ pane: { ...pane, tab } });
    document.getElementById(`preview-tab-${tab}`)?.focus();
  };
  const key = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) select((pane.tab + step + all.length) % all.length);
  };
  return frame(
    app,
    t('previews'),
    t('previews-note'),
    html`<div class="tabs" role="tablist" @keydown=${key}>
        ${all.map(({ name }, index) => {
          const isShown = index === pane.tab;
          return html`<button
            type="button"
            role="tab"
            id="preview-tab-${index}"
            aria-selected=${isShown}
            aria-controls="preview-panel"
            tabindex=${isShown ? 0 : -1}
            @click=${() => select(index)}
          >
            ${name}
          </button>`;
        })}
        ${copyButton(app, text)}
      </div>
      <div class="preview" id="preview-panel" role="tabpanel" tabindex="0" aria-labelledby="preview-tab-${pane.tab}">
        ${
          shown?.drawing &&
          html`<div class="drawn ${shown.name.toLowerCase()}">
            <div class="drawn-author"><strong>Rebound</strong> <span class="drawn-app">APP</span></div>
            ${viewDrawing(shown.drawing, style.now)}
          </div>`
        }
        <pre>${text}</pre>
      </div>`,
  );
}

function frame(app: App, title: string, note: string, content: TemplateResult): TemplateResult {
  return html`<aside class="pane" aria-label=${title}>
    <header class="head">
      <div class="where">
        <h2>${title}</h2>
        <p>${note}</p>
      </div>
      <button type="button" class="icon-button" aria-label=${t('close')} @click=${() => app.set({ pane: undefined })}>
        ${icons.close}
      </button>
    </header>
    ${content}
  </aside>`;
}
