import {
  type APIComponentInLabel,
  type APIModalInteractionResponseCallbackData,
  ChannelType,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord-api-types/v10';
import type { Field, Form, PickField, SelectField, TextField } from '../../core/views/index.ts';
import { writeCustomId } from './custom-id.ts';
import { renderRich } from './markdown.ts';

/**
 * Shows a whole form as a modal: each field below its label and hint, the introduction above them. Discord names the button
 * that sends it itself, so the form's own label for it appears nowhere.
 * @param communityId given where the form is opened from a direct message, which names no server.
 */
export function renderForm(form: Form, communityId?: string): APIModalInteractionResponseCallbackData {
  const intro = form.intro ? [{ type: ComponentType.TextDisplay as const, content: renderRich(form.intro) }] : [];
  return {
    custom_id: writeCustomId({ token: form.token, ...(communityId === undefined ? {} : { communityId }) }),
    title: form.title,
    components: [
      ...intro,
      ...form.fields.map((field) => ({
        type: ComponentType.Label as const,
        label: field.label,
        ...(field.hint === undefined ? {} : { description: field.hint }),
        component: renderField(field),
      })),
    ],
  };
}

function renderField(field: Field): APIComponentInLabel {
  switch (field.kind) {
    case 'text':
      return renderText(field);
    case 'select':
      return renderSelect(field);
    case 'pick':
      return renderPick(field);
  }
}

function renderText(field: TextField): APIComponentInLabel {
  const value = field.value ?? '';
  return {
    type: ComponentType.TextInput,
    custom_id: field.name,
    style: field.multiline ? TextInputStyle.Paragraph : TextInputStyle.Short,
    required: field.required,
    // A text that is already too long comes back whole for its author to shorten; Discord refuses one over the maximum.
    max_length: Math.max(field.maxLength, value.length),
    ...(field.placeholder === undefined ? {} : { placeholder: field.placeholder }),
    ...(value === '' ? {} : { value }),
  };
}

function renderSelect(field: SelectField): APIComponentInLabel {
  const chosen = new Set(field.values);
  return {
    type: ComponentType.StringSelect,
    custom_id: field.name,
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: field.maxChoices,
    options: field.options.map((option) => ({ ...option, default: chosen.has(option.value) })),
  };
}

// Where the bot can post and open threads.
const channelTypes = [ChannelType.GuildText, ChannelType.GuildAnnouncement];

function renderPick(field: PickField): APIComponentInLabel {
  const values = field.values ?? [];
  const shared = {
    custom_id: field.name,
    required: field.required,
    min_values: field.required ? 1 : 0,
    max_values: field.maxChoices,
  };
  if (field.of === 'person') {
    const standing = values.map((id) => ({ type: SelectMenuDefaultValueType.User as const, id }));
    return { type: ComponentType.UserSelect, ...shared, default_values: standing };
  }
  const standing = values.map((id) => ({ type: SelectMenuDefaultValueType.Channel as const, id }));
  return { type: ComponentType.ChannelSelect, ...shared, channel_types: channelTypes, default_values: standing };
}
