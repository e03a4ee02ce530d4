import type { Topic } from '../../content/index.ts';

/** What a member can do at once about a topic. */
export type TopicStep = 'draft' | 'reflect' | 'feedback' | 'goal';

/** The step that fits a topic; undefined where reading it is all there is. */
export function stepOf({ id, kind }: Pick<Topic, 'id' | 'kind'>): TopicStep | undefined {
  if (kind.includes('draft')) return 'draft';
  if (id.startsWith('reflect-')) return kind.includes('say') ? undefined : 'reflect';
  if (id.startsWith('feedback-') && kind.some((each) => each === 'ask' || each === 'do')) return 'feedback';
  return kind.includes('do') ? 'goal' : undefined;
}
