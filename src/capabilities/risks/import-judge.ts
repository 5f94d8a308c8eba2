import { cleanText } from '../../../cards/kit/clean.ts';
import { type Grade, type GradeFacts, type PostKind, TRIPLE_MAJOR } from '../../kernel/grade.ts';
import { fault, type RawRow, readDate } from '../../kernel/importing.ts';
import type { Organization, PersonId, Place } from '../../kernel/people.ts';
import type { LocalDate } from '../../kernel/time.ts';
import { readKind } from '../organization/index.ts';
import type { Draft } from './draft.ts';
import { gradeIn, scoreIn } from './import-rate.ts';
import { type Judging, said, type Texts, textsOf } from './import-texts.ts';
import { leaderIn, leadsAt, ownerIn, personIn } from './import-who.ts';
import { type Concerns, readConcerns, readGrade, readMethod, readSource } from './import-words.ts';
import type { FindMethod, Paper } from './model.ts';
import type { Responsible } from './responsible.ts';

/** A row of the paper form that can be taken. */
export type GoodRisk = {
  readonly row: RawRow;
  readonly place: Place;
  readonly postKind: PostKind | undefined;
  /** Whose it is from now on: named, else the holder of the post, else who leads there. */
  readonly declarer: PersonId | undefined;
  readonly draft: Draft;
  readonly title: string;
  readonly measure: string;
  readonly method: FindMethod;
  readonly responsible: Responsible;
  readonly paper: Paper;
  readonly grade: Grade;
  /** Why the paper's grade is not the table's. */
  readonly reason?: string;
  readonly approvedOn?: LocalDate;
  /** Not on the paper: taken for granted, and told. */
  readonly assumed: { readonly source: boolean; readonly score: boolean };
};
/** Step by its name at the place: it brings its major matters and area along. */
function stepOf(place: Place, texts: Texts, concerns: Concerns, org: Organization) {
  const steps = org.stepsAt(place);
  const step = steps.find((s) => s.name === texts.stepName && s.powerItem === texts.powerItem);
  const area = step?.area ?? steps.find((s) => s.area !== undefined)?.area;
  const tripleMajor = TRIPLE_MAJOR.filter(
    (m) => concerns.tripleMajor.includes(m) || (step?.tripleMajor.includes(m) ?? false),
  );
  return { ...(step ? { stepId: step.id } : {}), ...(area === undefined ? {} : { area }), tripleMajor };
}

/** The columns that no card asks for, as they are. */
function paperOf({ cells }: RawRow, measure: string, owner: string | undefined): Paper {
  const kept = (field: string, unless = ''): string => {
    const value = cleanText(cells[field] ?? '');
    return value === unless || value === measure ? '' : value;
  };
  const all = {
    owner: owner ?? '',
    process: kept('process'),
    rule: kept('rule'),
    deadline: kept('deadline'),
    indicator: kept('indicator'),
    opinion: kept('opinion', '同意'),
    reviewer: kept('reviewer'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, v]) => v !== ''));
}

function checkKind(cell: string, kind: PostKind | undefined, post: string): void {
  if (cell === '' || kind === undefined) return;
  const read = readKind(cell);
  if (read === undefined)
    fault(`岗位类别“${cell}”应为领导岗位、重点岗位或一般岗位`, `post kind "${cell}" is none of the three`);
  if (read !== kind)
    fault(
      `岗位类别“${cell}”与登记的不同，请先在“谁是谁”中核对岗位“${post}”`,
      `post kind "${cell}" is not what is registered; check the post "${post}" under "who is who"`,
    );
}

/** A row at a place that is known: everything it says, or a RowFault in words that say what to do. */
export function judgeRisk(row: RawRow, place: Place, given: Judging): GoodRisk {
  const { cells } = row;
  const { org } = given;
  if (/停用|退出|废止|已撤/.test(cells.status ?? ''))
    fault('状态为已停用，不导入', 'it is marked as retired');
  const post = place.post === undefined ? undefined : org.posts.get(place.post);
  checkKind(cells.kind ?? '', post?.kind, post?.name ?? '');
  const texts = textsOf(row, given);
  const concerns = readConcerns(cells.concerns ?? '');
  const source = readSource(cells.source ?? '');
  const paperGrade = readGrade(cells.grade ?? '');
  const { score, assumed } = scoreIn(row, paperGrade, given);
  const step = stepOf(place, texts, concerns, org);
  const { assets, confirmedCase } = concerns;
  const facts: GradeFacts = {
    ...score,
    level: place.level,
    postKind: post?.kind,
    tripleMajor: step.tripleMajor,
    confirmedCase,
  };
  const { grade, reason } = { reason: undefined, ...gradeIn(row, paperGrade, facts, given) };
  const { ownerPost, owner } = ownerIn(cells.owner ?? '', place, given);
  const approvedOn = readDate(cells.date ?? '', given.today);
  const cause = said(cells.cause ?? '', 'cause', given);
  const { title, measure, ...words } = texts;
  return {
    row,
    place,
    postKind: post?.kind,
    declarer: cells.person ? personIn(cells.person, place.unit, given) : leadsAt(place, org),
    draft: {
      source: source ?? 'duty',
      ...words,
      ...step,
      assets,
      confirmedCase,
      ...score,
      ...(cause === '' ? {} : { rootCause: cause }),
    },
    title,
    measure,
    method: readMethod(cells.method ?? ''),
    responsible: {
      ...(ownerPost === undefined ? {} : { ownerPost }),
      ...leaderIn(cells.leader ?? '', place, grade, given),
    },
    paper: paperOf(row, measure, owner),
    grade,
    ...(reason === undefined ? {} : { reason }),
    ...(approvedOn === undefined ? {} : { approvedOn }),
    assumed: { source: source === undefined, score: assumed },
  };
}
