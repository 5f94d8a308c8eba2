import type { LineRenderer, Schedule } from '../../kernel/capability.ts';
import { text } from '../../kernel/text.ts';
import { instantOf, localDate, monthOf } from '../../kernel/time.ts';
import { editionOf } from './edition-load.ts';
import { compare } from './edition-view.ts';

/** Changes since the edition in force, told to the office on the first working day of a month: a digest line, no message. */
export const changesSchedule: Schedule = {
  name: 'catalogue.changes',
  due: async ({ settings, calendar }, since, until) => {
    const day = calendar.firstWorkdayOfMonth(localDate(until, settings.zone));
    const at = instantOf(day, settings.quiet.workStart, settings.zone);
    return at > since && at <= until ? [{ key: monthOf(day), at }] : [];
  },
  run: async (world) => {
    const found = await compare(world, 'now');
    if (!found?.previous) return undefined;
    const { fresh, changed, retired } = found.difference;
    const params = { fresh: fresh.length, changed: changed.length, retired: retired.length };
    if (params.fresh + params.changed + params.retired === 0) return undefined;
    const about = `edition:${found.previous.id}`;
    return {
      events: [{ type: 'edition.changesListed', about, by: 'system', at: world.now, data: params }],
      notices: world.org
        .granted('office_admin')
        .map((p) => ({ to: p.id, line: 'catalogue.changes', about, params })),
    };
  },
};

export const editionLines: Readonly<Record<string, LineRenderer>> = {
  'catalogue.changes': async (world, id, { fresh, changed, retired }) => {
    const doc = await editionOf(world, id);
    if (doc?.body.status !== 'frozen') return undefined;
    const [f, c, r] = [Number(fresh), Number(changed), Number(retired)];
    return text(
      `目录 ${doc.body.no} 版以来：新增 ${f}，变动 ${c}，停用 ${r}。发送“目录”，在“目录版本”中查看。`,
      `Since catalogue edition ${doc.body.no}: ${f} new, ${c} changed, ${r} retired. Send "catalogue" and open the editions.`,
    );
  },
  'catalogue.frozen': async (world, id) => {
    const doc = await editionOf(world, id);
    return doc?.body.status === 'frozen'
      ? text(
          `目录 ${doc.body.no} 版已审定，现为现行目录。`,
          `Catalogue edition ${doc.body.no} was approved and is in force.`,
        )
      : undefined;
  },
  'catalogue.returned': async (world, id) => {
    const doc = await editionOf(world, id);
    const reason = doc?.sealed?.reason;
    return doc && reason
      ? text(
          `目录 ${doc.body.no} 版草稿被退回：${reason}`,
          `The draft of edition ${doc.body.no} was sent back: ${reason}`,
        )
      : undefined;
  },
};
