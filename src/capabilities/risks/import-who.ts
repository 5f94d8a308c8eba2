import { leaderWord, ownerWord } from '../../../cards/risks/text.ts';
import type { Grade } from '../../kernel/grade.ts';
import { fault, RowFault } from '../../kernel/importing.ts';
import type { Organization, PersonId, Place } from '../../kernel/people.ts';
import { subjectsOf } from './holders.ts';
import type { Judging } from './import-texts.ts';
import { readLeader } from './import-words.ts';

/** By employee number, or by a name that nobody else has in the bureau or in the unit. */
export function personIn(cell: string, unit: string, { org, find }: Judging): PersonId {
  const found = find.person(cell);
  if (found.ok) return found.value.id;
  const here = org.data.people.filter((p) => p.active && p.unit === unit && p.name === cell);
  if (here.length === 1 && here[0]) return here[0].id;
  throw new RowFault(found.why);
}

/** 责任人: a post of the place, a person who holds one, or the head's role as the paper says it. */
export function ownerIn(cell: string, place: Place, given: Judging): { ownerPost?: string; owner?: string } {
  const { org } = given;
  const posts =
    place.division === undefined
      ? org.data.posts.filter((p) => p.unit === place.unit)
      : org.postsIn(place.division);
  const derived =
    place.level === 'post' ? org.posts.get(place.post ?? '')?.name : ownerWord[place.level]['zh-CN'];
  if (cell === '' || cell === derived) return {};
  const post = posts.find((p) => p.name === cell);
  if (post) return post.id === place.post ? {} : { ownerPost: post.id };
  if (/负责人$|^(处长|科长|主任|站长|所长)$/.test(cell)) return { owner: cell };
  const person = personIn(cell, place.unit, given);
  const held = posts.find((p) => p.holders.includes(person));
  if (held === undefined) return { owner: cell };
  return held.id === place.post ? {} : { ownerPost: held.id };
}

export function leaderIn(cell: string, place: Place, grade: Grade, given: Judging): { leader?: Grade } {
  if (cell === '') return {};
  const { org } = given;
  const word = readLeader(cell);
  const person = word === undefined ? personIn(cell, place.unit, given) : undefined;
  const unit = org.units.get(place.unit);
  const holders: readonly (PersonId | undefined)[] = [
    unit?.kind === 'affiliated' ? unit.leader : org.principal()?.id,
    org.branchLeaderOf(place)?.id,
    org.divisions.get(place.division ?? '')?.head,
  ];
  const held = holders.indexOf(person) + 1;
  const found = word ?? (person !== undefined && held > 0 ? (held as Grade) : undefined);
  if (found === undefined)
    return fault(
      `责任领导“${cell}”应为${leaderWord[1]['zh-CN']}、${leaderWord[2]['zh-CN']}或${leaderWord[3]['zh-CN']}`,
      `responsible leader "${cell}" must be the principal, the branch leader or the division head`,
    );
  return found === grade ? {} : { leader: found };
}

/** Whose a risk is when no person is named: who holds the post, else who leads there. */
export const leadsAt = (place: Place, org: Organization): PersonId | undefined =>
  org.actives([
    ...(place.post === undefined ? [] : (org.posts.get(place.post)?.holders ?? [])),
    ...subjectsOf(place, org),
    org.divisions.get(place.division ?? '')?.head,
    org.units.get(place.unit)?.leader,
  ])[0]?.id;
