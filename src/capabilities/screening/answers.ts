import type { Instant } from '../../kernel/time.ts';
import type { Item } from './items.ts';
import type { AnswerBody, AnswerKind, AwayReason, ParticipantState } from './model.ts';

/** Rules of the answers (S58, S65). Pure. */

/** Still waits for this person: no answer, or the head asked to look again. */
export const isOpen = (answer: Pick<AnswerBody, 'state'> | undefined): boolean =>
  !answer || answer.state === 'askedAgain';

/** Where a person stands, from the answers to the items held now; `touched`: something was begun. */
export function stateOf(
  items: readonly Item[],
  answer: (item: string) => Pick<AnswerBody, 'state'> | undefined,
  touched: boolean,
): ParticipantState {
  const given = items.map((i) => answer(i.key));
  if (given.every((a) => !isOpen(a))) return given.some((a) => a?.state === 'waiting') ? 'answered' : 'done';
  return touched || given.some((a) => a !== undefined) ? 'started' : 'sent';
}

export type AnswerRefusal = 'noEntries' | 'hasRaised' | 'hasEntries' | 'waitsForHead' | 'alreadyAnswered';
export type Asked = {
  readonly item: Item;
  readonly answer: AnswerBody | undefined;
  /** How many risks stand at the place. */
  readonly entries: number;
  /** Raised by a leader, without the holder's word. */
  readonly raised: number;
};

/** Why «no change» can't be said of an item; undefined when it can. */
export const obstacleToNoChange = ({ answer, entries }: Asked): AnswerRefusal | undefined =>
  entries === 0
    ? 'noEntries'
    : answer?.kind === 'noChange' && !isOpen(answer)
      ? 'alreadyAnswered'
      : undefined;

/** «None» is no answer where risks stand: they are retired one by one, with a reason each. */
export const obstacleToNone = ({ answer, entries, raised }: Asked): AnswerRefusal | undefined =>
  entries > 0
    ? 'hasEntries'
    : raised > 0
      ? 'hasRaised'
      : answer?.state === 'waiting'
        ? 'waitsForHead'
        : undefined;

export type Given = {
  readonly item: Item;
  readonly kind: AnswerKind;
  readonly risks?: readonly string[];
  readonly reason?: string;
  readonly away?: AwayReason;
  /** Set: somebody has to confirm, and may. */
  readonly holders?: readonly string[];
};
export type At = {
  readonly campaign: string;
  readonly person: string;
  readonly unit: string;
  readonly division: string;
  readonly now: Instant;
  readonly late: boolean;
};

/** The answer's new state. What was handed in earlier stays listed; a later answer of another kind replaces the first. */
export function answerBody(before: AnswerBody | undefined, given: Given, at: At): AnswerBody {
  const keeps = before && (before.kind === 'added' || before.kind === 'changed') && given.kind !== 'noChange';
  const risks = [...new Set([...(keeps ? before.risks : []), ...(given.risks ?? [])])];
  return {
    campaign: at.campaign,
    person: at.person,
    item: given.item.key,
    unit: given.item.place?.unit ?? at.unit,
    division: given.item.place?.division ?? at.division,
    ...(given.item.place ? { place: given.item.place } : {}),
    kind: given.kind,
    state: given.holders ? 'waiting' : 'given',
    at: at.now,
    risks,
    ...(given.away ? { away: given.away } : {}),
    ...(at.late ? { late: true as const } : {}),
    ...(given.holders ? { holders: given.holders } : {}),
  };
}
