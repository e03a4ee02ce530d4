import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { Spot } from '../../protocol.ts';
import type { App } from '../app.ts';
import type { Completion } from '../completion.ts';
import { type Composer, completionOf, composerAt, takeInto, typed } from '../composer-state.ts';
import { t } from '../text.ts';
import { icons } from './icons.ts';

/** The message field with what can be typed next above it. `id` is the field's, unlike any other on the page. */
export function viewComposer(app: App, spot: Spot, id: string, label: string): TemplateResult {
  const composer = composerAt(spot);
  const completion = completionOf(app, composer);
  const listId = `${id}-list`;
  const itemId = (index: number) => `${id}-item-${index}`;
  const hasItems = completion !== undefined && completion.items.length > 0;
  return html`<form class="composer" @submit=${(event: Event) => submit(event, app, spot, composer)}>
    ${completion ? viewCompletion(app, composer, completion, { id, listId, itemId }) : nothing}
    <textarea
      id=${id}
      rows="1"
      role="combobox"
      aria-label=${label}
      aria-autocomplete="list"
      aria-haspopup="listbox"
      aria-expanded=${hasItems}
      aria-controls=${hasItems ? listId : nothing}
      aria-activedescendant=${hasItems && composer.active >= 0 ? itemId(composer.active) : nothing}
      placeholder=${label}
      autocomplete="off"
      .value=${live(composer.line)}
      @input=${(event: Event) => read(event, app, composer)}
      @keydown=${(event: KeyboardEvent) => key(event, app, spot, composer)}
      @blur=${() => close(app, composer)}
    ></textarea>
    <button class="send" aria-label=${t('send')} ?data-ready=${composer.line.trim() !== ''}>${icons.send}</button>
  </form>`;
}

function viewCompletion(
  app: App,
  composer: Composer,
  completion: Completion,
  ids: { id: string; listId: string; itemId: (index: number) => string },
): TemplateResult {
  // A press on the list must not take the focus, and with it the list, away from the field.
  const hold = (event: Event) => event.preventDefault();
  return html`<div class="completion" @mousedown=${hold}>
    ${completion.hint === '' ? nothing : html`<p class="hint" role="status">${completion.hint}</p>`}
    <ul id=${ids.listId} role="listbox" aria-label=${t('completions')}>
      ${completion.items.map(
        (item, index) =>
          html`<li
            id=${ids.itemId(index)}
            role="option"
            aria-selected=${index === composer.active}
            @click=${() => take(document.getElementById(ids.id), app, composer, completion, index)}
          >
            <b>${item.label}</b> <span>${item.detail}</span>
          </li>`,
      )}
    </ul>
    ${completion.items.length === 0 ? nothing : html`<p class="keys" aria-hidden="true">${t('completion-keys')}</p>`}
  </div>`;
}

function read(event: Event, app: App, composer: Composer): void {
  const field = event.currentTarget;
  if (field instanceof HTMLTextAreaElement) typed(app, composer, field.value, field.selectionStart);
}

function close(app: App, composer: Composer): void {
  composer.isClosed = true;
  app.set({});
}

function take(field: Element | null, app: App, composer: Composer, completion: Completion, index: number): void {
  const caret = takeInto(app, composer, completion, index);
  if (!(field instanceof HTMLTextAreaElement)) return;
  field.focus();
  field.setSelectionRange(caret, caret);
}

function key(event: KeyboardEvent, app: App, spot: Spot, composer: Composer): void {
  const field = event.currentTarget;
  // What an input method composes is its own until it is done.
  if (event.isComposing || !(field instanceof HTMLTextAreaElement)) return;
  const completion = completionOf(app, composer);
  const count = completion?.items.length ?? 0;
  const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (completion && count > 0 && step) {
    event.preventDefault();
    const from = composer.active < 0 && step < 0 ? 0 : composer.active;
    composer.active = (from + step + count) % count;
    app.set({});
    document.getElementById(`${field.id}-item-${composer.active}`)?.scrollIntoView({ block: 'nearest' });
  } else if (completion && event.key === 'Escape') {
    event.preventDefault();
    event.stopPropagation();
    close(app, composer);
  } else if (completion && count > 0 && event.key === 'Tab' && !event.shiftKey) {
    event.preventDefault();
    take(field, app, composer, completion, Math.max(composer.active, 0));
  } else if (event.key === 'Enter' && !event.shiftKey) {
    if (completion && composer.active >= 0) {
      event.preventDefault();
      take(field, app, composer, completion, composer.active);
    } else {
      submit(event, app, spot, composer);
    }
  }
}

function submit(event: Event, app: App, spot: Spot, composer: Composer): void {
  event.preventDefault();
  const line = composer.line.trim();
  if (line === '') return;
  typed(app, composer, '', 0);
  void app.send(spot, line);
}
