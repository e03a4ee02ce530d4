import { DefinitionError } from '../errors/index.ts';
import { limits } from '../views/index.ts';

/**
 * What a button, select or form carries: `v1:<feature>.<action>:<row>:<version>`. It names what is meant and gives no
 * right to it: the row is loaded again and the actor checked again. It holds no personal text.
 */
export interface ActionToken {
  /** `feature.action`. */
  readonly action: string;
  /** The id of the row that is meant, or `-` where there is none. */
  readonly row: string;
  /** The version of that row when the card was drawn, 0 or more; a lower one than the row's is out of date. */
  readonly version: number;
}

const shape = /^v1:([a-z][a-z0-9-]*\.[a-z][a-z0-9-]*):([A-Za-z0-9_-]{1,60}):(0|[1-9][0-9]{0,8})$/;

/** Writes a token. Throws `DefinitionError` for a name, row or version that cannot be read back. */
export function actionToken(action: string, row = '-', version = 0): string {
  const token = `v1:${action}:${row}:${version}`;
  if (token.length > limits.token || !shape.test(token)) {
    throw new DefinitionError(`"${action}" with this row and version makes no token`);
  }
  return token;
}

/** Reads a token; undefined for anything that is none, whoever sent it. */
export function parseActionToken(token: string): ActionToken | undefined {
  if (token.length > limits.token) return undefined;
  const match = shape.exec(token);
  if (!match?.[1] || !match[2] || !match[3]) return undefined;
  return { action: match[1], row: match[2], version: Number(match[3]) };
}

/** Runs a command as if it had been typed without options. */
export const commandAction = 'commands.run';

/** A token for a button that runs a command: what is said of a command is then one press away. */
export function commandToken(...path: readonly string[]): string {
  return actionToken(commandAction, path.join('_'));
}

/** The path in the row of a command's token. */
export function commandPath(row: string): readonly string[] {
  return row.split('_');
}
