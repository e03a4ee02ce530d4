import { type Command, type CommandGroup, defineCommand, defineCommandGroup } from '../../core/commands/index.ts';
import { ask, type Context, reply, type Suggestion } from '../../core/interactions/index.ts';
import { moveGoal } from './actions.ts';
import { todayOf } from './controls.ts';
import { askBack, askNew, logOn, type Parts } from './forms.ts';
import { ideasCard } from './ideas-view.ts';
import { logForm } from './log-form.ts';
import { shortWhat } from './phrases.ts';
import { planForm, planText } from './plan-form.ts';
import { type GoalStatus, goalLimits, isHeld, matchGoals } from './rules.ts';
import { messages } from './texts.ts';

export function goalCommands(parts: Parts): CommandGroup {
  return defineCommandGroup({
    name: 'goal',
    summary: (locale) => messages.text(locale, 'group-summary'),
    subcommands: [
      addCommand(),
      logCommand(parts),
      listCommand(parts),
      ideasCommand(parts),
      editCommand(parts),
      statusCommand(parts, 'pause', 'pause-summary', (status) => (status === 'paused' ? 'open' : 'paused')),
      statusCommand(parts, 'done', 'done-summary', () => 'done'),
      statusCommand(parts, 'let-go', 'let-go-summary', () => 'let-go'),
    ],
  });
}

function addCommand(): Command {
  return defineCommand({
    name: 'add',
    summary: (locale) => messages.text(locale, 'add-summary'),
    firstResponse: 'form',
    options: {
      words: { kind: 'text', maxLength: 300, summary: (locale) => messages.text(locale, 'add-words') },
    },
    run: async (context, { words }) => (words ? askBack(context, words.value) : askNew(context)),
  });
}

function logCommand(parts: Parts): Command {
  const { store, desk } = parts;
  return defineCommand({
    name: 'log',
    summary: (locale) => messages.text(locale, 'log-summary'),
    firstResponse: 'private',
    options: {
      goal: goalOption(parts, 'log-goal'),
      amount: {
        kind: 'number',
        min: goalLimits.least,
        max: goalLimits.most,
        whole: false,
        summary: (locale) => messages.text(locale, 'log-amount'),
      },
      note: { kind: 'text', maxLength: goalLimits.note, summary: (locale) => messages.text(locale, 'log-note') },
    },
    run: async (context, { goal: typed, amount = 1, note }) => {
      const { member, now } = context;
      const entry = { amount: Math.round(amount * 100) / 100, on: todayOf(member, now), note: note?.value ?? '' };
      const held = (await store.list(member.id)).filter((goal) => isHeld(goal.status));
      const found = typed ? matchGoals(held, typed.value) : held;
      // Which goal is the one thing missing: what was typed besides waits in the form.
      if (found.length > 1) {
        return ask(
          logForm(member.locale, found, '-', {
            amount: amount.toLocaleString(member.locale, { useGrouping: false, maximumFractionDigits: 2 }),
            note: entry.note,
          }),
        );
      }
      const goal = found[0] ?? (await desk.named(context, typed?.value ?? ''));
      return 'kind' in goal
        ? goal
        : reply(await desk.show(context, goal, await logOn(parts.store, context, goal, entry)));
    },
  });
}

function listCommand({ desk }: Parts): Command {
  return defineCommand({
    name: 'list',
    summary: (locale) => messages.text(locale, 'list-summary'),
    firstResponse: 'private',
    options: {},
    run: async (context) => reply(await desk.list(context)),
  });
}

function ideasCommand({ suggested }: Parts): Command {
  return defineCommand({
    name: 'ideas',
    summary: (locale) => messages.text(locale, 'ideas-summary'),
    firstResponse: 'private',
    options: {},
    run: async (context) => reply(await ideasCard(context, suggested)),
  });
}

function editCommand(parts: Parts): Command {
  return defineCommand({
    name: 'edit',
    summary: (locale) => messages.text(locale, 'edit-summary'),
    firstResponse: 'form',
    options: { goal: goalOption(parts, 'goal-summary') },
    run: async (context, { goal: typed }) => {
      const { locale } = context.member;
      const goal = await parts.desk.named(context, typed?.value ?? '');
      if ('kind' in goal) return goal;
      const { id, version } = goal;
      return ask(planForm(locale, { id, version, isNew: false }, planText(locale, goal)));
    },
  });
}

function statusCommand(
  parts: Parts,
  name: string,
  summary: Parameters<typeof messages.text>[1],
  next: (status: GoalStatus) => GoalStatus,
): Command {
  return defineCommand({
    name,
    summary: (locale) => messages.text(locale, summary),
    firstResponse: 'private',
    options: { goal: goalOption(parts, 'goal-summary') },
    run: async (context, { goal: typed }) => {
      const goal = await parts.desk.named(context, typed?.value ?? '');
      return 'kind' in goal ? goal : moveGoal(parts, context, goal, next(goal.status), reply);
    },
  });
}

function goalOption({ store }: Parts, summary: Parameters<typeof messages.text>[1]) {
  return {
    kind: 'text',
    maxLength: goalLimits.what,
    summary: (locale: string) => messages.text(locale, summary),
    suggest: async ({ member }: Context, typed: string): Promise<readonly Suggestion[]> => {
      const held = (await store.list(member.id)).filter((goal) => isHeld(goal.status));
      return matchGoals(held, typed).map((goal) => ({ value: goal.id, label: shortWhat(goal, 90) }));
    },
  } as const;
}
