import { html, nothing, type TemplateResult } from 'lit-html';
import type { ClockStep, Conversation } from '../../protocol.ts';
import type { App } from '../app.ts';
import { formatClock } from '../format.ts';
import { t } from '../text.ts';
import { toggleTheme } from '../theme.ts';
import { icons } from './icons.ts';

const steps = [
  ['hour', 'clock-hour'],
  ['day', 'clock-day'],
  ['monday', 'clock-monday'],
] as const satisfies readonly (readonly [ClockStep, string])[];

/** The name of what is open, the bot's clock and the look of the page. */
export function viewHead(app: App, { kind, name, topic }: Conversation, now: number): TemplateResult {
  const toggle = app.state.isListOpen ? t('close-places') : t('open-places');
  const time = formatClock(now);
  const isMovable = app.state.snapshot?.isClockMovable ?? false;
  return html`<header class="head">
    <button
      type="button"
      class="icon-button list-toggle"
      aria-label=${toggle}
      aria-expanded=${app.state.isListOpen}
      @click=${() => app.set({ isListOpen: !app.state.isListOpen })}
    >
      ${icons.menu}
    </button>
    <div class="where">
      <h1>${kind === 'channel' ? html`<span class="hash" aria-hidden="true">#</span>` : nothing}${name}</h1>
      <p>${topic}</p>
    </div>
    <details class="menu clock">
      <summary aria-label=${t('clock', { time })}>${icons.clock} <time>${time}</time></summary>
      <div class="popup">
        <h2>${t(isMovable ? 'clock-title' : 'clock-fixed-title')}</h2>
        <p>${t(isMovable ? 'clock-note' : 'clock-fixed')}</p>
        ${(isMovable ? steps : []).map(([step, label]) => {
          return html`<button type="button" class="button plain" @click=${() => void app.moveClock(step)}>${t(label)}</button>`;
        })}
      </div>
    </details>
    <button type="button" class="icon-button" aria-label=${t('theme')} title=${t('theme')} @click=${toggleTheme}>
      ${icons.theme}
    </button>
  </header>`;
}
