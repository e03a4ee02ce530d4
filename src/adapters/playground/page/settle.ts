import type { App } from './app.ts';
import { fieldId } from './views/page.ts';

/** Where the page stood before it was drawn anew. */
export interface Standing {
  readonly wasAtEnd: ReadonlyMap<string, boolean>;
}

// Within this of the end, in CSS pixels, a reader follows the conversation.
const nearEndPx = 120;

const logs = () => [...document.querySelectorAll<HTMLElement>('.log')];
const keyOf = (log: HTMLElement) => log.getAttribute('aria-label') ?? '';
let lastErrors: unknown;
let lastNewest = new Map<string, string>();

export function stand(): Standing {
  const wasAtEnd = new Map(
    logs().map((log) => [keyOf(log), log.scrollHeight - log.scrollTop - log.clientHeight < nearEndPx]),
  );
  return { wasAtEnd };
}

/** What a new drawing leaves to do: scrolling, the open dialog, fields that grow, and where the focus goes. */
export function settle(app: App, before: Standing, answered: string | undefined): void {
  for (const log of logs()) follow(log, before.wasAtEnd.get(keyOf(log)) ?? true, answered);
  for (const field of document.querySelectorAll<HTMLTextAreaElement>('.composer textarea')) {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  }
  settleDialog(app);
  if (answered !== undefined) focusAnswer(answered);
}

/** Keeps the newest message in sight; of one that is taller than the screen, its beginning. */
function follow(log: HTMLElement, wasAtEnd: boolean, answered: string | undefined): void {
  const newest = [...log.querySelectorAll<HTMLElement>('.message')].at(-1);
  const isNew = newest?.dataset.id !== lastNewest.get(keyOf(log)) || newest?.dataset.id === answered;
  lastNewest = new Map(lastNewest).set(keyOf(log), newest?.dataset.id ?? '');
  if (wasAtEnd) show(log, newest, isNew);
}

function show(log: HTMLElement, newest: HTMLElement | undefined, isNew: boolean): void {
  if (newest && newest.offsetHeight > log.clientHeight) {
    if (isNew) newest.scrollIntoView({ block: 'start' });
  } else {
    log.scrollTop = log.scrollHeight;
  }
}

/** A picture has no height until it is there; whoever stood at the end stays there as it comes. */
export function settlePicture({ target }: Event): void {
  if (!(target instanceof HTMLImageElement)) return;
  const log = target.closest<HTMLElement>('.log');
  if (!log) return;
  const belowPx = log.scrollHeight - log.scrollTop - log.clientHeight;
  const newest = [...log.querySelectorAll<HTMLElement>('.message')].at(-1);
  if (belowPx - target.offsetHeight < nearEndPx) show(log, newest, newest?.contains(target) ?? false);
}

function settleDialog(app: App): void {
  const dialog = document.querySelector<HTMLDialogElement>('.form-dialog');
  const errors = app.state.dialog?.errors;
  if (dialog && !dialog.open) {
    dialog.showModal();
    dialog.querySelector<HTMLElement>('input, textarea, select')?.focus();
  }
  if (dialog && errors !== lastErrors) dialog.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  lastErrors = errors;
}

/** After a press or a form, the focus goes to the answer, so that its buttons are next; who is typing stays where they are. */
function focusAnswer(messageId: string): void {
  const focused = document.activeElement;
  if (focused instanceof HTMLTextAreaElement && focused.closest('.composer')) return;
  const answer = document.querySelector<HTMLElement>(`.message[data-id="${CSS.escape(messageId)}"]`);
  if (answer) answer.focus({ preventScroll: true });
  else document.getElementById(fieldId)?.focus();
}
