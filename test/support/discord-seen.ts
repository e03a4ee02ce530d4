import type { DrawnField, DrawnModal, StoredMessage } from '../servers/discord/state.ts';
import { plainOf } from './discord-text.ts';
import type { Seen, SeenField } from './face.ts';

/** A message as Discord's client draws it and a story reads it. */
export function seenMessage({ body, files }: StoredMessage, names?: ReadonlyMap<string, string>): Seen {
  const controls = (body.components ?? []).flatMap((row) => row.components);
  const texts = (body.embeds ?? []).flatMap(({ title, description, fields }) => [
    ...(title === undefined ? [] : [title]),
    ...(description === undefined ? [] : [description]),
    ...(fields ?? []).map(({ name, value }) => `${name}${name.endsWith('?') ? '' : ':'} ${value}`),
  ]);
  const text = texts.map((each) => plainOf(each, names).text).join('\n\n');
  return {
    text,
    // A notification takes from the embeds where there is no content.
    preview: body.content === undefined ? text : plainOf(body.content, names).text,
    buttons: controls.flatMap(({ type, label }) => (type === 2 && label !== undefined ? [label] : [])),
    selects: controls.flatMap(({ type, placeholder, options }) => {
      return type === 3 ? [{ label: placeholder ?? '', options: options ?? [] }] : [];
    }),
    copyable: texts.flatMap((each) => {
      return [...each.matchAll(/```\n([\s\S]*?)\n```/g)].map((match) => (match[1] ?? '').replaceAll('\u200b', ''));
    }),
    files: files.map(({ name, type, text }) => ({ name, mediaType: type, text })),
  };
}

/** An open form as a story reads it. */
export function seenModal({ title, components }: DrawnModal): Seen {
  const fields = components.flatMap(({ label = '', component }): SeenField[] => {
    if (!component) return [];
    const standing = standingValue(component);
    return [
      {
        name: component.custom_id,
        label,
        kind: component.type === 4 ? 'text' : 'select',
        value: typeof standing === 'string' ? standing : standing.join(','),
        options: (component.options ?? []).map((option) => option.value),
      },
    ];
  });
  return { text: title, buttons: [], selects: [], copyable: [], form: { title, fields } };
}

/** What a client sends: what stands in each field, with what the member put in its place. */
export function standingValues(
  { components }: DrawnModal,
  typed: Readonly<Record<string, string | readonly string[]>>,
  idOf: (type: number, name: string) => string,
): Record<string, string | readonly string[]> {
  const entries = components.flatMap(({ component }) => {
    if (!component) return [];
    const { type, custom_id: name } = component;
    const value = typed[name] ?? standingValue(component);
    if (type === 4) return [[name, value] as const];
    const chosen = [value].flat();
    // Discord's own lists show names and send ids.
    const ids = type === 3 || typed[name] === undefined ? chosen : chosen.map((each) => idOf(type, each));
    return [[name, ids] as const];
  });
  return Object.fromEntries(entries);
}

function standingValue(field: DrawnField): string | readonly string[] {
  if (field.type === 4) return field.value ?? '';
  if (field.type !== 3) return (field.default_values ?? []).map(({ id }) => id);
  return (field.options ?? []).filter((option) => option.default).map((option) => option.value);
}
