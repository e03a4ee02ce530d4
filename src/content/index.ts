import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { DefinitionError } from '../core/errors/index.ts';
import { defaultLocale, type Locale } from '../core/text/index.ts';
import { type AliasWords, readAliasWords, readGuard } from './posts.ts';
import { readFolder } from './read.ts';
import {
  type DraftKind,
  draftKinds,
  type Energy,
  energies,
  type InterviewKind,
  interviewKinds,
  moments,
  needs,
  type Stage,
  stages,
  type Tone,
  tones,
} from './vocabulary.ts';

export type { AliasWords } from './posts.ts';
export * from './vocabulary.ts';

const reviewedOn = z.string().regex(/^\d{4}-\d\d-\d\d$/);
const line = (most: number) => z.string().min(1).max(most);

const topicSchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*$/),
  title: line(60),
  /** One sentence that stands alone, in a list or as a next step. */
  brief: line(140),
  kind: z.array(z.enum(['say', 'draft', 'ask', 'do'])).min(1),
  stages: z.array(z.enum(['any', ...stages])).min(1),
  energy: z.array(z.enum(energies)).min(1),
  /** Empty: reached by topic alone. */
  when: z.array(z.enum(moments)),
  needs: z.array(z.enum(needs)).min(1).max(2),
  keywords: z.array(z.string().min(1)).min(1),
  related: z.array(z.string()).min(1).max(3),
  reviewedOn,
  /** The articles of the inventory that the topic draws on. */
  sources: z.array(z.string()),
});

const acknowledgementSchema = z.strictObject({
  stage: z.enum(stages),
  title: line(60),
  /** What reaching this stage means. */
  reached: line(160),
  feedbackAdvice: z.enum(['ask', 'wait', 'skip']),
  feedbackWhy: line(240),
  reviewedOn,
});

const energySchema = z.strictObject({ energy: z.enum(energies), title: line(40), close: line(160) });

const draftSchema = z.strictObject({
  kind: z.enum(draftKinds),
  tone: z.enum(tones),
  /** ICU MessageFormat, as the body: each field X comes with `hasX`, yes or no. */
  subject: line(300),
  reviewedOn,
});

const questionSetSchema = z.strictObject({
  /** How long an answer takes. */
  minutes: z.number().int().min(1).max(30),
  /** `shows` says what a good answer has. */
  questions: z.array(z.strictObject({ ask: line(160), shows: line(240) })).min(12),
});

/** The questions of one kind of interview, each with what a good answer has. */
export type QuestionSet = z.infer<typeof questionSetSchema>;

/** A topic of the guide; `body` is our Markdown subset. */
export type Topic = z.infer<typeof topicSchema> & { readonly body: string };
/** The first words after a rejection at a stage; `body` is our Markdown subset. */
export type Acknowledgement = z.infer<typeof acknowledgementSchema> & { readonly body: string };
/** How a plan for a level of energy opens (`body`) and closes. */
export type EnergyText = z.infer<typeof energySchema> & { readonly body: string };
/** A message to fill in: subject and body in ICU MessageFormat, plain text. */
export type DraftTemplate = z.infer<typeof draftSchema> & { readonly body: string };

/** All that the bot has to say in one language. */
export interface Content {
  /** In the order of the file names. */
  readonly topics: readonly Topic[];
  readonly acknowledgement: Readonly<Record<Stage, Acknowledgement>>;
  readonly energy: Readonly<Record<Energy, EnergyText>>;
  /** What check-ins open with, in turn. */
  readonly prompts: readonly string[];
  readonly interviews: Readonly<Record<InterviewKind, QuestionSet>>;
  readonly draft: Readonly<Record<DraftKind, Readonly<Record<Tone, DraftTemplate>>>>;
  /** What names of posts without a name are made of. */
  readonly aliases: AliasWords;
  /** What holds such a post until a moderator has read it, in all languages. */
  readonly guard: readonly RegExp[];
}

/** The content by locale; a locale without a folder of its own gets English. */
export type ContentByLocale = (locale: Locale) => Content;

/** The languages that there is content in, English first: a folder there is what makes Rebound speak one. */
export function contentLocales(): readonly Locale[] {
  const others = readdirSync(join(import.meta.dirname, 'guidance')).filter((locale) => locale !== defaultLocale);
  return [defaultLocale, ...others.sort()];
}

let known: ContentByLocale | undefined;

/** All content, read and checked once in a process. Throws `DefinitionError` with every fault of a folder. */
export function loadContent(): ContentByLocale {
  known ??= readContent(import.meta.dirname);
  return known;
}

function readContent(folder: string): ContentByLocale {
  const loaded = new Map(contentLocales().map((locale) => [locale, loadLocale(folder, locale)]));
  const fallback = loaded.get(defaultLocale);
  if (!fallback) throw new Error('There is no content in English');
  return (locale) => loaded.get(locale) ?? fallback;
}

// A daily check-in repeats none within eight weeks.
const promptsSchema = z.strictObject({ prompts: z.array(line(160)).min(57) });

function readPrompts(file: string): readonly string[] {
  const { prompts } = promptsSchema.parse(parse(readFileSync(file, 'utf8')));
  if (new Set(prompts).size < prompts.length) throw new DefinitionError(`A prompt stands twice in ${file}`);
  return prompts;
}

function readQuestions(file: string): QuestionSet {
  const parsed = questionSetSchema.safeParse(parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  throw new DefinitionError(`The questions in ${file} have faults:\n${faults.join('\n')}`);
}

function loadLocale(folder: string, locale: Locale): Content {
  const acknowledgements = readFolder(
    join(folder, 'acknowledgements', locale),
    acknowledgementSchema,
    (each) => each.stage,
  );
  const energyTexts = readFolder(join(folder, 'energy', locale), energySchema, (each) => each.energy);
  const drafts = readFolder(join(folder, 'drafts', locale), draftSchema, (each) => `${each.kind}.${each.tone}`);
  const draft = (kind: DraftKind) => {
    return record(tones, (tone) => drafts.find((each) => each.kind === kind && each.tone === tone), `draft ${kind}`);
  };
  return {
    topics: readFolder(join(folder, 'guidance', locale), topicSchema, (each) => each.id),
    acknowledgement: record(
      stages,
      (stage) => acknowledgements.find((each) => each.stage === stage),
      'acknowledgement',
    ),
    energy: record(energies, (energy) => energyTexts.find((each) => each.energy === energy), 'energy'),
    draft: record(draftKinds, draft, 'draft'),
    interviews: record(
      interviewKinds,
      (kind) => readQuestions(join(folder, 'interviews', locale, `${kind}.yaml`)),
      'interview',
    ),
    prompts: readPrompts(join(folder, 'checkins', `${locale}.yaml`)),
    aliases: readAliasWords(join(folder, 'posts'), locale),
    guard: readGuard(join(folder, 'posts')),
  };
}

function record<Key extends string, Value>(
  keys: readonly Key[],
  find: (key: Key) => Value | undefined,
  what: string,
): Readonly<Record<Key, Value>> {
  const entries = keys.map((key) => {
    const value = find(key);
    if (value === undefined) throw new Error(`The content lacks a text: ${what} ${key}`);
    return [key, value] as const;
  });
  return Object.fromEntries(entries) as Record<Key, Value>;
}
