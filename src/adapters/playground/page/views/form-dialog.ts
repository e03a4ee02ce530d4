import { html, nothing, type TemplateResult } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { SelectField, TextField } from '../../../../core/views/index.ts';
import type { ShownField } from '../../protocol.ts';
import type { App } from '../app.ts';
import type { OpenForm } from '../state.ts';
import { t } from '../text.ts';
import { icons } from './icons.ts';
import { type RichStyle, viewRich } from './rich.ts';

/** The form that is open, in a dialog over the page. Errors stand with their fields and are read with them. */
export function viewFormDialog(app: App, open: OpenForm, style: RichStyle): TemplateResult {
  const { form, isSending } = open;
  const submit = (event: Event) => {
    event.preventDefault();
    void app.submit();
  };
  const cancel = (event: Event) => {
    event.preventDefault();
    app.putAside();
  };
  return html`<dialog class="form-dialog" aria-labelledby="form-title" @cancel=${cancel}>
    <form novalidate @submit=${submit} @keydown=${(event: KeyboardEvent) => sendOnCtrlEnter(event, app)}>
      <header>
        <h2 id="form-title">${form.title}</h2>
        <button type="button" class="icon-button" aria-label=${t('close')} @click=${() => app.putAside()}>${icons.close}</button>
      </header>
      ${form.intro ? html`<div class="intro">${viewRich(form.intro, style)}</div>` : nothing}
      ${form.fields.map((field) => viewField(app, open, field))}
      <footer>
        <button type="button" class="button plain" @click=${() => app.putAside()}>${t('cancel')}</button>
        <button class="button primary" aria-disabled=${isSending}>${isSending ? `${t('sending')}…` : form.submitLabel}</button>
      </footer>
    </form>
  </dialog>`;
}

function sendOnCtrlEnter(event: KeyboardEvent, app: App): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  void app.submit();
}

function viewField(app: App, open: OpenForm, field: ShownField): TemplateResult {
  const error = open.errors[field.name];
  const id = `field-${field.name}`;
  const notes = [field.hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`];
  const described = notes.filter((each) => each !== '').join(' ') || nothing;
  const label = html`${field.label}${field.required ? nothing : html` <small>${t('optional')}</small>`}`;
  const below = html`${field.hint === undefined ? nothing : html`<p class="hint" id="${id}-hint">${field.hint}</p>`}
  ${error === undefined ? nothing : html`<p class="error" id="${id}-error">${error}</p>`}`;
  if (field.kind === 'select' && field.maxChoices > 1) {
    return html`<fieldset class="field" aria-describedby=${described} aria-invalid=${error !== undefined} tabindex="-1">
      <legend>${label} <small>${t('choose-most', { max: field.maxChoices })}</small></legend>
      ${below} ${viewChecks(app, open, field)}
    </fieldset>`;
  }
  const input = { id, described, isInvalid: error !== undefined };
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${field.kind === 'text' ? viewText(app, open, field, input) : viewSelect(app, open, field, input)} ${below}
  </div>`;
}

interface Input {
  readonly id: string;
  readonly described: string | symbol;
  readonly isInvalid: boolean;
}

function viewText(app: App, open: OpenForm, field: TextField, { id, described, isInvalid }: Input): TemplateResult {
  const value = [open.values[field.name] ?? ''].flat().join(', ');
  const change = ({ currentTarget }: Event) => {
    const isText = currentTarget instanceof HTMLInputElement || currentTarget instanceof HTMLTextAreaElement;
    if (isText) fill(app, field, currentTarget.value);
  };
  // No maxlength: a paste that is too long is told so, never cut.
  const control = field.multiline
    ? html`<textarea
        id=${id}
        rows="4"
        placeholder=${field.placeholder ?? nothing}
        aria-required=${field.required}
        aria-invalid=${isInvalid}
        aria-describedby=${described}
        .value=${live(value)}
        @input=${change}
      ></textarea>`
    : html`<input
        id=${id}
        autocomplete="off"
        placeholder=${field.placeholder ?? nothing}
        aria-required=${field.required}
        aria-invalid=${isInvalid}
        aria-describedby=${described}
        .value=${live(value)}
        @input=${change}
      />`;
  const count = t('characters', { count: value.length, max: field.maxLength });
  const isNear = value.length > field.maxLength * 0.8;
  return html`${control}${isNear ? html`<p class="count ${value.length > field.maxLength ? 'over' : ''}">${count}</p>` : nothing}`;
}

function viewSelect(app: App, open: OpenForm, field: SelectField, { id, described, isInvalid }: Input): TemplateResult {
  const [chosen = ''] = [open.values[field.name] ?? ''].flat();
  const change = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLSelectElement) fill(app, field, currentTarget.value ? [currentTarget.value] : []);
  };
  return html`<select
    id=${id}
    aria-required=${field.required}
    aria-invalid=${isInvalid}
    aria-describedby=${described}
    @change=${change}
  >
    <option value="" ?selected=${chosen === ''}>${t('choose-one')}</option>
    ${field.options.map(({ value, label, description }) => {
      const shown = description === undefined ? label : `${label} (${description})`;
      return html`<option value=${value} ?selected=${value === chosen}>${shown}</option>`;
    })}
  </select>`;
}

function viewChecks(app: App, open: OpenForm, field: SelectField): TemplateResult {
  const chosen = [open.values[field.name] ?? []].flat();
  const change = (value: string, isChecked: boolean) => {
    fill(app, field, isChecked ? [...chosen, value] : chosen.filter((each) => each !== value));
  };
  return html`<div class="checks">
    ${field.options.map(
      ({ value, label, description }) =>
        html`<label>
          <input
            type="checkbox"
            .checked=${live(chosen.includes(value))}
            @change=${({ currentTarget }: Event) => change(value, currentTarget instanceof HTMLInputElement && currentTarget.checked)}
          />
          <span>${label}${description === undefined ? nothing : html`<small>${description}</small>`}</span>
        </label>`,
    )}
  </div>`;
}

function fill(app: App, field: ShownField, value: string | readonly string[]): void {
  const { dialog } = app.state;
  if (dialog) app.set({ dialog: { ...dialog, values: { ...dialog.values, [field.name]: value } } });
}
