import { coreMessages as messages } from './messages.ts';
import type { OutgoingFile } from './ports/delivery.ts';
import type { Locale } from './text/index.ts';

/** What the notification of a private message says for a member who wants it to say nothing of what is in it. Plain text. */
export function neutralPreview(locale: Locale): string {
  return messages.text(locale, 'neutral-preview');
}

/** The same file for such a member: its name stands in the notification too. `at` counts the files of a message from 0. */
export function withoutName(file: OutgoingFile, at: number): OutgoingFile {
  return { ...file, name: `${at + 1}${file.name.slice(file.name.lastIndexOf('.'))}` };
}
