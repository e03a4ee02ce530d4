import { type DraftKind, draftKinds, tones } from '../../content/index.ts';
import { actionToken, deleteButton, keepButton, listButton, type Subject } from '../../core/interactions/index.ts';
import type { Kept } from '../../core/ports/index.ts';
import type { Locale } from '../../core/text/index.ts';
import {
  type Button,
  type Card,
  card,
  type Field,
  type Form,
  form,
  limits,
  type Section,
  text,
} from '../../core/views/index.ts';
import { type Draft, type DraftField, type Fields, type Message, otherTone } from './rules.ts';
import { messages } from './texts.ts';

export const feature = 'drafts';
export const actions = {
  /** The row is the rejection that it is about, `-` where there is none. */
  pick: 'drafts.pick',
  fromRejection: 'drafts.from-rejection',
  /** The row is what it is about: a rejection or an application. */
  start: (kind: DraftKind) => `drafts.start-${kind}`,
  write: (kind: DraftKind) => `drafts.write-${kind}`,
  sign: 'drafts.sign',
  edit: 'drafts.edit',
  tone: 'drafts.tone',
  undo: 'drafts.undo',
  undoNow: 'drafts.undo-now',
} as const;

/** In UTF-16 code units; filled with all of them, no template grows over what a card can show. */
export const longest: Readonly<Record<DraftField, number>> = {
  interviewer: 80,
  role: 120,
  company: 120,
  topics: 200,
  detail: 300,
  date: 60,
  sender: 80,
};
/** In UTF-16 code units. */
export const longestSubject = 300;

export function kindName(locale: Locale, kind: DraftKind): string {
  return messages.text(locale, `kind-${kind}`);
}

/** What a draft is called in a list. */
export function draftName(locale: Locale, { kind, fields }: Draft): string {
  const about = fields.company ?? fields.role ?? fields.interviewer ?? '';
  return messages.text(locale, 'list-name', {
    kind: kindName(locale, kind),
    about,
    hasAbout: about === '' ? 'no' : 'yes',
  });
}

/** Asks which message it is to be. `rejection` is the id of the one that it is about. */
export function pickCard(locale: Locale, kinds: readonly DraftKind[], rejection?: string): Card {
  return card({
    title: messages.text(locale, 'pick-title'),
    sections: [text(messages.rich(locale, kinds.length < draftKinds.length ? 'pick-fitting' : 'pick-text'))],
    actions: [
      {
        kind: 'select',
        token: actionToken(actions.pick, rejection),
        placeholder: messages.text(locale, 'pick-placeholder'),
        options: kinds.map((kind) => ({
          value: kind,
          label: kindName(locale, kind),
          description: messages.text(locale, `for-${kind}`),
        })),
      },
      listButton(locale, feature),
    ],
  });
}

/** Asks for the details of a message and its tone. `initial` stands in the fields of a new one. */
export function detailsForm(
  locale: Locale,
  kind: DraftKind,
  details: readonly DraftField[],
  { id, version, value }: Subject<Draft>,
  initial: Fields = {},
): Form {
  const tone: Field = {
    kind: 'select',
    name: 'tone',
    label: messages.text(locale, 'label-tone'),
    required: true,
    maxChoices: 1,
    options: tones.map((each) => ({ value: each, label: messages.text(locale, `tone-${each}`) })),
    values: [value?.tone ?? 'plain'],
  };
  return form({
    token: actionToken(actions.write(kind), id, version),
    title: kindName(locale, kind),
    submitLabel: messages.text(locale, 'write'),
    fields: [...details.map((field) => detailField(locale, kind, field, value?.fields ?? initial)), tone],
  });
}

/** Asks for what can be added below the finished text. */
export function signForm(locale: Locale, signing: readonly DraftField[], kept: Kept<Draft>): Form {
  const { kind, fields } = kept.value;
  return form({
    token: actionToken(actions.sign, kept.id, kept.version),
    title: kindName(locale, kind),
    submitLabel: messages.text(locale, 'save'),
    fields: signing.map((field) => detailField(locale, kind, field, fields)),
  });
}

/** The finished text for the member to change by hand. */
export function editForm(locale: Locale, kept: Kept<Draft>, message: Message): Form {
  return form({
    token: actionToken(actions.edit, kept.id, kept.version),
    title: kindName(locale, kept.value.kind),
    submitLabel: messages.text(locale, 'save'),
    fields: [
      {
        kind: 'text',
        name: 'subject',
        label: messages.text(locale, 'subject'),
        required: true,
        multiline: false,
        maxLength: longestSubject,
        value: message.subject.value,
      },
      {
        kind: 'text',
        name: 'text',
        label: messages.text(locale, 'text'),
        required: true,
        multiline: true,
        maxLength: limits.card.copyable,
        value: message.body.value,
      },
    ],
  });
}

/** The finished message, ready to copy. `signing` is what its kind can add below. */
export function draftCard(
  locale: Locale,
  kept: Kept<Draft>,
  message: Message,
  signing: readonly DraftField[],
  later: Button,
): Card {
  const { kind, edited } = kept.value;
  const sections: Section[] = [
    text(messages.rich(locale, edited ? 'by-hand' : 'ready')),
    { kind: 'copyable', label: messages.text(locale, 'subject'), text: message.subject },
    { kind: 'copyable', label: messages.text(locale, 'text'), text: message.body },
    ...(kind === 'feedback-reply' ? [text(messages.rich(locale, 'keep-subject'))] : []),
  ];
  return card({
    title: kindName(locale, kind),
    sections,
    actions: [
      button(messages.text(locale, 'edit'), actions.edit, kept),
      ...(edited
        ? [button(messages.text(locale, 'undo'), actions.undo, kept)]
        : templateButtons(locale, kept, signing)),
      later,
      deleteButton(locale, feature, kept),
    ],
    footer: messages.rich(locale, 'private'),
  });
}

/** These write the text anew, so they are there only while the member has not changed it by hand. */
function templateButtons(locale: Locale, kept: Kept<Draft>, signing: readonly DraftField[]): Button[] {
  const { kind, tone, fields } = kept.value;
  const signed = fields.sender === undefined ? 'no' : 'yes';
  const sign = signing.length > 1 ? messages.text(locale, 'sign-dated') : messages.text(locale, 'sign', { signed });
  return [
    button(messages.text(locale, `tone-to-${otherTone(tone)}`), actions.tone, kept),
    button(messages.text(locale, 'change'), actions.write(kind), kept),
    button(sign, actions.sign, kept),
  ];
}

/** Asks before the member's own changes are lost. */
export function undoCard(locale: Locale, kept: Kept<Draft>): Card {
  return card({
    title: messages.text(locale, 'undo-title'),
    sections: [text(messages.rich(locale, 'undo-text'))],
    actions: [button(messages.text(locale, 'undo-yes'), actions.undoNow, kept), keepButton(locale, feature, kept)],
  });
}

/** Leads from a rejection to the messages that fit it. */
export function draftButton(locale: Locale, rejection: { readonly id: string }): Button {
  return {
    kind: 'button',
    style: 'plain',
    label: messages.text(locale, 'rejection-button'),
    token: actionToken(actions.fromRejection, rejection.id),
  };
}

/** Opens the form of one kind of message, filled in from the rejection or application with this id. */
export function startDraftButton(label: string, kind: DraftKind, subject: { readonly id: string }): Button {
  return { kind: 'button', style: 'plain', label, token: actionToken(actions.start(kind), subject.id) };
}

function detailField(locale: Locale, kind: DraftKind, field: DraftField, values: Fields): Field {
  const { label, hint } = wordingOf(kind, field);
  return {
    kind: 'text',
    name: field,
    label: messages.text(locale, label),
    hint: messages.text(locale, hint),
    required: false,
    multiline: false,
    maxLength: longest[field],
    ...(values[field] === undefined ? {} : { value: values[field] }),
  };
}

function wordingOf(kind: DraftKind, field: DraftField) {
  switch (field) {
    case 'interviewer':
      return {
        label: kind === 'feedback-recruiter' ? 'label-recruiter' : 'label-interviewer',
        hint: 'hint-interviewer',
      } as const;
    case 'date':
      return kind === 'thank-you'
        ? ({ label: 'label-date-talk', hint: 'hint-date-talk' } as const)
        : ({ label: 'label-date-news', hint: 'hint-date-news' } as const);
    case 'company':
      return { label: 'label-company', hint: 'optional' } as const;
    default:
      return { label: `label-${field}`, hint: `hint-${field}` } as const;
  }
}

function button(label: string, action: string, kept: Kept<Draft>): Button {
  return { kind: 'button', style: 'plain', label, token: actionToken(action, kept.id, kept.version) };
}
