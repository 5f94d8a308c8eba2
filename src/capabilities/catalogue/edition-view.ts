import {
  DIFFERENCE_SHOWN,
  type DifferenceItem,
  type DifferenceView,
} from '../../../cards/catalogue/difference.ts';
import type { EditionLine, EditionsView, EditionView } from '../../../cards/catalogue/edition.ts';
import type { World } from '../../kernel/capability.ts';
import type { Person } from '../../kernel/people.ts';
import { same, type Text, text } from '../../kernel/text.ts';
import { localDate, localDateTime } from '../../kernel/time.ts';
import { signersOf } from './edition-change.ts';
import { editionOf, editionRows, headOf, newestEditions, rowsNow } from './edition-load.ts';
import {
  type Difference,
  type DifferentItem,
  differenceOf,
  type EditionDoc,
  type FrozenRow,
} from './edition-model.ts';
import { reasonOf, titleOf } from './edition-reason.ts';
import { BUREAU } from './model.ts';
import { exportable } from './view.ts';

const isOffice = (world: World, viewer: Person): boolean => world.org.hasRole(viewer, 'office_admin');
/** Units of an edition whose sheets this person may take along. */
export const exportUnits = (world: World, viewer: Person, units: readonly string[]): readonly string[] =>
  exportable(viewer, BUREAU, world.org) === 'all'
    ? units
    : units.filter((u) => exportable(viewer, u, world.org) === 'all');
/** Who may look at editions: whoever may take a sheet along, and every signer. */
export const mayOpen = (world: World, viewer: Person): boolean =>
  world.org.hasRole(viewer, 'leading_group') ||
  exportUnits(world, viewer, [...world.org.units.keys()]).length > 0;

const lineOf = (world: World, { id, body }: EditionDoc): EditionLine => ({
  id,
  no: body.no,
  status: body.status,
  counts: body.totals,
  date: localDate(body.approvedAt ?? body.at, world.settings.zone),
});

export async function editionsView(world: World, viewer: Person): Promise<EditionsView> {
  const head = (await headOf(world))?.body;
  const office = isOffice(world, viewer);
  const listed = (await newestEditions(world)).filter((e) => office || e.body.status !== 'returned');
  return {
    editions: listed.map((e) => lineOf(world, e)),
    mayCompile: office && head?.draft === undefined,
    hasCurrent: head?.current !== undefined && exportUnits(world, viewer, [BUREAU]).length > 0,
  };
}

const who = (world: World, id: string, at: string): Text =>
  same(`${world.org.people.get(id)?.name ?? ''} ${localDateTime(at, world.settings.zone)}`.trim());
const countsOf = (d: Difference) => ({
  fresh: d.fresh.length,
  changed: d.changed.length,
  retired: d.retired.length,
  unchanged: d.unchanged,
});

export const maySign = (world: World, viewer: Person, { body }: EditionDoc): boolean =>
  body.status === 'draft' && body.askedAt !== undefined && signersOf(world, body).includes(viewer.id);

export async function editionView(world: World, doc: EditionDoc, viewer: Person): Promise<EditionView> {
  const { body, sealed } = doc;
  const previous = body.previous === undefined ? undefined : await editionOf(world, body.previous);
  const difference =
    previous && differenceOf(await editionRows(world, previous), await editionRows(world, doc));
  const office = isOffice(world, viewer);
  const units = body.units.map((u) => u.unit);
  return {
    ...lineOf(world, doc),
    rev: doc.rev,
    places: body.places,
    hash: body.hash,
    compiler: who(world, body.compiledBy, body.at),
    ...(body.approver && body.approvedAt ? { approver: who(world, body.approver, body.approvedAt) } : {}),
    ...(sealed?.reason ? { reason: sealed.reason } : {}),
    ...(difference ? { numbers: countsOf(difference) } : {}),
    asked: body.askedAt !== undefined,
    may: {
      submit: office && body.status === 'draft' && body.askedAt === undefined,
      approve: maySign(world, viewer, doc),
      discard: office && body.status === 'draft',
      file: exportUnits(world, viewer, units).length > 0,
    },
  };
}

export type Compared = {
  readonly doc: EditionDoc | undefined;
  readonly previous: EditionDoc | undefined;
  readonly rows: readonly FrozenRow[];
  readonly difference: Difference;
};
/** An edition against the one before it; `now`: this moment against the edition in force. */
export async function compare(world: World, id: string): Promise<Compared | undefined> {
  const doc = id === 'now' ? undefined : await editionOf(world, id);
  if (id !== 'now' && !doc) return undefined;
  const before = doc ? doc.body.previous : (await headOf(world))?.body.current;
  const previous = before === undefined ? undefined : await editionOf(world, before);
  const rows = doc ? await editionRows(world, doc) : await rowsNow(world);
  return { doc, previous, rows, difference: differenceOf(await editionRows(world, previous), rows) };
}

export const listed = (d: Difference): readonly (DifferentItem & { how: DifferenceItem['how'] })[] =>
  (['fresh', 'changed', 'retired'] as const).flatMap((how) => d[how].map((item) => ({ ...item, how })));

export const placeOf = ({ row }: DifferentItem): string => row.names.filter((n) => n !== '').join(' · ');

export async function differenceView(
  world: World,
  id: string,
  viewer: Person,
): Promise<DifferenceView | undefined> {
  const found = await compare(world, id);
  if (!found) return undefined;
  const { doc, previous, difference } = found;
  const units = new Set(exportUnits(world, viewer, [...world.org.units.keys()]));
  const shown = previous
    ? listed(difference)
        .filter((i) => units.has(i.row.place.unit))
        .slice(0, DIFFERENCE_SHOWN)
    : [];
  const items: DifferenceItem[] = [];
  for (const { how, id: risk, grade, from, ...rest } of shown) {
    const { words } = await reasonOf(world, risk, how, previous?.body.at ?? '');
    const title = await titleOf(world, risk);
    items.push({
      how,
      place: placeOf({ id: risk, grade, ...rest }),
      title,
      grade,
      ...(from ? { from } : {}),
      reason: words,
    });
  }
  return {
    id,
    of: doc ? same(doc.body.no) : text('现状', 'now'),
    against: previous?.body.no,
    counts: countsOf(difference),
    items,
    mayFile: doc !== undefined && units.size > 0,
  };
}
