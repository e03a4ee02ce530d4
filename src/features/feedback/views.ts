import { type Stage, stages } from '../../content/index.ts';
import { actionToken, deleteButton, type Subject } from '../../core/interactions/index.ts';
import type { Kept } from '../../core/ports/index.ts';
import { type Locale, type RichText, rich, words, wordsOnly } from '../../core/text/index.ts';
import {
  type Button,
  type Card,
  card,
  excerpt,
  type Field,
  type Form,
  form,
  type Section,
  text,
} from '../../core/views/index.ts';
import { stageName } from '../rejections/index.ts';
import { type Area, areas, type Feedback } from './rules.ts';
import { messages } from './texts.ts';

export const feature = 'feedback';
export const actions = { write: 'feedback.write', fromRejection: 'feedback.from-rejection' } as const;

export function areaName(locale: Locale, area: Area): string {
  return messages.text(locale, `area-${area}`);
}

/** What a piece of feedback is called in a list. */
export function feedbackName(locale: Locale, { about, said }: Feedback): string {
  return messages.text(locale, 'list-name', { about, said, hasAbout: about === '' ? 'no' : 'yes' });
}

/** Asks what was said. `initial` stands in the fields of a new one. */
export function feedbackForm(
  locale: Locale,
  { id, version, value }: Subject<Feedback>,
  initial: { readonly stage: Stage | null; readonly about: string },
): Form {
  const standing = value ?? { said: '', who: '', areas: [], ...initial };
  const line = (name: 'who' | 'about', hint: 'hint-who' | 'optional'): Field => ({
    kind: 'text',
    name,
    label: messages.text(locale, `label-${name}`),
    hint: messages.text(locale, hint),
    required: false,
    multiline: false,
    maxLength: longest[name],
    value: standing[name],
  });
  return form({
    token: actionToken(actions.write, id, version),
    title: messages.text(locale, 'form-title'),
    submitLabel: messages.text(locale, 'form-save'),
    fields: [
      {
        kind: 'text',
        name: 'said',
        label: messages.text(locale, 'label-said'),
        hint: messages.text(locale, 'hint-said'),
        required: true,
        multiline: true,
        maxLength: longest.said,
        value: standing.said,
      },
      line('who', 'hint-who'),
      {
        kind: 'select',
        name: 'stage',
        label: messages.text(locale, 'label-stage'),
        required: false,
        maxChoices: 1,
        options: stages.map((stage) => ({ value: stage, label: stageName(locale, stage) })),
        values: standing.stage === null ? [] : [standing.stage],
      },
      {
        kind: 'select',
        name: 'areas',
        label: messages.text(locale, 'label-areas'),
        hint: messages.text(locale, 'hint-areas'),
        required: false,
        maxChoices: areas.length,
        options: areas.map((area) => ({ value: area, label: areaName(locale, area) })),
        values: standing.areas,
      },
      line('about', 'optional'),
    ],
  });
}

// In UTF-16 code units. A standard rejection with its reasons is about 1,200; two role titles with a company about 100.
const longest = { said: 2_000, who: 120, about: 250 } as const;

/** One piece of feedback. `next` leads on from it; `saved` says that it was just written down. */
export function feedbackCard(locale: Locale, kept: Kept<Feedback>, next: readonly Button[], saved: boolean): Card {
  const { said, who, stage, areas: about, about: where } = kept.value;
  const fields = [
    ...field(locale, 'who', shown(who, 200)),
    ...field(locale, 'stage', stage === null ? [] : rich(stageName(locale, stage))),
    ...field(locale, 'areas', rich(about.map((area) => areaName(locale, area)).join(', '))),
    ...field(locale, 'about', shown(where, 300)),
  ];
  const sections: Section[] = [
    ...(saved ? [text(messages.rich(locale, 'thanks'))] : []),
    text(shown(said, 2_300)),
    ...(fields.length > 0 ? [{ kind: 'fields', fields } as const] : []),
  ];
  const edit = actionToken(actions.write, kept.id, kept.version);
  return card({
    title: messages.text(locale, 'title'),
    sections,
    actions: [
      ...next,
      { kind: 'button', style: 'plain', label: messages.text(locale, 'edit'), token: edit },
      deleteButton(locale, feature, kept),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

function field(locale: Locale, name: 'who' | 'stage' | 'areas' | 'about', value: RichText) {
  return value.length === 0 ? [] : [{ label: messages.text(locale, `label-${name}`), value }];
}

/** What was typed, as much as has room beside the rest; all of it is in the form. */
function shown(typed: string, most: number): RichText {
  return typed === '' ? [] : wordsOnly(excerpt(words(typed), most));
}

/** Leads from a rejection to the form. */
export function feedbackButton(locale: Locale, rejection: { readonly id: string }): Button {
  return {
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, 'from-rejection'),
    token: actionToken(actions.fromRejection, rejection.id),
  };
}
