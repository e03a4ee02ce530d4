import type { ContentByLocale, Stage, Topic } from '../../content/index.ts';
import { type Context, expiredReply, type Outcome, replace } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Button, Card } from '../../core/views/index.ts';
import type { Change, Rejection } from './rejection.ts';
import { effortOf, planFor } from './rules.ts';
import type { RejectionsStore } from './store.ts';
import { answerCard, askEnergyCard, askStageCard, type NextSteps } from './views.ts';

export interface ApplicationFacts {
  readonly stage: Stage;
  readonly company: string;
  readonly role: string;
}

export interface CareParts {
  readonly store: RejectionsStore;
  readonly content: ContentByLocale;
  /** The guide as the member's community has it. */
  topics(communityId: string, locale: Locale): Promise<readonly Topic[]>;
  readonly steps: NextSteps;
  /** What is known of an application, to begin with; undefined where there is none or it is somebody else's. */
  application(memberId: string, applicationId: string): Promise<ApplicationFacts | undefined>;
  /** Marks what is still on its way at the same company as ended; at most one button. */
  endApplication(locale: Locale, memberId: string, rejection: ApplicationFacts): Promise<readonly Button[]>;
}

/** Keeps what the member just said about a rejection, and goes on from there. */
export async function advance(
  parts: CareParts,
  context: Context,
  rejection: Rejection,
  said: Change,
): Promise<Outcome> {
  const changed = await parts.store.change(rejection, rejection.version, said);
  if (!changed) return expiredReply(context.member.locale);
  return replace(await answerOrAsk(parts, context, changed));
}

/** The answer to a rejection, or the next question where stage or energy is not known yet. */
export async function answerOrAsk(parts: CareParts, context: Context, rejection: Rejection): Promise<Card> {
  const { locale, id, communityId } = context.member;
  const { stage, energy } = rejection;
  const content = parts.content(locale);
  if (stage === null) return askStageCard(locale, rejection.id, rejection.version);
  if (energy === null) return askEnergyCard(locale, content, stage, rejection);
  const counts = await parts.store.countByStage(id);
  const earlier = [...counts.values()].reduce((sum, count) => sum + count, 0) - 1;
  const plan = planFor(await parts.topics(communityId, locale), stage, energy, earlier);
  const ends = await parts.endApplication(locale, id, { ...rejection, stage });
  return answerCard(locale, content, { ...rejection, stage, energy }, plan, effortOf(counts), parts.steps, ends);
}
