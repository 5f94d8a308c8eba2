import type { RiskBody, TrailEntry } from './model.ts';
import type { ReviewEvent } from './review-events.ts';
import { withTrail } from './trail.ts';

/** The body with the event's line in its history: who, for whom, when and on which step. */
export function logged(
  risk: RiskBody,
  what: TrailEntry['what'],
  e: ReviewEvent,
  more: Partial<TrailEntry> = {},
): RiskBody {
  const step = risk.chain[risk.step];
  return withTrail(risk, {
    what,
    by: e.by,
    ...(e.for === undefined ? {} : { for: e.for }),
    at: e.at,
    ...(step ? { step: step.name } : {}),
    ...more,
  });
}
