import { defineCommand } from '../../core/commands/index.ts';
import { type Feature, reply } from '../../core/interactions/index.ts';
import type { Locale } from '../../core/text/index.ts';
import type { Action } from '../../core/views/index.ts';
import type { Pictures } from '../../pictures/index.ts';
import type { AreaSteps } from '../patterns/index.ts';
import { gather, type Sources } from './gather.ts';
import { messages } from './texts.ts';
import { emptyCard, type Progress, progressCard } from './views.ts';
import { progressPicture } from './views-picture.ts';

interface Parts extends Sources {
  readonly pictures: Pictures;
  readonly steps: AreaSteps;
  /** Where there is nothing to show yet. */
  begin(locale: Locale): readonly Action[];
}

/** A member's own record as one picture, and the same in words. It keeps nothing of its own. */
export function createProgress(parts: Parts): { readonly feature: Feature } {
  return {
    feature: {
      name: 'progress',
      commands: [
        defineCommand({
          name: 'progress',
          summary: (locale) => messages.text(locale, 'summary'),
          firstResponse: 'private',
          options: {},
          run: async (context) => {
            const { member } = context;
            const progress = await gather(parts, context);
            if (isEmpty(progress)) return reply(emptyCard(member, parts.begin(member.locale)));
            const file = await parts.pictures.draw(`progress ${member.id}`, progressPicture(member, progress));
            const isDrawn = file !== undefined;
            return reply(progressCard(member, progress, parts.steps, isDrawn), isDrawn ? [file] : []);
          },
        }),
      ],
      actions: [],
      forms: [],
    },
  };
}

function isEmpty({ goals, funnel, weeksShownUp: weeks }: Progress): boolean {
  return weeks === 0 && goals.length === 0 && funnel.length === 0;
}
