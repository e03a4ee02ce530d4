import { actionToken, commandToken } from '../../core/interactions/index.ts';
import type { Locale, RichText } from '../../core/text/index.ts';
import { formatMoment } from '../../core/time/index.ts';
import { type Button, type Card, card, type Form, form, text } from '../../core/views/index.ts';
import { messages } from './texts.ts';

export const editSettings = 'communities.edit';

/** What a community goes by where a member's own choice is not known. `zone` is IANA's, `locale` one that Rebound speaks. */
export interface CommunitySettings {
  readonly zone: string;
  readonly locale: Locale;
}

/** The settings as they stand, in the moderator's own language. `saved` says that they were just changed. */
export function settingsCard(locale: Locale, settings: CommunitySettings, now: Date, saved: boolean): Card {
  const { zone } = settings;
  const time = formatMoment(now.toISOString(), 'time', { locale, zone, now });
  return card({
    title: messages.text(locale, 'settings-title'),
    sections: [
      ...(saved ? [text(messages.rich(locale, 'settings-saved'))] : []),
      {
        kind: 'fields',
        fields: [
          { label: messages.text(locale, 'zone'), value: messages.rich(locale, 'zone-now', { zone, time }) },
          { label: messages.text(locale, 'language'), value: [paragraph(nameOf(locale, settings.locale))] },
        ],
      },
      text(messages.rich(locale, 'settings-text')),
    ],
    actions: [changeButton(messages.text(locale, 'change')), setupButton(locale)],
  });
}

/** The settings in a line. */
export function settingsLine(locale: Locale, settings: CommunitySettings): RichText {
  const language = nameOf(locale, settings.locale);
  return messages.rich(locale, 'settings-line', { zone: settings.zone, language });
}

/** Opens the form with the settings. */
export function changeButton(label: string): Button {
  return { kind: 'button', style: 'plain', label, token: actionToken(editSettings) };
}

/** Leads to the steps of the setup, from wherever one of them ended. */
export function setupButton(locale: Locale): Button {
  const label = messages.text(locale, 'setup-again');
  return { kind: 'button', style: 'plain', label, token: commandToken('community', 'setup') };
}

/** The one note to somebody who may set the community up. */
export function welcomeCard(locale: Locale): Card {
  return card({
    title: messages.text(locale, 'welcome-title'),
    sections: [text(messages.rich(locale, 'welcome-text'))],
    actions: [{ ...setupButton(locale), style: 'primary', label: messages.text(locale, 'setup-title') }],
    footer: messages.rich(locale, 'welcome-footer'),
  });
}

export function settingsForm(locale: Locale, settings: CommunitySettings, locales: readonly Locale[]): Form {
  return form({
    token: actionToken(editSettings),
    title: messages.text(locale, 'form-title'),
    submitLabel: messages.text(locale, 'form-save'),
    fields: [
      {
        kind: 'text',
        name: 'zone',
        label: messages.text(locale, 'zone-label'),
        hint: messages.text(locale, 'zone-hint'),
        required: true,
        multiline: false,
        maxLength: 60,
        value: settings.zone,
      },
      {
        kind: 'select',
        name: 'language',
        label: messages.text(locale, 'language-label'),
        required: true,
        maxChoices: 1,
        options: locales.map((each) => ({ value: each, label: nameOf(locale, each) })),
        values: [settings.locale],
      },
    ],
  });
}

function paragraph(value: string) {
  return { type: 'paragraph', children: [{ type: 'text', value }] } as const;
}

function nameOf(locale: Locale, named: Locale): string {
  return new Intl.DisplayNames([locale], { type: 'language' }).of(named) ?? named;
}
