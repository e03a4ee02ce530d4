import type { Locale } from '../../core/text/index.ts';
import { matchZones, placesOf } from '../../core/time/index.ts';
import { messages } from './texts.ts';

/** The zone that a moderator typed, or what to say where there is none of that name, or several. Never guesses among several. */
export function readZone(
  locale: Locale,
  typed: string,
): { readonly ok: true; readonly zone: string } | { readonly ok: false; readonly fault: string } {
  const found = matchZones(typed, locale);
  const [zone] = found;
  if (zone === undefined) return { ok: false, fault: messages.text(locale, 'zone-unknown') };
  if (found.length === 1) return { ok: true, zone };
  return { ok: false, fault: messages.text(locale, 'zone-several', { zones: placesOf(found) }) };
}
