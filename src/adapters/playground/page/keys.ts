import type { App } from './app.ts';

const regions = ['.side-list .place[aria-current]', 'main .log', '#message-field', '.pane .icon-button'];

/** F6 goes from part to part of the page; Escape closes what lies over or beside the conversation. */
export function listenForKeys(app: App): void {
  document.addEventListener('keydown', (event) => {
    if (event.key === 'F6') {
      event.preventDefault();
      goToNextRegion(event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && !app.state.dialog) {
      closeOutermost(app);
    }
  });
  document.addEventListener('click', ({ target }) => {
    for (const menu of document.querySelectorAll<HTMLDetailsElement>('details.menu[open]')) {
      if (target instanceof Node && !menu.contains(target)) menu.open = false;
    }
  });
}

function goToNextRegion(step: number): void {
  const parts = regions
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .filter((part): part is HTMLElement => part?.checkVisibility() === true);
  const areas = parts.map((part) => part.closest('.side-list, .log, .composer, .pane'));
  const at = areas.findIndex((area) => area?.contains(document.activeElement));
  parts.at((at + step + parts.length) % parts.length)?.focus();
}

function closeOutermost(app: App): void {
  const menu = document.querySelector<HTMLDetailsElement>('details.menu[open]');
  if (menu) {
    menu.open = false;
    menu.querySelector('summary')?.focus();
  } else if (app.state.isListOpen) {
    app.set({ isListOpen: false });
  } else if (app.state.pane) {
    app.set({ pane: undefined });
    document.getElementById('message-field')?.focus();
  }
}
