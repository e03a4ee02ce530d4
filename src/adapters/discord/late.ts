import { DefinitionError, RateLimited, Temporary } from '../../core/errors/index.ts';
import type { Deliveries, Log } from '../../core/ports/index.ts';
import { withoutName } from '../../core/previews.ts';
import { type Card, card, text } from '../../core/views/index.ts';
import type { LateCard } from './answer.ts';
import { messages } from './texts.ts';

const firstPauseMs = 1_000;
const longestPauseMs = 60_000;

/**
 * Brings members what Discord would not let the bot show where they acted, as a direct message: they just asked for it. Kept
 * in memory for minutes only; what they did is stored, and its commands show it again.
 */
export function createLateAnswers(parts: {
  readonly deliveries: Deliveries;
  readonly log: Log;
  /** Resolves after so long; rejects where the bot stops meanwhile. */
  pause(milliseconds: number): Promise<unknown>;
}): (late: LateCard) => void {
  const { deliveries, log, pause } = parts;

  const deliver = async ({
    interactionId,
    communityId,
    userId,
    locale,
    outcome: { card: missed, files = [], preview },
  }: LateCard): Promise<void> => {
    const message = {
      key: `late ${interactionId}`,
      communityId,
      to: { kind: 'direct', userId } as const,
      card: withReason(missed, locale),
      ...(preview === undefined ? { files } : { files: files.map(withoutName), preview }),
    };
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      try {
        await deliveries.send(message);
        return;
      } catch (error) {
        if (!(error instanceof Temporary || error instanceof RateLimited)) throw error;
        const askedMs = error instanceof RateLimited ? error.retryAfterMs : 0;
        await pause(Math.max(askedMs, Math.min(firstPauseMs * 2 ** attempt, longestPauseMs)));
      }
    }
    throw new Temporary('Discord did not take it in all that time');
  };

  return (late: LateCard): void => {
    deliver(late).catch((error: unknown) => {
      const kind = error instanceof Error ? error.name : typeof error;
      log.warn({ interactionId: late.interactionId, error: kind }, 'A member did not get to see an answer');
    });
  };
}

// With their pauses about 15 minutes, in which a member may still wonder.
const attempts = 20;

function withReason(missed: Card, locale: string): Card {
  const reason = text(messages.rich(locale, 'late'));
  try {
    return card({ ...missed, sections: [reason, ...missed.sections] });
  } catch (error) {
    // A card that is full already goes as it is.
    if (error instanceof DefinitionError) return missed;
    throw error;
  }
}
