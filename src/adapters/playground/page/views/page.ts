import { html, nothing, type TemplateResult } from 'lit-html';
import type { App } from '../app.ts';
import { composerAt, typed } from '../composer-state.ts';
import { topLevel } from '../state.ts';
import { t } from '../text.ts';
import { viewComposer } from './composer.ts';
import { viewFormDialog } from './form-dialog.ts';
import { viewHead } from './head.ts';
import { viewLog, viewWelcome } from './log.ts';
import { viewPane } from './pane.ts';
import { viewSideList } from './side-list.ts';

/** The id of the main message field. */
export const fieldId = 'message-field';

/** The whole page. `now` is the bot's clock, in milliseconds since 1970. */
export function viewPage(app: App, now: number): TemplateResult {
  const { snapshot, here, pane, dialog, isConnected, notice, isListOpen } = app.state;
  const conversation = snapshot?.conversations.find((each) => each.id === here);
  if (!snapshot || !conversation)
    return html`<p class="loading" role="status">${isConnected ? t('loading') : t('reconnecting')}…</p>`;

  const names = new Map(snapshot.personas.map((persona) => [persona.id, persona.name]));
  const channels = new Map(snapshot.conversations.map(({ id, name }) => [id, name]));
  const style = {
    now,
    name: (id: string) => names.get(id) ?? id,
    channel: (id: string) => channels.get(id) ?? id,
  };
  const spot = { conversationId: here };
  const start = (command: string) => {
    const line = `/${command} `;
    typed(app, composerAt(spot), line, line.length);
    document.getElementById(fieldId)?.focus();
  };
  return html`<a class="skip" href="#${fieldId}">${t('skip')}</a>
    <div class="frame" ?data-pane=${pane !== undefined}>
      ${viewSideList(app, snapshot)}
      ${isListOpen ? html`<div class="veil" @click=${() => app.set({ isListOpen: false })}></div>` : nothing}
      <main>
        ${viewHead(app, conversation, now)}
        <p class="banner" role="status" ?hidden=${isConnected}>${isConnected ? '' : t('reconnecting')}</p>
        ${viewLog(app, {
          label: t('messages-in', { name: conversation.name }),
          messages: topLevel(app.state, here),
          spot,
          style: { ...style, opensThread: true },
          empty: viewWelcome(app, conversation, start),
        })}
        ${viewComposer(app, spot, fieldId, t('write-in', { name: conversation.kind === 'channel' ? `#${conversation.name}` : conversation.name }))}
      </main>
      ${pane ? viewPane(app, pane, style) : nothing}
    </div>
    ${dialog ? viewFormDialog(app, dialog, style) : nothing}
    <p class="notice" role="status" ?data-shown=${notice !== ''}>${notice}</p>`;
}
