import type { Answers, Question, RawRow } from '../../kernel/importing.ts';
import type { Organization, Place, Post } from '../../kernel/people.ts';
import { same, type Text, text } from '../../kernel/text.ts';
import { nearestOf } from '../organization/index.ts';
import { textHash } from './similar.ts';

/** Where a row hangs, or what was typed and what it may mean. */
export type Where =
  | { readonly place: Place }
  | { readonly unknown: string; readonly why: Text; readonly question?: Question };

/** Choices offered for a name nobody knows. */
const NEAR = 5;
const SKIP = 'skip';

const postPlace = (p: Post): Place => ({ level: 'post', unit: p.unit, division: p.division, post: p.id });
const choiceOf = (p: Place): string => [p.level, p.unit, p.division ?? '', p.post ?? ''].join('|');

/** A chosen value as a place that still exists. */
function placeOfValue(value: string, org: Organization): Place | undefined {
  const [level, unit = '', division = '', post = ''] = value.split('|');
  const known = org.posts.get(post);
  if (level === 'post') return known && postPlace(known);
  if (level === 'division')
    return org.divisions.get(division)?.unit === unit ? { level, unit, division } : undefined;
  return level === 'unit' && org.units.has(unit) ? { level, unit } : undefined;
}

type Typed = {
  readonly unit: string;
  readonly division: string;
  readonly post: string;
  readonly subject: string;
};
const only = <T>(list: readonly T[]): T | undefined => (list.length === 1 ? list[0] : undefined);

/** Finds places by what stands in the cells; names nobody knows become questions. Built once a file. */
export function placeFinder(org: Organization, answers: Answers) {
  const units = org.data.units.filter((u) => !u.gone);
  const divisions = org.data.divisions.filter((d) => !d.gone);
  const known = new Map<string, Where>();

  /** The unit that the tab or the title above the table names; the longest name wins. */
  const unitAround = (row: RawRow): string | undefined => {
    const said = `${row.tab} ${row.above ?? ''}`;
    return units.filter((u) => said.includes(u.name)).toSorted((a, b) => b.name.length - a.name.length)[0]
      ?.id;
  };
  const exact = (typed: Typed, around: string | undefined): Place | undefined => {
    const subject = typed.unit === '' && typed.division === '' && typed.post === '' ? typed.subject : '';
    const bySubject = units.find((u) => u.name === subject);
    const unit = typed.unit === '' ? (bySubject?.id ?? around) : units.find((u) => u.name === typed.unit)?.id;
    if (typed.unit !== '' && unit === undefined) return undefined;
    if (bySubject) return { level: 'unit', unit: bySubject.id };
    const within = divisions.filter((d) => unit === undefined || d.unit === unit);
    const divisionName = typed.division || subject;
    const division = only(within.filter((d) => d.name === divisionName));
    if (typed.division !== '' && !division) return undefined;
    if (/^(单位|部门|处室|科室)(层面)?$/.test(typed.post) || (typed.post === '' && subject === ''))
      return division
        ? { level: 'division', unit: division.unit, division: division.id }
        : unit === undefined || typed.post.startsWith('部门')
          ? undefined
          : { level: 'unit', unit };
    if (subject !== '' && division) return { level: 'division', unit: division.unit, division: division.id };
    const there = org.data.posts.filter(
      (p) => (unit === undefined || p.unit === unit) && (!division || p.division === division.id),
    );
    const post = only(there.filter((p) => p.name === (typed.post || subject)));
    return post && postPlace(post);
  };

  /** The posts, divisions and units whose names come nearest, those of the named unit first. */
  const near = (typed: Typed, around: string | undefined): readonly Place[] => {
    const name = [typed.unit, typed.division, typed.post, typed.subject].filter((s) => s !== '').join(' · ');
    const unit = units.find((u) => u.name === typed.unit)?.id ?? around;
    const inside = (p: { unit: string }): boolean => unit === undefined || p.unit === unit;
    const all: readonly Place[] = [
      ...org.data.posts.filter(inside).map(postPlace),
      ...divisions.filter(inside).map((d): Place => ({ level: 'division', unit: d.unit, division: d.id })),
      ...(unit === undefined ? units.map((u): Place => ({ level: 'unit', unit: u.id })) : []),
    ];
    return nearestOf(name, all, (p) => org.placeName(p), NEAR);
  };

  const ask = (key: string, shown: string, typed: Typed, around: string | undefined): Question => ({
    key,
    ask: text(`“${shown}”指哪里？`, `Which place is "${shown}"?`),
    options: [
      ...near(typed, around).map((p) => ({ value: choiceOf(p), label: same(org.placeName(p)) })),
      { value: SKIP, label: text('不导入这些行', 'leave these rows out') },
    ],
    needed: false,
  });

  return (row: RawRow): Where => {
    const { unit = '', division = '', post = '', subject = '' } = row.cells;
    const typed = { unit, division, post, subject };
    const around = unit === '' ? unitAround(row) : undefined;
    const id = JSON.stringify([typed, around ?? '']);
    const before = known.get(id);
    if (before) return before;
    const shown = [unit, division, post, subject].filter((s) => s !== '').join(' · ');
    const key = `at.${textHash(id)}`;
    const place = exact(typed, around) ?? placeOfValue(answers[key] ?? '', org);
    const skipped = answers[key] === SKIP;
    const found: Where = place
      ? { place }
      : shown === ''
        ? { unknown: '', why: text('没有写明单位、部门或岗位', 'no unit, division or post is given') }
        : {
            unknown: shown,
            why: text(
              `没有找到“${shown}”${skipped ? '（已选择不导入）' : '；可在核对卡片上选择对应岗位，或改正后重发'}`,
              `"${shown}" was not found${skipped ? ' (left out as chosen)' : '; choose the post on the card, or mend it and send it again'}`,
            ),
            question: ask(key, shown, typed, around),
          };
    known.set(id, found);
    return found;
  };
}
