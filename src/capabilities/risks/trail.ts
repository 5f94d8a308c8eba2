import type { RiskBody, TrailEntry } from './model.ts';

/** Key of the next trail entry; its comment, if any, is sealed under the same key. */
export const nextKey = (body: RiskBody): string => `t${body.trail.length + 1}`;

/** The body with one more line in its history. */
export const withTrail = (body: RiskBody, entry: Omit<TrailEntry, 'key'>): RiskBody => ({
  ...body,
  trail: [...body.trail, { key: nextKey(body), ...entry }],
  ...(entry.by === 'system' ? {} : { lastBy: entry.by }),
});

/** Drops the fields that only an open step or an open rectification has. */
export function closed(body: RiskBody): RiskBody {
  const {
    due: _due,
    stepSince: _since,
    assigned: _assigned,
    votes: _votes,
    discussed: _discussed,
    asked: _asked,
    ...rest
  } = body;
  return { ...rest, overdueTold: [] };
}
