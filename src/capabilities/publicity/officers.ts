import type { Organization, Person, PersonId } from '../../kernel/people.ts';
import { type RiskBody, signerIds, subjectsOf } from '../risks/index.ts';

export type AnswerRequest = {
  readonly unit: string;
  /** Signers, declarer, holders of the post, the recused and the objector: none of them answers. */
  readonly excluded: readonly PersonId[];
};
export type Answering = {
  readonly holders: readonly PersonId[];
  /** No discipline officer was free to answer: the office is told. */
  readonly wentUp: boolean;
};

/**
 * Who answers an objection: the unit's discipline officers, else any other officer, else the principal leader, else
 * the leading group; never somebody who had a part in the item. Empty holders: nobody at all can.
 */
export function answeringOfficers({ unit, excluded }: AnswerRequest, org: Organization): Answering {
  const free = (people: readonly Person[]): readonly PersonId[] =>
    people.map((p) => p.id).filter((id) => !excluded.includes(id));
  const officers = [org.granted('discipline_officer', unit), org.granted('discipline_officer')];
  const own = officers.map(free).find((ids) => ids.length > 0);
  if (own) return { holders: own, wentUp: false };
  return { holders: aboveOfficers(excluded, org), wentUp: true };
}

/** The principal leader, else the leading group, without who had a part in it. */
export function aboveOfficers(excluded: readonly PersonId[], org: Organization): readonly PersonId[] {
  const above = [org.actives([org.principal()?.id]), org.granted('leading_group')];
  const free = above.map((people) => people.map((p) => p.id).filter((id) => !excluded.includes(id)));
  return free.find((ids) => ids.length > 0) ?? [];
}

/** Everybody who had a part in the item, and the objector. */
export const partOf = (risk: RiskBody, objector: PersonId, org: Organization): readonly PersonId[] => [
  objector,
  risk.declarer,
  ...risk.recused,
  ...subjectsOf(risk.place, org),
  ...signerIds(risk),
];
