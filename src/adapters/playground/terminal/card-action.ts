import type { Action, Button, Card, Select } from '../../../core/views/index.ts';

/** What a line does with the card above it. */
export type CardAction =
  | { readonly kind: 'press'; readonly button: Button }
  | { readonly kind: 'choose'; readonly select: Select; readonly value: string }
  | { readonly kind: 'open'; readonly url: string }
  /** A select was named without a value. `number` is its place on the card, from 1. */
  | { readonly kind: 'pick'; readonly select: Select; readonly number: number };

/**
 * Reads `2`, `press Save`, `Save`, `2 interview` or just `interview` as an action of the card; undefined where it is none.
 * Labels and values in any case.
 */
export function readAction(card: Card, line: string): CardAction | undefined {
  const typed = line
    .trim()
    .replace(/^(press|choose)\s+/i, '')
    .toLowerCase();
  if (typed === '') return undefined;
  const [, digits, rest = ''] = /^(\d+)(?:\s+(.*))?$/.exec(typed) ?? [];
  const numbered = digits === undefined ? undefined : card.actions[Number(digits) - 1];
  if (numbered) return asAction(numbered, rest, Number(digits));
  const labelled = card.actions.find((action) => labelOf(action).toLowerCase() === typed);
  if (labelled) return asAction(labelled, '', card.actions.indexOf(labelled) + 1);
  for (const action of card.actions) {
    const chosen = action.kind === 'select' ? asAction(action, typed, 0) : undefined;
    if (chosen) return chosen;
  }
  return undefined;
}

/** What an action is called on the card. */
export function labelOf(action: Action): string {
  return action.kind === 'select' ? action.placeholder : action.label;
}

function asAction(action: Action, rest: string, number: number): CardAction | undefined {
  if (action.kind === 'select') {
    if (rest === '') return { kind: 'pick', select: action, number };
    const option = action.options.find(({ value, label }) =>
      [value, label].some((each) => each.toLowerCase() === rest),
    );
    return option && { kind: 'choose', select: action, value: option.value };
  }
  if (rest !== '') return undefined;
  return action.kind === 'link' ? { kind: 'open', url: action.url } : { kind: 'press', button: action };
}
