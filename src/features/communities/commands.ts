import { type Command, type CommandGroup, defineCommand, defineCommandGroup } from '../../core/commands/index.ts';
import { chosenValues, type FormHandler, fieldErrors, reply, textValue } from '../../core/interactions/index.ts';
import { defaultLocale, type Locale } from '../../core/text/index.ts';
import { rolesCommand } from './roles.ts';
import { type SetupStep, setupCommand } from './setup.ts';
import type { CommunitiesStore } from './store.ts';
import { messages } from './texts.ts';
import { changeButton, editSettings, settingsCard, settingsForm, settingsLine } from './views.ts';
import { readZone } from './zone.ts';

export interface Parts {
  readonly store: CommunitiesStore;
  /** Those that Rebound speaks. */
  readonly locales: readonly Locale[];
}

/**
 * `/community`: everything for moderators that concerns the community as a whole.
 * @param more what other features add to it.
 */
export function communityCommand(parts: Parts, steps: readonly SetupStep[], more: readonly Command[]): CommandGroup {
  return defineCommandGroup({
    name: 'community',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'summary'),
    subcommands: [setupCommand(parts.store, steps), settingsCommand(parts), rolesCommand(parts), ...more],
  });
}

export function settingsStep({ store }: Pick<Parts, 'store'>): SetupStep {
  return {
    name: 'settings',
    label: (locale) => messages.text(locale, 'step-settings'),
    standing: async ({ communityId, locale, communityZone }) => {
      if (communityZone === undefined) return undefined;
      return { says: settingsLine(locale, await store.settings(communityId)), isDone: true };
    },
    button: (locale) => changeButton(messages.text(locale, 'step-settings')),
  };
}

function settingsCommand({ store }: Parts): Command {
  return defineCommand({
    name: 'settings',
    audience: 'moderator',
    summary: (locale) => messages.text(locale, 'settings-summary'),
    firstResponse: 'private',
    options: {},
    run: async ({ member, now }) => {
      return reply(settingsCard(member.locale, await store.settings(member.communityId), now, false));
    },
  });
}

export function settingsFormHandler({ store, locales }: Parts): FormHandler {
  return {
    action: editSettings,
    audience: 'moderator',
    build: async ({ member }) => {
      const settings = await store.settings(member.communityId);
      // Whoever sets it up most likely lives and speaks as its members do.
      const proposed = member.communityZone === undefined ? { zone: member.zone, locale: member.locale } : settings;
      return settingsForm(member.locale, proposed, locales);
    },
    run: async ({ member, now }, { values }) => {
      const read = readZone(member.locale, textValue(values, 'zone'));
      if (!read.ok) return fieldErrors({ zone: read.fault });
      const settings = { zone: read.zone, locale: chosenValues(values, 'language')[0] ?? defaultLocale };
      await store.saveSettings(member.communityId, settings, now);
      return reply(settingsCard(member.locale, settings, now, true));
    },
  };
}
