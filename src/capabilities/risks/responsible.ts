import type { Grade } from '../../kernel/grade.ts';
import type { Organization, Post } from '../../kernel/people.ts';
import { typed } from './draft.ts';
import type { RiskBody } from './model.ts';

/** Who answers for a risk when it is not who the rules derive: nothing in here means the derived ones. */
export type Responsible = Pick<RiskBody, 'ownerPost' | 'leader'>;

/** Options cost two of a card's 200 tagged objects each. */
const MAX_POSTS = 20;
const LEADERS = ['1', '2', '3'] as const;

/** Posts that may be named as responsible: those of the same division, of the whole unit for a unit-level risk. */
export function ownerChoices({ place }: Pick<RiskBody, 'place'>, org: Organization): readonly Post[] {
  const posts =
    place.division === undefined
      ? org.data.posts.filter((p) => p.unit === place.unit)
      : org.postsIn(place.division);
  return posts.slice(0, MAX_POSTS);
}

/** What the confirm form says about who is responsible; choices that are not offered are passed over. */
export function readResponsible(
  form: Readonly<Record<string, unknown>>,
  body: Pick<RiskBody, 'place' | 'grade'>,
  org: Organization,
): Responsible {
  const post = typed(form.owner);
  const leader = LEADERS.find((l) => l === typed(form.leader));
  const named = ownerChoices(body, org).some((p) => p.id === post) && post !== body.place.post;
  const grade = leader === undefined ? undefined : (Number(leader) as Grade);
  return {
    ...(named ? { ownerPost: post } : {}),
    ...(grade === undefined || grade === body.grade ? {} : { leader: grade }),
  };
}
