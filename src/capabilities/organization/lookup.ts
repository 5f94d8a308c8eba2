import type { Division, Organization, Person, Unit } from '../../kernel/people.ts';
import { type Text, text } from '../../kernel/text.ts';

/** What a name in a cell turned out to be, or why it is nobody. */
export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: Text };
const found = <T>(value: T): Found<T> => ({ ok: true, value });
const missing = (why: Text): { ok: false; why: Text } => ({ ok: false, why });

const pairs = (s: string): readonly string[] => [...s].map((c, i, all) => c + (all[i + 1] ?? ''));

/** How much two names have in common: neighbouring characters that both have, 0–1. */
function closeness(typed: string): (name: string) => number {
  const own = new Set([...typed, ...pairs(typed)]);
  return (name) => {
    const other = [...name, ...pairs(name)];
    return (2 * other.filter((x) => own.has(x)).length) / (own.size + other.length || 1);
  };
}
/** The `most` candidates whose names come nearest to what was typed, the nearest first. */
export function nearestOf<T>(
  typed: string,
  candidates: readonly T[],
  nameOf: (candidate: T) => string,
  most: number,
): readonly T[] {
  const score = closeness(typed);
  return candidates
    .map((candidate) => ({ candidate, score: score(nameOf(candidate)) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map((c) => c.candidate);
}
/** The candidate that shares most neighbouring characters with what was typed; undefined when none is near. */
export function nearest(typed: string, candidates: readonly string[]): string | undefined {
  const best = nearestOf(typed, candidates, (name) => name, 1)[0];
  return best !== undefined && closeness(typed)(best) >= 0.5 ? best : undefined;
}

function unknown(what: Text, typed: string, candidates: readonly string[]): Text {
  const near = nearest(typed, candidates);
  return text(
    `没有找到${what['zh-CN']}“${typed}”${near === undefined ? '' : `，是否指“${near}”`}`,
    `no ${what['en-US']} "${typed}"${near === undefined ? '' : `; did you mean "${near}"?`}`,
  );
}

/** Finds units, divisions and people by what stands in a cell. Built once a file: every look-up is a map read. */
export type Lookup = {
  readonly unit: (name: string) => Found<Unit>;
  readonly division: (unit: string, name: string) => Found<Division>;
  /** Employee number, open_id, `name（number）`, or a name that nobody else has. */
  readonly person: (cell: string) => Found<Person>;
};

const idLike = /^ou_[A-Za-z0-9]+$/;
const grouped = <T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const map = new Map<string, T[]>();
  for (const item of items) map.set(key(item), [...(map.get(key(item)) ?? []), item]);
  return map;
};

function personFinder(org: Organization): Lookup['person'] {
  const active = org.data.people.filter((p) => p.active);
  const numbers = grouped(active, (p) => p.employeeNo ?? '');
  const names = grouped(active, (p) => p.name);
  const whose = (p: Person): string =>
    `${p.name}（${p.employeeNo ?? p.id}，${org.units.get(p.unit ?? '')?.name ?? '—'}）`;
  return (cell) => {
    const bracket = /[（(]([^）)]+)[）)]\s*$/.exec(cell)?.[1]?.trim();
    const key = bracket ?? cell;
    const byId = idLike.test(key) ? org.active(key) : undefined;
    const byNumber = key === '' ? [] : (numbers.get(key) ?? []);
    const numbered = byId ?? (byNumber.length === 1 ? byNumber[0] : undefined);
    const name = bracket === undefined ? '' : cell.slice(0, cell.search(/[（(]/)).trim();
    if (numbered && name !== '' && name !== numbered.name)
      return missing(
        text(
          `“${cell}”的姓名与工号不是同一人，请核对`,
          `name and number of "${cell}" are two people; please check`,
        ),
      );
    if (numbered) return found(numbered);
    const same = names.get(cell) ?? [];
    if (same.length === 1 && same[0]) return found(same[0]);
    const list = same.map(whose).join('、');
    if (same.length > 1)
      return missing(
        text(
          `“${cell}”有重名，请改填工号：${list}`,
          `several people are called "${cell}"; use the employee number: ${list}`,
        ),
      );
    return missing(unknown(text('在职人员', 'active person'), cell, [...names.keys()]));
  };
}

export function lookupOf(org: Organization): Lookup {
  const units = org.data.units.filter((u) => !u.gone);
  const byName = new Map(units.map((u) => [u.name, u]));
  const divisions = new Map(org.data.divisions.filter((d) => !d.gone).map((d) => [`${d.unit}|${d.name}`, d]));
  return {
    unit: (name) => {
      const unit = byName.get(name);
      return unit ? found(unit) : missing(unknown(text('单位', 'unit'), name, [...byName.keys()]));
    },
    division: (unit, name) => {
      const division = divisions.get(`${unit}|${name}`);
      return division
        ? found(division)
        : missing(
            unknown(
              text('部门', 'division'),
              name,
              org.divisionsOf(unit).map((d) => d.name),
            ),
          );
    },
    person: personFinder(org),
  };
}
