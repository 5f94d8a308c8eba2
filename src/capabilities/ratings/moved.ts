import type { Change, DomainEvent, Notice, World } from '../../kernel/capability.ts';
import type { PersonId } from '../../kernel/people.ts';
import { gradeFacts, noteJointRating, type RiskDoc } from '../risks/index.ts';
import { outcomeOf } from './decide.ts';
import type { RatingBody, RatingDoc, RatingTexts } from './model.ts';

type What = {
  readonly type: string;
  readonly by: PersonId | 'system';
  /** undefined: as they were. */
  readonly reasons?: RatingTexts['reasons'];
};

/** Who asked hears once that it is over; on the card of the risk or in the digest, never by a push. */
const told = (doc: RatingDoc, body: RatingBody): readonly Notice[] =>
  body.status === 'open'
    ? []
    : [
        {
          to: body.askedBy,
          line: body.status === 'closed' ? 'ratings.ready' : 'ratings.nobody',
          about: `rating:${doc.id}`,
        },
      ];

/**
 * One step of a joint rating as a change. Closing it notes the proposal in the risk's own history, in the same commit.
 * No score and no word of a reason is in the event: the ledger's lines are read by more people than the result is.
 */
export function moved(world: World, doc: RatingDoc, risk: RiskDoc, body: RatingBody, what: What): Change {
  const event: DomainEvent = {
    type: what.type,
    about: `rating:${doc.id}`,
    by: what.by,
    at: world.now,
    data: { risk: risk.id, status: body.status, answered: body.answers.length },
  };
  const sealed: RatingTexts = { reasons: what.reasons ?? doc.sealed?.reasons ?? {} };
  const outcome =
    body.status === 'closed' && risk.body.status === 'inReview'
      ? outcomeOf(body, gradeFacts(risk.body), world.settings.grading)
      : undefined;
  const noted = outcome && noteJointRating(world, risk, outcome.proposal);
  return {
    events: [event, ...(noted ? [noted.event] : [])],
    put: [{ kind: 'rating', id: doc.id, rev: doc.rev, body, sealed }, ...(noted ? [noted.put] : [])],
    notices: told(doc, body),
  };
}
