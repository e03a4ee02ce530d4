import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { besides, contactsFor, countryOfZone, parseContactList } from '../../src/features/safety/contacts.ts';

const file = readFileSync(new URL('../../src/content/crisis/contacts.yaml', import.meta.url), 'utf8');
const list = parseContactList(file);

describe('the contacts that a member is shown', () => {
  it.each([
    ['US', '911', '988'],
    ['CA', '911', '988'],
    ['GB', '999', '116 123'],
    ['IE', '112', '116 123'],
    ['DE', '112', '0800 111 0 111'],
    ['AT', '112', '142'],
    ['CH', '112', '143'],
    ['FR', '112', '3114'],
    ['ES', '112', '024'],
    ['PT', '112', '1411'],
    ['BR', '192', '188'],
    ['IN', '112', '14416'],
    ['AU', '000', '13 11 14'],
    ['NZ', '111', '1737'],
    ['NL', '112', '113'],
  ])('in %s: emergency %s, line %s first, then the directories', (country, emergency, number) => {
    const contacts = contactsFor(country, list);
    expect(contacts.emergency[0]).toBe(emergency);
    expect(contacts.lines[0]?.ways[0]?.at).toBe(number);
    expect(contacts.directory.map(({ at }) => at)).toContain('https://findahelpline.com');
  });

  it('are the directories alone where no country is known or listed', () => {
    for (const country of [undefined, 'AQ', '', 'toString', '__proto__', 'us']) {
      expect(contactsFor(country, list)).toEqual({ emergency: [], lines: [], directory: list.directory });
    }
  });

  it('each name their own page, where they were read, and the day', () => {
    const lines = Object.values(list.regions).flatMap((region) => region.lines);
    for (const line of lines) {
      const own = new URL(line.source).hostname.replace(/^www\./u, '');
      const isOwnPage = line.seenAt.some((page) => new URL(page).hostname.endsWith(own));
      expect(isOwnPage || line.seenAt.length > 1, line.name).toBe(true);
    }
  });
});

describe("a reviewed line beside a community's own", () => {
  const [line] = contactsFor('ES', list).lines;
  it.each([
    ['Línea 024: 024, 24/7', 0],
    ['Call 024.', 0],
    ['Ana from our team: 910 024 123', 1],
    ['Ana from our team: 91-02-024-1', 1],
    ['Ana from our team: +34 (9) 024', 1],
    ['Ana from our team', 1],
  ])('beside %s there are %i of it: only the same number takes its place', (own, left) => {
    expect(line?.ways.map(({ at }) => at)).toEqual(['024']);
    expect(besides([own], line ? [line] : [])).toHaveLength(left);
  });
});

describe('a list with a fault', () => {
  const broken = (from: string, to: string) => file.replace(from, to);
  it.each([
    ['a number that cannot be dialled', 'at: "988"', 'at: call us'],
    ['hours that are no hours', 'hours: 24/7 }', 'hours: often }'],
    ['a chat without an address', 'at: "https://www.143.ch"', 'at: "143"'],
    ['a country that is no code', '\n  AT:', '\n  Austria:'],
    ['no day', 'checkedOn: 2026-11-22', 'checkedOn: last year'],
    ['a number that YAML reads as a number', 'at: "142"', 'at: 142'],
    ['an address that runs code', 'at: https://findahelpline.com', 'at: "javascript:alert(1)"'],
  ])('is refused: %s', (_, from, to) => {
    expect(broken(from, to)).not.toBe(file);
    expect(() => parseContactList(broken(from, to))).toThrow();
  });
});

describe('the country of a zone', () => {
  it.each([
    ['Europe/Berlin', 'DE'],
    ['Europe/Zurich', 'CH'],
    ['Europe/Vienna', 'AT'],
    ['Europe/London', 'GB'],
    ['Europe/Belfast', 'GB'],
    ['Europe/Dublin', 'IE'],
    ['Europe/Paris', 'FR'],
    ['Europe/Madrid', 'ES'],
    ['Atlantic/Canary', 'ES'],
    ['Europe/Lisbon', 'PT'],
    ['Atlantic/Azores', 'PT'],
    ['Europe/Amsterdam', 'NL'],
    ['Europe/Brussels', 'BE'],
    ['America/New_York', 'US'],
    ['US/Pacific', 'US'],
    ['America/Indiana/Knox', 'US'],
    ['Pacific/Honolulu', 'US'],
    ['America/Toronto', 'CA'],
    ['America/Vancouver', 'CA'],
    ['America/Sao_Paulo', 'BR'],
    ['America/Manaus', 'BR'],
    ['Asia/Kolkata', 'IN'],
    ['Asia/Calcutta', 'IN'],
    ['Australia/Perth', 'AU'],
    ['Pacific/Auckland', 'NZ'],
    ['Europe/Stockholm', 'SE'],
  ])('%s is %s', (zone, country) => {
    expect(countryOfZone(zone)).toBe(country);
  });

  it('is unknown for what lies in no country', () => {
    for (const zone of ['UTC', 'Etc/GMT+3', '', 'Middle/Earth', 'toString', '__proto__', 'constructor']) {
      expect(countryOfZone(zone)).toBeUndefined();
    }
  });

  it('is a code for every zone of the runtime that names a place', () => {
    const zones = Intl.supportedValuesOf('timeZone').filter((zone) =>
      /^(Africa|America|Asia|Australia|Europe|Pacific)\//u.test(zone),
    );
    expect(zones.filter((zone) => !/^[A-Z]{2}$/u.test(countryOfZone(zone) ?? ''))).toEqual([]);
  });

  it('takes any text', () => {
    fc.assert(
      fc.property(fc.string(), (zone) => {
        expect(['string', 'undefined']).toContain(typeof countryOfZone(zone));
      }),
    );
  });
});
