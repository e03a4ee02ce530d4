import * as spec from 'discord-api-spec/zod';

/** A body that Discord would refuse, and why: the fault's place and what is wrong there. */
export type Faults = readonly string[];

/** The bodies that the bot may send, by the name of the schema in Discord's OpenAPI document. */
const schemas = {
  message: spec.MessageCreateRequestSchema,
  edit: spec.MessageEditRequestPartialSchema,
  followup: spec.IncomingWebhookInteractionRequestSchema,
  originalEdit: spec.IncomingWebhookUpdateRequestPartialSchema,
  thread: spec.CreateTextThreadWithoutMessageRequestSchema,
  messageThread: spec.CreateTextThreadWithMessageRequestSchema,
  threadEdit: spec.UpdateThreadRequestPartialSchema,
  directChannel: spec.CreatePrivateChannelRequestSchema,
  command: spec.ApplicationCommandUpdateRequestSchema,
  modal: spec.ModalInteractionCallbackRequestSchema,
  respond: spec.CreateMessageInteractionCallbackRequestSchema,
  update: spec.UpdateMessageInteractionCallbackRequestSchema,
  suggestions: spec.ApplicationCommandAutocompleteCallbackRequestSchema,
} as const;

export type BodyKind = keyof typeof schemas;

/** What Discord would find wrong with a body; empty when it takes it. */
export function faultsOf(kind: BodyKind, body: unknown): Faults {
  const parsed = schemas[kind].safeParse(kind === 'command' ? withNumericPermissions(body) : body);
  const bySpec = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  return [...bySpec, ...faultsBeyondSpec(kind, body as Body)];
}

// The document says number; Discord's own reference, and Discord, say string.
function withNumericPermissions(body: unknown): unknown {
  const { default_member_permissions: permissions } = body as { default_member_permissions?: unknown };
  if (typeof permissions !== 'string') return body;
  return { ...(body as object), default_member_permissions: Number(permissions) };
}

interface Embed {
  readonly title?: string;
  readonly description?: string;
  readonly footer?: { readonly text?: string };
  readonly author?: { readonly name?: string };
  readonly fields?: readonly { readonly name: string; readonly value: string }[];
}

interface Component {
  readonly type: number;
  readonly custom_id?: string;
  readonly style?: number;
  readonly label?: string;
  readonly url?: string;
  readonly value?: string;
  readonly min_values?: number;
  readonly max_values?: number;
  readonly min_length?: number;
  readonly max_length?: number;
  readonly required?: boolean;
  readonly content?: string;
  readonly description?: string;
  readonly options?: readonly { readonly label: string; readonly value: string; readonly default?: boolean }[];
  readonly components?: readonly Component[];
  readonly component?: Component;
}

interface Body {
  readonly type?: number;
  readonly data?: Body;
  readonly content?: string;
  readonly embeds?: readonly Embed[];
  readonly components?: readonly Component[];
  readonly allowed_mentions?: { readonly parse?: readonly string[] };
  readonly attachments?: readonly unknown[];
  readonly flags?: number;
  readonly title?: string;
  readonly name?: string;
  readonly name_localizations?: Readonly<Record<string, string>>;
  readonly options?: readonly CommandOption[];
}

interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly name_localizations?: Readonly<Record<string, string>>;
  readonly required?: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string | number }[];
  readonly options?: readonly CommandOption[];
}

function faultsBeyondSpec(kind: BodyKind, body: Body): string[] {
  switch (kind) {
    case 'message':
    case 'followup':
      return faultsOfMessage(body, true);
    case 'edit':
    case 'originalEdit':
      return faultsOfMessage(body, false);
    case 'respond':
      return body.type === 4 ? faultsOfMessage(body.data ?? {}, true) : [];
    case 'update':
      return body.type === 7 ? faultsOfMessage(body.data ?? {}, false) : [];
    case 'modal':
      return faultsOfModal(body.data ?? {});
    case 'command':
      return [...faultsOfNames(body), ...faultsOfOptions(body.options ?? [])];
    default:
      return [];
  }
}

function faultsOfMessage(body: Body, isNew: boolean): string[] {
  const faults: string[] = [];
  const embeds = body.embeds ?? [];
  const components = body.components ?? [];
  if ((body.content?.length ?? 0) > 2_000) faults.push('content: over 2,000');
  if (isNew && !body.content?.trim() && embeds.length + components.length + (body.attachments?.length ?? 0) === 0) {
    faults.push('Cannot send an empty message');
  }
  if (embeds.reduce((sum, embed) => sum + embedLength(embed), 0) > 6_000) faults.push('embeds: over 6,000 in all');
  if (components.length > 5) faults.push('components: over 5 rows');
  // Ours, not Discord's: nothing that the bot sends may ping.
  if (body.allowed_mentions?.parse?.length !== 0) faults.push('allowed_mentions: may ping');
  faults.push(...embeds.flatMap(faultsOfEmbed), ...components.flatMap(faultsOfRow), ...faultsOfIds(components));
  return faults;
}

function embedLength(embed: Embed): number {
  const fields = (embed.fields ?? []).reduce((sum, field) => sum + field.name.length + field.value.length, 0);
  const { title = '', description = '', footer, author } = embed;
  return title.length + description.length + (footer?.text?.length ?? 0) + (author?.name?.length ?? 0) + fields;
}

function faultsOfEmbed(embed: Embed): string[] {
  const faults: string[] = [];
  if (embedLength(embed) === 0) faults.push('embeds: an embed is empty');
  for (const [name, text] of [
    ['title', embed.title],
    ['description', embed.description],
    ...(embed.fields ?? []).flatMap((field) => [
      ['field name', field.name],
      ['field value', field.value],
    ]),
  ]) {
    if (text !== undefined && text.trim() === '') faults.push(`embeds: ${name} is required`);
  }
  return faults;
}

function faultsOfRow(row: Component): string[] {
  if (row.type !== 1) return ['components: only rows stand at the top of a classic message'];
  const inside = row.components ?? [];
  const selects = inside.filter((component) => component.type === 3);
  const faults = selects.length > 0 && inside.length > 1 ? ['components: a select stands alone in its row'] : [];
  return [...faults, ...inside.flatMap((each) => (each.type === 3 ? faultsOfSelect(each) : faultsOfButton(each)))];
}

function faultsOfButton(button: Component): string[] {
  if (button.style === 5)
    return button.url && !button.custom_id ? [] : ['components: a link has a url and no custom_id'];
  const faults = button.custom_id && !button.url ? [] : ['components: a button has a custom_id and no url'];
  return button.label?.trim() ? faults : [...faults, 'components: a button without a label'];
}

function faultsOfSelect(select: Component): string[] {
  const options = select.options ?? [];
  const faults: string[] = [];
  const { min_values: least = 1, max_values: most = 1 } = select;
  if (new Set(options.map((option) => option.value)).size < options.length) faults.push('options: duplicate value');
  if (options.some((option) => option.label.trim() === '' || option.value.trim() === '')) faults.push('options: empty');
  if (most > options.length || least > most) faults.push('options: min_values or max_values out of range');
  if (options.filter((option) => option.default).length > most) faults.push('options: too many defaults');
  return faults;
}

/** Custom ids are unique over a whole message or modal. */
function faultsOfIds(components: readonly Component[]): string[] {
  const within = (component: Component): string[] => [
    ...(component.custom_id === undefined ? [] : [component.custom_id]),
    ...(component.components ?? []).flatMap(within),
    ...(component.component ? within(component.component) : []),
  ];
  const ids = components.flatMap(within);
  return new Set(ids).size < ids.length ? ['components: duplicate custom_id'] : [];
}

function faultsOfModal(modal: Body): string[] {
  const components = modal.components ?? [];
  const faults = faultsOfIds(components);
  if (components.length > 5) faults.push('components: over 5 in a modal');
  if (!modal.title?.trim()) faults.push('title: required');
  for (const { component, label } of components.filter((each) => each.type === 18)) {
    if (!label?.trim()) faults.push('components: a label is empty');
    if (component?.type === 3) faults.push(...faultsOfSelect(component));
    if (component?.type === 3 && component.required && component.min_values === 0) {
      faults.push('components: a required select must have min_values of 1 or more');
    }
    if (component?.type === 4 && (component.value?.length ?? 0) > (component.max_length ?? 4_000)) {
      faults.push('components: value over max_length');
    }
  }
  return faults;
}

/** In every language: letters and figures, lower case where there is one, at most 32. */
function faultsOfNames({ name = '', name_localizations: inOthers = {} }: Pick<Body, 'name' | 'name_localizations'>) {
  const names = [name, ...Object.values(inOthers)];
  const isLegal = (each: string) => /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(each);
  return names.every((each) => isLegal(each) && each === each.toLowerCase()) ? [] : [`name: ${names.join(', ')}`];
}

function faultsOfOptions(options: readonly CommandOption[]): string[] {
  const faults: string[] = [];
  const names = options.map((option) => option.name);
  if (new Set(names).size < names.length) faults.push('options: duplicate name');
  faults.push(...options.flatMap(faultsOfNames));
  const firstOptional = options.findIndex((option) => option.type > 2 && !option.required);
  if (firstOptional >= 0 && options.slice(firstOptional).some((option) => option.required)) {
    faults.push('options: required options come first');
  }
  for (const option of options) {
    const choices = option.choices ?? [];
    if (option.autocomplete && choices.length > 0) faults.push('options: autocomplete and choices exclude each other');
    if (new Set(choices.map((choice) => choice.value)).size < choices.length) faults.push('choices: duplicate value');
    if (new Set(choices.map((choice) => choice.name)).size < choices.length) faults.push('choices: duplicate name');
    faults.push(...faultsOfOptions(option.options ?? []));
  }
  return faults;
}
