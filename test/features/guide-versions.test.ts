import { expect, test } from 'vitest';
import { contentLocales, loadContent } from '../../src/content/index.ts';
import { longest, standings, type Version } from '../../src/features/guidance/own.ts';
import { topicStateCard } from '../../src/features/guidance/views-moderation.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 2, 9, minute));
const title = 'W'.repeat(longest.title);
const wording = { title, brief: 'In short', body: 'Ask us.', needs: [], keywords: [] };
const version = (minute: number, locale: string, isPublished: boolean): Version => ({
  ...{ id: String(minute), topicId: 'selfcare', kind: 'wording', locale, wording, writtenAt: at(minute) },
  publishedAt: isPublished ? at(minute) : null,
});

test.each(contentLocales())(
  'versions are told apart in %s: what holds, what is a draft, what is in which language',
  (locale) => {
    const other = locale === 'en' ? 'pt-BR' : 'en';
    const versions = [
      ...[version(1, locale, true), version(2, locale, true), version(3, locale, false)],
      ...[version(4, other, true), version(5, other, true), version(6, other, false)],
    ];
    const topic = loadContent()(locale).topics.find(({ id }) => id === 'selfcare');
    if (!topic) throw new Error('The topic is gone');
    const standing = standings(versions).get('selfcare');
    const { actions } = topicStateCard({ locale, zone: 'UTC' }, topic, standing, versions, at(9));
    const told = actions.flatMap((action) => (action.kind === 'select' ? action.options : []));
    const said = Object.fromEntries(told.map(({ value, description }) => [value, description ?? '']));
    const language = new Intl.DisplayNames([locale], { type: 'language' }).of(other);
    expect(said).toMatchObject({ 1: title, 4: language, 5: `${said[2]} (${language})`, 6: `${said[3]} (${language})` });
    expect(new Set(Object.values(said)).size).toBe(6);
  },
);
