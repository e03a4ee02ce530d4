import { actionToken } from '../core/interactions/index.ts';
import type { Counted } from '../core/numbers.ts';
import { localDateOf } from '../core/time/index.ts';
import { announceButton } from '../features/announcements/index.ts';
import { type Applications, createApplications, endButton } from '../features/applications/index.ts';
import { createDrafts, type Drafts, draftButton, startDraftButton } from '../features/drafts/index.ts';
import { createFeedback, type FeedbackLog, feedbackButton } from '../features/feedback/index.ts';
import { newGoalButton, newGoalToken } from '../features/goals/index.ts';
import { createGuidance, type Guidance, readTopicAction } from '../features/guidance/index.ts';
import { createReflections, type Reflections, reflectButton } from '../features/reflections/index.ts';
import { createRejections, fromApplicationButton, type Rejections } from '../features/rejections/index.ts';
import { createReminders, laterButton, type Reminders } from '../features/reminders/index.ts';
import type { Safety } from '../features/safety/index.ts';
import type { Ground } from './ground.ts';

/** What helps after a no, and what a member keeps of it. */
export interface Care {
  readonly guidance: Guidance;
  readonly applications: Applications;
  readonly rejections: Rejections;
  readonly drafts: Drafts;
  readonly feedback: FeedbackLog;
  readonly reflections: Reflections;
  /** What a member asked to be sent later, of all that. */
  readonly reminders: Reminders;
  /** What a community's members did from one instant to the other, both included, as counted where they keep it. */
  numbers(communityId: string, from: Date, until: Date): Promise<CommunityNumbers>;
}

type CommunityNumbers = Readonly<Record<'applications' | 'interviews' | 'rejections', Counted>>;

export function composeCare(ground: Ground, { humanButton }: Safety): Care {
  const guidance = createGuidance({ ...ground, humanButton });
  const applications = createApplications({
    ...ground,
    steps: {
      draft: (kind, application, label) => startDraftButton(label, kind, application),
      afterRejected: (locale, application) => [fromApplicationButton(locale, application)],
      remind: (locale, application) => laterButton(locale, 'application', application),
      goal: (label) => ({ kind: 'button', style: 'plain', label, token: newGoalToken('pipeline') }),
    },
  });
  const rejections = createRejections({
    ...ground,
    steps: {
      buttons: (locale, rejection) => [
        draftButton(locale, rejection),
        reflectButton(locale, 'rejection', rejection),
        feedbackButton(locale, rejection),
        newGoalButton(locale),
        announceButton(locale, 'rejection'),
        humanButton(locale),
      ],
      readTopic: actionToken(readTopicAction),
    },
    topics: guidance.topics,
    application: applications.facts,
    endApplication: async (locale, memberId, { company, stage }) => {
      const [found] = await applications.matching(memberId, company);
      return found ? [endButton(locale, found, stage)] : [];
    },
  });
  const drafts = createDrafts({
    ...ground,
    rejection: async (memberId, id) =>
      (await rejections.facts(memberId, id)) ?? (await applications.facts(memberId, id)),
    laterButton: (locale, draft) => laterButton(locale, 'draft', draft),
  });
  const feedback = createFeedback({
    ...ground,
    rejection: rejections.facts,
    next: (locale, row) => [reflectButton(locale, 'feedback', row)],
  });
  const reflections = createReflections({ ...ground, rejection: rejections.facts, feedback: feedback.facts });
  const reminders = createReminders({
    ...ground,
    subjects: {
      draft: { card: drafts.card, day: async () => undefined },
      application: {
        card: async (owner, id, now) => (await applications.entry(owner, id, now))?.card,
        day: async (owner, id, now) => (await applications.entry(owner, id, now))?.nextOn ?? undefined,
      },
    },
  });
  const numbers: Care['numbers'] = async (communityId, from, until) => {
    const { sent, interviews } = await applications.ofCommunity(
      communityId,
      localDateOf(from, 'UTC'),
      localDateOf(until, 'UTC'),
    );
    const rejected = await rejections.ofCommunity(communityId, from, until);
    return { applications: sent, interviews, rejections: rejected };
  };
  return { guidance, applications, rejections, drafts, feedback, reflections, reminders, numbers };
}
