import defaults from '../../config/default.json' with { type: 'json' };
import { noticeKind, objectionKind } from '../../src/capabilities/publicity/model.ts';
import { riskKind } from '../../src/capabilities/risks/model.ts';
import type { World } from '../../src/kernel/capability.ts';
import { settingsSchema } from '../../src/kernel/settings.ts';
import { workCalendar } from '../../src/kernel/workdays.ts';
import type { Doc, KindSpec, Reader } from '../../src/store/store.ts';
import { smallOrganization } from '../support/bureau.ts';

const specs: readonly KindSpec[] = [riskKind, noticeKind, objectionKind];
type Range = {
  readonly index?: string;
  readonly from?: string;
  readonly to?: string;
  readonly prefix?: string;
};

/** Documents with the values of one index that lie in a range, in the index's order. */
function within(docs: readonly Doc[], kind: string, q: Range): readonly { value: string; doc: Doc }[] {
  const spec = specs.find((s) => s.kind === kind);
  const valuesOf = (doc: Doc): readonly string[] => {
    const made = q.index === undefined ? doc.id : spec?.indexes[q.index]?.(doc.body);
    return made === undefined ? [] : [made].flat();
  };
  return docs
    .filter((d) => d.kind === kind)
    .flatMap((doc) => valuesOf(doc).map((value) => ({ value, doc })))
    .filter(
      ({ value }) =>
        value.startsWith(q.prefix ?? '') &&
        (q.from === undefined || value >= q.from) &&
        (q.to === undefined || value <= q.to),
    )
    .sort((a, b) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
}

/** A world over plain documents, indexed as the stores do it. Only what the figures read. */
export function memoryWorld(docs: readonly Doc[], now: string, today: string): World {
  const read = {
    get: async ({ kind, id }: { kind: string; id: string }) =>
      docs.find((d) => d.kind === kind && d.id === id),
    list: async (kind: string, q: Range & { limit: number; cursor?: string }) => {
      const all = within(docs, kind, q);
      const at = Number(q.cursor ?? 0);
      const items = all.slice(at, at + q.limit).map((r) => r.doc);
      return at + q.limit < all.length ? { items, cursor: String(at + q.limit) } : { items };
    },
    tally: async (kind: string, q: Range) => {
      const counts: Record<string, number> = {};
      for (const { value } of within(docs, kind, q)) counts[value] = (counts[value] ?? 0) + 1;
      return counts;
    },
  };
  const settings = settingsSchema.parse(defaults);
  return {
    now,
    today,
    org: smallOrganization(),
    settings,
    calendar: workCalendar(settings.holidays),
    read: read as unknown as Reader,
    newId: (prefix) => `${prefix}-1`,
  };
}
