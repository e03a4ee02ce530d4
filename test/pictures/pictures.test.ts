import { expect, test } from 'vitest';
import { progressPicture } from '../../src/features/progress/views-picture.ts';
import { createPictures, drawable, type Picture } from '../../src/pictures/index.ts';
import { failingLog } from '../support/log.ts';
import { busy, discouraged, member, newcomer } from './members.ts';

const png = [0x89, 0x50, 0x4e, 0x47];

test('a picture comes as PNG and as SVG that says what it shows', async () => {
  const log = failingLog();
  const pictures = createPictures({ log });
  const file = await pictures.draw('ana', progressPicture(member, await busy()));
  log.check();
  await pictures.close();
  expect([...(file?.bytes.slice(0, 4) ?? [])]).toEqual(png);
  const svg = new TextDecoder().decode(file?.vector);
  expect(svg).toContain('<title>Your last twelve weeks</title><desc>Your last twelve weeks. What you did by week');
  expect(svg).toContain('finish one SQL course');
  expect(file?.description).toContain('How far applications came: applied: 34, screening: 12');
});

test('what a member wrote is drawn as text and as nothing else', async () => {
  const log = failingLog();
  const pictures = createPictures({ log });
  const title = '</text><script>alert(1)</script>';
  const description = '<desc> & "more"';
  const picture: Picture = { name: 'p', title, description, panels: [] };
  const file = await pictures.draw('ana', picture);
  await pictures.close();
  log.check();
  const svg = new TextDecoder().decode(file?.vector);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('<desc>&lt;desc&gt; &amp; "more"</desc>');
});

test('a thread that was warmed up draws what it is asked next', async () => {
  const log = failingLog();
  const pictures = createPictures({ log });
  await pictures.warm();
  const file = await pictures.draw('ana', progressPicture(member, await newcomer()));
  await pictures.close();
  log.check();
  expect(file?.name).toBe('progress.png');
});

test('one owner has one picture in the making; others have theirs', async () => {
  const log = failingLog();
  const pictures = createPictures({ log });
  const picture = progressPicture(member, await newcomer());
  const [one, same, other] = await Promise.all([
    pictures.draw('ana', picture),
    pictures.draw('ana', picture),
    pictures.draw('ben', picture),
  ]);
  expect(same).toBe(one);
  expect(other).not.toBe(one);
  expect(await pictures.draw('ana', picture)).not.toBe(one);
  log.check();
  await pictures.close();
});

test('a picture that cannot be drawn takes nothing down with it, and the next one is drawn', async () => {
  const log = failingLog();
  const pictures = createPictures({ log });
  const good = progressPicture(member, await newcomer());
  // No feature makes such a one: it stands for a fault of ours.
  const broken = { ...good, panels: [{ kind: 'columns', title: 'x', columns: null }] } as unknown as Picture;
  expect(await pictures.draw('ana', broken)).toBeUndefined();
  expect(() => log.check()).toThrow('TypeError');
  expect(await pictures.draw('ana', good)).toBeDefined();
  const pending = pictures.draw('ben', good);
  await pictures.close();
  // Whoever still waits when the bot stops is not left waiting.
  await pending;
});

test.each([
  ['newcomer', newcomer],
  ['busy', busy],
  ['discouraged', discouraged],
] as const)(
  'the picture of the %s one names no failing, leaves no panel empty and fits its places',
  async (_name, of) => {
    const { title, description, panels } = progressPicture(member, await of());
    expect(JSON.stringify([title, description, panels])).not.toMatch(/fail|miss|reject|behind|streak|\b0 of\b/i);
    expect(title.length).toBeLessThanOrEqual(40);
    expect(description.length).toBeLessThanOrEqual(1_000);
    for (const panel of panels) {
      expect(panel.title.length).toBeLessThanOrEqual(40);
      if (panel.kind === 'columns') expect(panel.columns).toHaveLength(12);
      else if (panel.kind === 'multiples') {
        expect(panel.multiples.every((each) => each.title.length <= 24 && each.note.length <= 28)).toBe(true);
        expect(panel.multiples.length).toBeGreaterThan(0);
      } else expect(panel.rows.every((row) => row.value > 0)).toBe(true);
    }
  },
);

test('what the font lacks is left out, and Hindi is not', () => {
  expect(drawable('किताबें पढ़ना 5 बार')).toBe('किताबें पढ़ना 5 बार');
  expect(drawable('learn SQL 🚀 (daily)')).toBe('learn SQL (daily)');
  expect(drawable('日本語')).toBe('');
  expect(drawable('🚀!')).toBe('');
});
