import { actionToken, type Member } from '../../core/interactions/index.ts';
import { type RichText, words } from '../../core/text/index.ts';
import { formatDate } from '../../core/time/index.ts';
import { type Action, type Button, type Card, card, excerpt, type Section, text } from '../../core/views/index.ts';
import { addButton, at, button, type Notice, plusLabel, undoButtons } from './controls.ts';
import { ideaButtons } from './ideas-view.ts';
import { beforeField, dueText, lineText, progressText, rhythmText, type Standing, shortWhat } from './phrases.ts';
import { type EarlierPlan, type Goal, goalLimits, isHeld, type LogEntry } from './rules.ts';
import { messages } from './texts.ts';

// Two rows of buttons; the goals beyond are a choice away in the select.
const plusButtons = 10;

/**
 * The goals that are held, with one press to count. `standings` holds all of the member's; `ownIdeas`, what fits where the
 * member stands, is offered where none is held.
 */
export function listCard(
  member: Member,
  standings: readonly Standing[],
  ownIdeas: readonly Action[],
  notice?: Notice,
): Card {
  const { locale } = member;
  const held = standings.filter(({ goal }) => isHeld(goal.status));
  const closed = standings.length - held.length;
  const said = notice ? [text(notice.text)] : [];
  const closedLine = closed === 0 ? [] : [text(messages.rich(locale, 'list-closed', { count: closed }))];
  if (held.length === 0) {
    return card({
      title: messages.text(locale, 'list-title'),
      sections: [
        ...said,
        text(messages.rich(locale, ownIdeas.length > 0 ? 'list-empty-own' : 'list-empty')),
        ...closedLine,
      ],
      actions: [
        ...undoButtons(member, notice),
        ...ownIdeas,
        ...ideaButtons(member),
        ...openSelect(member, standings),
        addButton(member),
      ],
      footer: messages.rich(locale, 'list-foot'),
    });
  }
  const open = held.filter(({ goal }) => goal.status === 'open');
  const plus = open
    .slice(0, plusButtons)
    .map(({ goal }) => button(plusLabel(member, goal), actionToken(at.plusInList, goal.id, goal.version)));
  return card({
    title: messages.text(locale, 'list-title'),
    sections: [
      ...said,
      ...inLists(held.map((each) => lineText(locale, each, held.length > 8 ? 40 : 80))),
      ...closedLine,
    ],
    actions: [
      ...undoButtons(member, notice),
      ...plus,
      ...openSelect(member, standings),
      addButton(member),
      button(messages.text(locale, 'list-ideas'), actionToken(at.ideas)),
    ],
    footer: messages.rich(locale, 'list-foot'),
  });
}

/** Ten lines a section: a text section of a card has room for so many of the longest. */
function inLists(lines: readonly RichText[]): Section[] {
  const items = lines.map((line) => line.flatMap((block) => (block.type === 'paragraph' ? block.children : [])));
  const chunks = Array.from({ length: Math.ceil(items.length / 10) }, (_, index) =>
    items.slice(index * 10, index * 10 + 10),
  );
  return chunks.map((chunk) => text([{ type: 'list', ordered: false, items: chunk }]));
}

/** The newest 25, held ones first. */
function openSelect({ locale }: Member, standings: readonly Standing[]): Action[] {
  const [held, closed] = [true, false].map((wanted) =>
    standings.filter(({ goal }) => isHeld(goal.status) === wanted).map(({ goal }) => goal),
  );
  const shown = [...(held ?? []), ...(closed ?? []).toReversed()].slice(0, 25);
  if (shown.length === 0) return [];
  return [
    {
      kind: 'select',
      token: actionToken(at.open),
      placeholder: messages.text(locale, 'list-open'),
      options: shown.map((goal) => ({ value: goal.id, label: shortWhat(goal, 70) })),
    },
  ];
}

/** What a card of one goal shows besides how it stands. */
export interface Detail {
  readonly entries: readonly LogEntry[];
  readonly history: readonly EarlierPlan[];
}

export function goalCard(member: Member, standing: Standing, detail: Detail, notice?: Notice): Card {
  const { locale } = member;
  const { goal, effort } = standing;
  const when = rhythmText(locale, goal.rhythm);
  const due = dueText(locale, standing);
  const literal = (value: string) => messages.rich(locale, 'visibility', { value: words(value) });
  const passed = goal.status === 'open' && effort.daysLeft !== undefined && effort.daysLeft < 0;
  const state = goal.status === 'open' ? '' : `, ${messages.text(locale, `${goal.status}-mark`)}`;
  return card({
    title: shortWhat(goal, 140),
    sections: [
      ...(notice ? [text(notice.text)] : []),
      ...(passed ? [text(messages.rich(locale, 'passed'))] : []),
      {
        kind: 'fields',
        fields: [
          {
            label: messages.text(locale, 'card-progress'),
            value: literal(`${progressText(locale, standing)}${state}`),
          },
          ...beforeField(member, standing),
          ...(when === ''
            ? []
            : [{ label: messages.text(locale, 'card-when'), value: literal(due === '' ? when : `${when} (${due})`) }]),
          {
            label: messages.text(locale, 'card-seen'),
            value: literal(messages.text(locale, `visibility-${goal.visibility}`)),
          },
        ],
      },
      ...(goal.why === '' ? [] : [text(messages.rich(locale, 'why', { why: excerpt(words(goal.why), 800) }))]),
      ...detailSections(member, detail),
    ],
    actions: goalActions(member, goal, notice),
    footer: messages.rich(locale, 'shown-up', { weeks: effort.weeksShownUp }),
  });
}

function detailSections({ locale }: Member, { entries, history }: Detail): Section[] {
  const entry = ({ on, amount, note }: LogEntry) => ({
    date: formatDate(on, locale, 'short'),
    amount,
    note: note === '' ? 'no' : 'yes',
    noteText: excerpt(words(note), 120),
  });
  const earlier = (plan: EarlierPlan) => {
    const when = rhythmText(locale, plan.rhythm);
    return {
      date: formatDate(plan.replacedOn, locale, 'short'),
      what: excerpt(words(plan.what), 80),
      amount: plan.amount,
      unit: plan.unit === '' ? 'no' : 'yes',
      unitName: words(plan.unit),
      hasWhen: when === '' ? 'no' : 'yes',
      when,
    };
  };
  const lately = entries.map((each) => messages.rich(locale, 'entry', entry(each)));
  const before = history.map((each) => messages.rich(locale, 'earlier', earlier(each)));
  return [
    ...(lately.length === 0 ? [] : [text(messages.rich(locale, 'card-log')), ...inLists(lately)]),
    ...(before.length === 0 ? [] : [text(messages.rich(locale, 'card-history')), ...inLists(before)]),
  ];
}

function goalActions(member: Member, goal: Goal, notice: Notice | undefined): Action[] {
  const { locale } = member;
  const does = (label: Parameters<typeof messages.text>[1], action: string, style: Button['style'] = 'plain') =>
    button(messages.text(locale, label), actionToken(action, goal.id, goal.version), style);
  const all = button(messages.text(locale, 'button-all'), actionToken(at.list));
  const plus = button(plusLabel(member, goal), actionToken(at.plusOnCard, goal.id, goal.version), 'primary');
  const log = does('button-log', at.logForm);
  const undo = undoButtons(member, notice);
  switch (goal.status) {
    case 'open':
      return [
        ...undo,
        plus,
        log,
        does('button-edit', at.edit),
        does('button-pause', at.pause),
        does('button-done', at.done),
        does('button-let-go', at.letGo),
        goal.visibility === 'private' ? does('button-share', at.share) : does('button-private', at.keepPrivate),
        all,
      ];
    case 'paused':
      return [
        ...undo,
        does('button-resume', at.resume, 'primary'),
        log,
        does('button-edit', at.edit),
        does('button-let-go', at.letGo),
        all,
      ];
    case 'done':
    case 'let-go':
      return [...undo, does('button-reopen', at.resume), does('button-delete', at.askDelete, 'danger'), all];
  }
}

export function deleteCard({ locale }: Member, goal: Goal): Card {
  return card({
    title: messages.text(locale, 'delete-title'),
    sections: [text(messages.rich(locale, 'delete-text', { what: excerpt(words(goal.what), 300) }))],
    actions: [
      button(messages.text(locale, 'button-delete-yes'), actionToken(at.remove, goal.id, goal.version), 'danger'),
      button(messages.text(locale, 'button-all'), actionToken(at.list)),
    ],
  });
}

/** No more goals can be held. `typed` is given back. */
export function limitCard(member: Member, typed: string): Card {
  const { locale } = member;
  const back = words(typed);
  return card({
    title: messages.text(locale, 'limit-title'),
    sections: [
      text(messages.rich(locale, 'limit-text', { most: goalLimits.open })),
      ...(back.value === ''
        ? []
        : [{ kind: 'copyable', label: messages.text(locale, 'limit-typed'), text: excerpt(back, 1_500) } as const]),
    ],
    actions: [button(messages.text(locale, 'button-all'), actionToken(at.list))],
  });
}

/** Several goals fit what was typed. */
export function pickCard({ locale }: Member, goals: readonly Goal[]): Card {
  return card({
    title: messages.text(locale, 'pick-title'),
    sections: [text(messages.rich(locale, 'pick-text'))],
    actions: [
      {
        kind: 'select',
        token: actionToken(at.open),
        placeholder: messages.text(locale, 'list-open'),
        options: goals.slice(0, 25).map((goal) => ({ value: goal.id, label: shortWhat(goal, 70) })),
      },
    ],
  });
}
