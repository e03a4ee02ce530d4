import { ICalCalendarMethod, ICalEventStatus, default as ical } from 'ical-generator';
import type { OutgoingFile } from '../../core/ports/index.ts';
import type { Locale } from '../../core/text/index.ts';
import { kindName } from './controls.ts';
import type { Pairing } from './rules-rounds.ts';
import { messages } from './texts.ts';

const meetingMinutes = 60;

/**
 * An agreed time as a file for the member's calendar (RFC 5545, in UTC, which every calendar shows in its owner's zone). Sent
 * anew after a change it has the same id, so that calendars move the entry. It names nobody: calendars are often shared.
 */
export function calendarFile(locale: Locale, { id, kind, startsAt }: Pairing, now: Date): OutgoingFile | undefined {
  if (!startsAt) return undefined;
  const summary = messages.text(locale, 'word-title', { kind: kindName(locale, kind) });
  const calendar = ical({ prodId: { company: 'rebound', product: 'bot' }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id,
    stamp: now,
    start: startsAt,
    end: new Date(startsAt.getTime() + meetingMinutes * 60 * 1000),
    summary,
    status: ICalEventStatus.CONFIRMED,
  });
  return {
    name: 'mock-interview.ics',
    mediaType: 'text/calendar',
    bytes: new TextEncoder().encode(calendar.toString()),
    description: messages.text(locale, 'file-description'),
  };
}
