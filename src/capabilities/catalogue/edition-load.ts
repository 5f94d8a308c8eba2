import { createHash } from 'node:crypto';
import type { World } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import { localDate } from '../../kernel/time.ts';
import { giveWay, inTurns } from '../../kernel/turns.ts';
import type { Doc } from '../../store/store.ts';
import { canonical } from '../organization/index.ts';
import type { RiskDoc } from '../risks/index.ts';
import {
  type EditionBody,
  type EditionDoc,
  type EditionHead,
  type EditionRows,
  type EditionTexts,
  type FrozenRisk,
  type FrozenRow,
  HEAD,
} from './edition-model.ts';
import { namesOf } from './excel.ts';
import { effectiveRisks, entryOf } from './load.ts';
import { placeKey, rowsOf } from './model.ts';

/** 12 hexadecimal digits tell two versions of one risk apart; the whole hash would prove what somebody wrote. */
const MARK = 12;

/** What makes a risk point another one for its readers: grade, place, facts and words. */
function markOf({ body, sealed }: RiskDoc): string {
  const { place, grade, source, powerItem, stepName, tripleMajor, assets } = body;
  const { title, content, manifestation, rootCause, measure } = sealed ?? {};
  const words = { title, content, manifestation, rootCause, measure };
  const all = canonical({ place, grade, source, powerItem, stepName, tripleMajor, assets, words });
  return createHash('sha256').update(all).digest('hex').slice(0, MARK);
}

const frozenRisk = (doc: RiskDoc): FrozenRisk => ({
  id: doc.id,
  rev: doc.rev,
  grade: doc.body.grade,
  mark: markOf(doc),
});

/** The catalogue as it is at this moment, row by row. */
export async function rowsNow(world: World): Promise<readonly FrozenRow[]> {
  const risks = await effectiveRisks(world);
  const byPlace = new Map<string, FrozenRisk[]>();
  await inTurns(risks, (doc) => {
    const key = placeKey(doc.body.place);
    byPlace.set(key, [...(byPlace.get(key) ?? []), frozenRisk(doc)]);
  });
  await giveWay();
  return rowsOf(risks.map(entryOf), world.org, world.settings.grading.floors.kinds).map(
    ({ key, place, kind, counts, grade, approvedAt }) => ({
      key,
      place,
      names: namesOf(place, world.org),
      ...(kind ? { kind } : {}),
      counts,
      grade,
      ...(approvedAt ? { approvedOn: localDate(approvedAt, world.settings.zone) } : {}),
      risks: (byPlace.get(key) ?? []).sort((a, b) => a.grade - b.grade || a.id.localeCompare(b.id)),
    }),
  );
}

export const headOf = (world: World): Promise<Doc<EditionHead> | undefined> =>
  world.read.get<EditionHead>(HEAD);
export const editionOf = (world: World, id: string): Promise<EditionDoc | undefined> =>
  world.read.get<EditionBody, EditionTexts>({ kind: 'edition', id });

/** Rows of an edition, all or of one unit; empty for no edition. */
export async function editionRows(
  world: World,
  edition: EditionDoc | undefined,
): Promise<readonly FrozenRow[]> {
  const parts = await Promise.all(
    (edition?.body.units ?? []).map((u) =>
      world.read.get<EditionRows>({ kind: 'editionRows', id: `${edition?.id}|${u.unit}` }),
    ),
  );
  return parts.flatMap((p) => p?.body.rows ?? []);
}

/** Editions shown in the list: one or two a year. */
const LISTED = 10;
/** The newest editions first. */
export async function newestEditions(world: World): Promise<readonly EditionDoc[]> {
  const all = await allOf<EditionBody, EditionTexts>(world.read, 'edition', { index: 'at' });
  return all.toReversed().slice(0, LISTED);
}
