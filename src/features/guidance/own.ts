import { energies, type Need, type Topic } from '../../content/index.ts';
import { type Block, type Inline, type Locale, rich } from '../../core/text/index.ts';
import { limits, richLength } from '../../core/views/index.ts';

/** What a moderator writes of a topic. `body` is our Markdown subset, the others are plain text. */
export interface Wording {
  readonly title: string;
  readonly brief: string;
  readonly body: string;
  readonly needs: readonly Need[];
  readonly keywords: readonly string[];
}

/** One decision about a topic. */
export interface Version {
  readonly id: string;
  readonly topicId: string;
  readonly kind: 'wording' | 'hidden' | 'shown' | 'original';
  readonly locale: Locale;
  /** Undefined where it is none. */
  readonly wording: Wording | undefined;
  readonly writtenAt: Date;
  readonly publishedAt: Date | null;
}

/** How a topic stands in a community. */
export interface Standing {
  readonly isHidden: boolean;
  /** The wording that holds, by language; empty where ours does. */
  readonly wordings: ReadonlyMap<Locale, Version>;
}

// The longest that our own topics are, so that both platforms show it beside its buttons.
export const longest = { title: 60, brief: 140, body: 1_100, keywords: 200 } as const;

const asOurs: Standing = { isHidden: false, wordings: new Map() };

/** How each topic stands that something was published about; later decisions hold over earlier ones. */
export function standings(versions: readonly Version[]): ReadonlyMap<string, Standing> {
  const published = versions.flatMap((version) => (version.publishedAt ? [{ version, at: version.publishedAt }] : []));
  const found = new Map<string, Standing>();
  for (const { version } of published.toSorted((one, other) => one.at.getTime() - other.at.getTime())) {
    found.set(version.topicId, after(found.get(version.topicId) ?? asOurs, version));
  }
  return found;
}

function after(standing: Standing, version: Version): Standing {
  switch (version.kind) {
    case 'hidden':
      return { ...standing, isHidden: true };
    case 'shown':
      return { ...standing, isHidden: false };
    case 'original':
      return asOurs;
    case 'wording':
      return { isHidden: false, wordings: new Map([...standing.wordings, [version.locale, version]]) };
  }
}

/** The topics as a community's members read them in a language. A wording in another language replaces none of ours. */
export function topicsWith(ours: readonly Topic[], versions: readonly Version[], locale: Locale): readonly Topic[] {
  const found = standings(versions);
  if (found.size === 0) return ours;
  const known = new Set(ours.map(({ id }) => id));
  const kept = ours.flatMap((topic) => {
    const { isHidden, wordings } = found.get(topic.id) ?? asOurs;
    return isHidden ? [] : [reworded(topic, wordings.get(locale))];
  });
  const own = [...found].flatMap(([id, { isHidden, wordings }]) => {
    const version = wordings.get(locale) ?? [...wordings.values()].at(-1);
    return known.has(id) || isHidden || !version ? [] : [reworded(blank(id), version)];
  });
  return [...kept, ...own];
}

/** Topics of a community's own that nothing was published of yet, each in the latest of its drafts. `drafts`: the latest first. */
export function begun(drafts: readonly Version[], published: ReadonlyMap<string, Standing>): readonly Topic[] {
  const own = drafts.filter(({ topicId }) => isOwn(topicId) && !published.has(topicId));
  const latest = own.filter(({ topicId }, at) => own.findIndex((each) => each.topicId === topicId) === at);
  return latest.map((version) => reworded(blank(version.topicId), version));
}

const ownPrefix = 'own-';

export function ownId(unique: string): string {
  return `${ownPrefix}${unique}`;
}

export function isOwn(topicId: string): boolean {
  return topicId.startsWith(ownPrefix);
}

/** A topic in the words of a version; `version` undefined leaves it as it is. */
export function reworded(topic: Topic, version: Version | undefined): Topic {
  if (!version?.wording) return topic;
  const reviewedOn = (version.publishedAt ?? version.writtenAt).toISOString().slice(0, 10);
  return {
    ...topic,
    ...version.wording,
    needs: [...version.wording.needs],
    keywords: [...version.wording.keywords],
    reviewedOn,
  };
}

/** One of a community's own before it is worded: reached by need and by search, suggested after no rejection. */
export function blank(id: string): Topic {
  return {
    id,
    title: '',
    brief: '',
    body: '',
    kind: ['say'],
    stages: ['any'],
    energy: [...energies],
    when: [],
    needs: [],
    keywords: [],
    related: [],
    reviewedOn: '1970-01-01',
    sources: [],
  };
}

/** Whether a line is read as nothing but its letters where topics are listed. */
export function isPlain(line: string): boolean {
  const [first, ...more] = read(line) ?? [];
  if (first?.type !== 'paragraph' || more.length > 0) return false;
  return first.children.length === 1 && first.children[0]?.type === 'text' && first.children[0].value === line;
}

/** Whether a body can be shown on every platform: paragraphs, flat lists, marks, and links to https. */
export function isShowable(body: string): boolean {
  const blocks = read(body);
  if (!blocks || blocks.length === 0 || richLength(blocks) > limits.card.sectionText) return false;
  const lines = blocks.flatMap((block) => (block.type === 'paragraph' ? [block.children] : block.items));
  return lines.flat().every(leadsNowhereElse);
}

function leadsNowhereElse(inline: Inline): boolean {
  if (inline.type === 'link' && !inline.url.startsWith('https://')) return false;
  return 'children' in inline ? inline.children.every(leadsNowhereElse) : true;
}

function read(markdown: string): readonly Block[] | undefined {
  try {
    return rich(markdown);
  } catch {
    return undefined;
  }
}
