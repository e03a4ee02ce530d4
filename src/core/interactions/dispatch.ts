import type { Command, CommandEntry } from '../commands/index.ts';
import { DefinitionError, placesOf } from '../errors/index.ts';
import { type Clock, type FormKeeper, type Log, silent, type Telemetry } from '../ports/index.ts';
import { neutralPreview } from '../previews.ts';
import { defaultLocale } from '../text/index.ts';
import { uptimeMs } from '../time/index.ts';
import { type Card, type Form, limits } from '../views/index.ts';
import type { Feature } from './feature.ts';
import { idsFrom } from './ids.ts';
import type { Actor, Context, Deed, Interaction, Member, SuggestInteraction } from './interaction.ts';
import { type CardOutcome, type Outcome, reply, type Suggestion } from './outcome.ts';
import type { Pace } from './pace.ts';
import { createRegistry } from './registry.ts';
import { continueCard, correctionCard, tooFastReply, typedTexts, wentWrongReply } from './replies.ts';
import { createRoute } from './route.ts';

/** What a platform can do with forms. */
export interface FormAbilities {
  /** Shows what to change inside the open form. Discord cannot. */
  readonly inlineErrors: boolean;
  /** Opens a form in answer to a form. Discord cannot. */
  readonly formAfterForm: boolean;
}

export interface DispatcherParts {
  readonly features: readonly Feature[];
  /** Finds or creates the member that the actor is. */
  identify(actor: Actor): Promise<Member>;
  /** Runs `work` where no row of another community can be reached, as far as the database knows how to. */
  within<Result>(communityId: string, work: () => Promise<Result>): Promise<Result>;
  /** Looks at everything a member typed before anything else is done with it; an outcome ends the interaction there. */
  heed(member: Member, typed: readonly string[]): Promise<Outcome | undefined>;
  readonly forms: FormKeeper;
  readonly clock: Clock;
  readonly log: Log;
  /** Absent: every interaction is taken, however many come. */
  readonly pace?: Pace;
  /** Absent: nobody is told. */
  readonly telemetry?: Telemetry;
}

/** The way in for every adapter. */
export interface Dispatcher {
  readonly commands: readonly CommandEntry[];
  /** Every `feature.action` that a token may name, buttons, selects and forms alike. */
  readonly actions: readonly string[];
  /** Answers an interaction. Never throws: a fault of ours is answered with what the member typed. */
  dispatch(interaction: Deed, abilities: FormAbilities): Promise<Outcome>;
  /** Choices for an option while it is typed, at most 25; none where there is a fault. */
  suggest(interaction: SuggestInteraction): Promise<readonly Suggestion[]>;
  /** What stands on the actor's own page, in the order of the features. Rejects where it cannot be read now. */
  home(actor: Actor): Promise<readonly Card[]>;
  /** Puts a form aside that the platform cannot open now; answers a card with the button that opens it. */
  putAside(actor: Actor, form: Form): Promise<CardOutcome>;
  /** The command that a path names, for an adapter that must know how to acknowledge it. */
  find(path: readonly string[]): Command | undefined;
}

/** Throws `DefinitionError` where two features claim the same command or action. */
export function createDispatcher(parts: DispatcherParts): Dispatcher {
  const registry = createRegistry(parts.features);
  const { commands, actions, forms, find } = registry;
  const { telemetry = silent } = parts;

  const dispatch: Dispatcher['dispatch'] = (interaction, abilities) =>
    telemetry.within(interaction.id, async () => {
      const startedMs = uptimeMs();
      const { outcome, told = outcome.kind, member } = await answer(interaction, abilities);
      const { platform } = interaction.actor;
      telemetry.answered({ platform, what: registry.nameOf(interaction), outcome: told, ms: uptimeMs() - startedMs });
      return asPreviewed(outcome, member);
    });

  const answer = async (interaction: Deed, abilities: FormAbilities): Promise<Answered> => {
    const { actor } = interaction;
    const typed = typedIn(interaction);
    const refusal = (tooFast: 'member' | 'community', member?: Member): Answered => {
      const outcome = tooFastReply(member?.locale ?? defaultLocale, typed.join('\n\n'), tooFast);
      return { outcome, told: 'too-fast', member };
    };
    const tooFast = parts.pace?.refuses(actor, 'deed');
    // What somebody typed is heeded however fast they type. Beyond that it is no person, and costs nothing.
    const isHeeded = !tooFast || (typed.length > 0 && parts.pace?.refuses(actor, 'heed') !== 'member');
    if (tooFast && !isHeeded) return refusal(tooFast);
    let member: Member | undefined;
    try {
      const known = await parts.identify(actor);
      member = known;
      return await parts.within(known.communityId, async () => {
        const heeded = await parts.heed(known, typed);
        if (heeded) return { outcome: heeded, member: known };
        if (tooFast) return refusal(tooFast, known);
        const context = contextOf(known, interaction);
        const outcome = await route(context, interaction);
        return { outcome: await adapt(context, outcome, interaction.kind, abilities), member: known };
      });
    } catch (error) {
      report(interaction, error);
      const outcome = wentWrongReply(member?.locale ?? defaultLocale, typed.join('\n\n'));
      return { outcome, told: 'failed', member };
    }
  };

  const report = ({ id, actor, kind }: Interaction, error: unknown) => {
    const facts = { interactionId: id, platform: actor.platform, kind, error: errorKind(error) };
    parts.log.error(facts, 'An interaction failed');
  };

  const route = createRoute({ registry, forms: parts.forms, report });

  const contextOf = (member: Member, interaction: Pick<Interaction, 'id' | 'actor' | 'place'>): Context => ({
    member,
    place: interaction.place,
    now: parts.clock.now(),
    interactionId: interaction.id,
    newId: idsFrom(`${member.id} ${interaction.id}`),
  });

  /** Turns an outcome into what the platform can show: forms it cannot open, and errors it cannot place, go through a card. */
  const adapt = async (
    context: Context,
    outcome: Outcome,
    answering: Interaction['kind'],
    abilities: FormAbilities,
  ): Promise<Outcome> => {
    const { locale, id } = context.member;
    if (outcome.kind === 'invalid' && !abilities.inlineErrors) {
      const keptId = await parts.forms.keep(id, outcome.form);
      return { kind: 'card', card: correctionCard(locale, keptId, outcome), update: false };
    }
    if (outcome.kind === 'form' && answering === 'submit' && !abilities.formAfterForm) {
      const keptId = await parts.forms.keep(id, outcome.form);
      return { kind: 'card', card: continueCard(locale, keptId), update: false };
    }
    return outcome;
  };

  const suggest: Dispatcher['suggest'] = async (interaction) => {
    const option = find(interaction.path)?.options[interaction.option];
    if (option?.kind !== 'text' || !option.suggest) return [];
    if (parts.pace?.refuses(interaction.actor, 'suggestion')) return [];
    try {
      const member = await parts.identify(interaction.actor);
      const { suggest: offered } = option;
      const typed = interaction.typed.slice(0, limits.command.text);
      const found = await parts.within(member.communityId, () => offered(contextOf(member, interaction), typed));
      return found.slice(0, limits.suggestions);
    } catch (error) {
      parts.log.warn({ interactionId: interaction.id, error: errorKind(error) }, 'No suggestions could be given');
      return [];
    }
  };

  const putAside: Dispatcher['putAside'] = async (actor, form) => {
    const member = await parts.identify(actor);
    const kept = await parts.within(member.communityId, () => parts.forms.keep(member.id, form));
    return asPreviewed(reply(continueCard(member.locale, kept)), member);
  };

  const home: Dispatcher['home'] = async (actor) => {
    const member = await parts.identify(actor);
    const context = contextOf(member, { id: 'home', actor, place: { kind: 'direct' } });
    return parts.within(member.communityId, async () => {
      const cards: Card[] = [];
      for (const feature of parts.features) cards.push(...((await feature.home?.(context)) ?? []));
      return cards;
    });
  };

  return { commands, actions: [...actions.keys(), ...forms.keys()], dispatch, suggest, home, putAside, find };
}

/** What was answered, what the operator is told of it where that is not the outcome's kind, and to whom, as far as that is known. */
interface Answered {
  readonly outcome: Outcome;
  readonly told?: 'too-fast' | 'failed';
  readonly member: Member | undefined;
}

/** With what a notification is to say for who wants it to say nothing; for whom that is not known, too. */
function asPreviewed<Any extends Outcome>(outcome: Any, member: Member | undefined): Any {
  if (outcome.kind !== 'card' || member?.neutralPreviews === false) return outcome;
  return { ...outcome, preview: neutralPreview(member?.locale ?? defaultLocale) };
}

function typedIn(interaction: Interaction): string[] {
  switch (interaction.kind) {
    case 'line':
      return [interaction.line];
    case 'command':
      return Object.values(interaction.values).map(String);
    case 'submit':
      return typedTexts(interaction.values);
    case 'press':
    case 'suggest':
      return [];
  }
}

/**
 * The kind of an error, of its causes, and where it was thrown: its message may hold what a member typed, its name, code and
 * place never. A definition of ours holds only our own words.
 */
function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const [place = ''] = placesOf(error);
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const said = error instanceof DefinitionError ? `: ${error.message}` : '';
  const cause = error.cause === undefined ? '' : `, caused by ${errorKind(error.cause)}`;
  return `${error.name}${code}${said} ${place}${cause}`.trim();
}
