import { type Command, type CommandEntry, isGroup } from '../commands/index.ts';
import { DefinitionError } from '../errors/index.ts';
import type { ActionHandler, Feature, FormHandler } from './feature.ts';
import type { Deed } from './interaction.ts';
import { reopenAction } from './replies.ts';
import { commandAction, parseActionToken } from './token.ts';

/** Everything that a member can set going, by its name. */
export interface Registry {
  readonly commands: readonly CommandEntry[];
  /** By the `feature.action` of their tokens. */
  readonly actions: ReadonlyMap<string, ActionHandler>;
  readonly forms: ReadonlyMap<string, FormHandler>;
  /** The command that a path names. */
  find(path: readonly string[]): Command | undefined;
  /** A name of ours for what was done; what somebody made up is `unknown`. */
  nameOf(interaction: Deed): string;
}

/** Throws `DefinitionError` where two features claim the same command or action. */
export function createRegistry(features: readonly Feature[]): Registry {
  const commands = features.flatMap((feature) => feature.commands);
  const actions = index(features.flatMap((feature) => feature.actions));
  const forms = index(features.flatMap((feature) => feature.forms));
  requireUnique(commands.map((entry) => `/${entry.name}`));

  const find: Registry['find'] = (path) => {
    const entry = commands.find((each) => each.name === path[0]);
    return entry && isGroup(entry) ? entry.subcommands.find((each) => each.name === path[1]) : entry;
  };

  const nameOf: Registry['nameOf'] = (interaction) => {
    if (interaction.kind === 'press' || interaction.kind === 'submit') {
      const action = parseActionToken(interaction.token)?.action ?? '';
      const isOurs = [reopenAction, commandAction].includes(action) || actions.has(action) || forms.has(action);
      return isOurs ? action : 'unknown';
    }
    const [name = '', sub = ''] =
      interaction.kind === 'line' ? interaction.line.slice(1).split(/\s+/, 2) : interaction.path;
    const entry = commands.find((each) => each.name === name);
    if (!entry) return 'unknown';
    return isGroup(entry) && find([name, sub]) ? `${name} ${sub}` : name;
  };

  return { commands, actions, forms, find, nameOf };
}

function index<Handler extends ActionHandler | FormHandler>(handlers: readonly Handler[]): Map<string, Handler> {
  requireUnique(handlers.map((handler) => handler.action));
  return new Map(handlers.map((handler) => [handler.action, handler]));
}

function requireUnique(names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new DefinitionError(`Two features claim "${twice}"`);
}
