import { html, nothing, type TemplateResult } from 'lit-html';
import type { Action, Card, Section, Select } from '../../../../core/views/index.ts';
import type { AttachedFile, Message } from '../../protocol.ts';
import { type App, isShort } from '../app.ts';
import { t } from '../text.ts';
import { icons } from './icons.ts';
import { type RichStyle, viewRich } from './rich.ts';

type CardMessage = Message & { readonly content: { readonly kind: 'card' } };

/** A card with everything on it, in its order. */
export function viewCard(app: App, message: CardMessage, style: RichStyle): TemplateResult {
  const { card, files } = message.content;
  const isBusy = app.state.busy.has(message.id);
  return html`<div class="card" aria-busy=${isBusy}>
    ${card.title === undefined ? nothing : html`<h3>${card.title}</h3>`}
    ${card.sections.map((section) => viewSection(app, section, style))} ${files.map((file) => viewFile(app, file))}
    ${viewActions(app, message, card, isBusy)}
    ${card.footer ? html`<footer>${viewRich(card.footer, style)}</footer>` : nothing}
  </div>`;
}

function viewSection(app: App, section: Section, style: RichStyle): TemplateResult {
  switch (section.kind) {
    case 'text':
      return html`<div class="text">${viewRich(section.text, style)}</div>`;
    case 'fields':
      return html`<dl>
        ${section.fields.map(({ label, value }) => html`<div><dt>${label}</dt><dd>${viewRich(value, style)}</dd></div>`)}
      </dl>`;
    case 'copyable':
      return html`<figure class="copyable">
        <figcaption>${section.label} ${copyButton(app, section.text.value)}</figcaption>
        <blockquote>${section.text.value}</blockquote>
      </figure>`;
    case 'divider':
      return html`<hr />`;
  }
}

/** Copies and says so on the button itself for a moment. */
export function copyButton(app: App, text: string): TemplateResult {
  const copy = async ({ currentTarget }: Event) => {
    if (!(currentTarget instanceof HTMLElement) || !(await app.copy(text))) return;
    currentTarget.dataset.copied = '';
    setTimeout(() => delete currentTarget.dataset.copied, 2_000);
  };
  return html`<button type="button" class="copy" @click=${copy}>
    <span class="before">${icons.copy} ${t('copy')}</span><span class="after">${icons.check} ${t('copied')}</span>
  </button>`;
}

function viewFile(app: App, file: AttachedFile): TemplateResult {
  const url = app.client.fileAddress(file.id);
  return file.mediaType.startsWith('image/')
    ? html`<img class="picture" src=${url} alt=${file.description} />`
    : html`<p><a href=${url} download=${file.name}>${file.name}</a> <small>${file.description}</small></p>`;
}

function viewActions(app: App, message: CardMessage, card: Card, isBusy: boolean): unknown {
  if (card.actions.length === 0) return nothing;
  const press = (token: string, ...chosen: string[]) => void app.press(message, message.id, token, chosen);
  return html`<div class="actions">${card.actions.map((action) => viewAction(action, isBusy, press))}</div>`;
}

type Press = (token: string, ...chosen: string[]) => void;

function viewAction(action: Action, isBusy: boolean, press: Press): TemplateResult {
  switch (action.kind) {
    case 'button': {
      // Not `disabled`, which would take the focus away from whoever pressed it.
      return html`<button type="button" class="button ${action.style}" aria-disabled=${isBusy} @click=${() => press(action.token)}>
        ${action.label}
      </button>`;
    }
    case 'link':
      return html`<a class="button plain" href=${action.url} target="_blank" rel="noopener noreferrer">
        ${action.label} ${icons.window}
      </a>`;
    case 'select':
      return isShort(action) ? viewChips(action, isBusy, press) : viewLongSelect(action, isBusy, press);
  }
}

function viewChips({ placeholder, options, token }: Select, isBusy: boolean, press: Press): TemplateResult {
  return html`<fieldset class="chips">
    <legend>${placeholder}</legend>
    ${options.map(
      ({ value, label, description }) =>
        html`<button type="button" class="chip" aria-disabled=${isBusy} @click=${() => press(token, value)}>
          ${label}${description === undefined ? nothing : html`<small>${description}</small>`}
        </button>`,
    )}
  </fieldset>`;
}

/** A list with a button: choosing by the arrow keys alone must not act yet. */
function viewLongSelect({ placeholder, options, token }: Select, isBusy: boolean, press: Press): TemplateResult {
  const choose = (event: SubmitEvent) => {
    event.preventDefault();
    const select = event.currentTarget instanceof HTMLFormElement ? event.currentTarget.querySelector('select') : null;
    if (select?.value) press(token, select.value);
  };
  return html`<form class="long-select" @submit=${choose}>
    <select aria-label=${placeholder}>
      <option value="">${placeholder}</option>
      ${options.map(({ value, label, description }) => {
        return html`<option value=${value}>${description === undefined ? label : `${label} (${description})`}</option>`;
      })}
    </select>
    <button class="button plain" aria-disabled=${isBusy}>${t('choose')}</button>
  </form>`;
}
