import type { Change, DomainEvent, Reaction, World } from '../../kernel/capability.ts';
import { docsOf } from '../../kernel/pages.ts';
import type { Put } from '../../store/store.ts';
import type { RiskBody } from '../risks/index.ts';
import { joinChanges } from './change.ts';
import { isLive, type NoticeBody, type NoticeDoc, type NoticeItem, withItem } from './model.ts';
import { sendingTime } from './period.ts';
import { presetOf, type Scoped, sameScope, scopedFor } from './scope.ts';

/** Items of one notice: its table and its objection form still fit one card. The next one begins after that. */
export const MAX_ITEMS = 60;
/** Read at a time: the first ones nearly always have room. */
const FEW = 100;

export type Approved = { readonly id: string; readonly risk: RiskBody };

const idOf = (about: string): string => about.slice(about.indexOf(':') + 1);
const putsOf = (soFar: Change, kind: string): readonly Put[] =>
  (soFar.put ?? []).filter((p) => p.kind === kind);

/** The risk as this commit will leave it. */
async function riskAfter(world: World, soFar: Change, id: string): Promise<RiskBody | undefined> {
  const put = putsOf(soFar, 'risk').find((p) => p.id === id);
  return put ? (put.body as RiskBody) : (await world.read.get<RiskBody>({ kind: 'risk', id }))?.body;
}

/** What the office has released goes out as it was looked at: later approvals make a notice of their own. */
const isReleased = ({ status, held }: NoticeBody, { settings }: World): boolean =>
  settings.publicity.release === 'office' && status === 'waiting' && !held;

/** The notice of this unit and scope that still takes items: gathering, or waiting for its group. */
async function gatheringNotice(world: World, unit: string, scoped: Scoped): Promise<NoticeDoc | undefined> {
  for (const index of ['gathering', 'waiting']) {
    const ofUnit = { index, from: unit, to: unit };
    for await (const notice of docsOf<NoticeBody>(world.read, 'notice', ofUnit, FEW)) {
      const { body } = notice;
      if (body.items.length < MAX_ITEMS && sameScope(scoped, body) && !isReleased(body, world)) return notice;
    }
  }
  return undefined;
}

/** Puts approved risks of one unit into the gathering notices of their scopes. */
export async function gather(world: World, approved: readonly Approved[]): Promise<Partial<Change>> {
  const unit = approved[0]?.risk.place.unit;
  if (unit === undefined) return {};
  const preset = await presetOf(world, unit);
  const byScope = new Map<string, { scoped: Scoped; items: NoticeItem[] }>();
  for (const { id, risk } of approved) {
    const scoped = scopedFor(risk, preset, world.settings);
    const key = `${scoped.scope}|${scoped.division ?? ''}`;
    const same = byScope.get(key) ?? { scoped, items: [] };
    same.items.push({ risk: id, state: 'open', textHash: risk.textHash });
    byScope.set(key, same);
  }
  const parts: Partial<Change>[] = [];
  for (const { scoped, items } of byScope.values()) parts.push(await joined(world, unit, scoped, items));
  return joinChanges(...parts);
}

/** Into the notice of that scope that is there, beginning new ones where there is no room. */
async function joined(
  world: World,
  unit: string,
  scoped: Scoped,
  items: readonly NoticeItem[],
): Promise<Partial<Change>> {
  const old = await gatheringNotice(world, unit, scoped);
  const room = old ? MAX_ITEMS - old.body.items.length : 0;
  const first = items.slice(0, room);
  const put: Put[] = [];
  const events: DomainEvent[] = [];
  const note = (id: string, what: string, risks: readonly NoticeItem[]): void => {
    events.push({
      type: what,
      about: `notice:${id}`,
      by: 'system',
      at: world.now,
      data: { risks: risks.map((r) => r.risk) },
    });
  };
  if (old && first.length > 0) {
    const body: NoticeBody = { ...old.body, items: [...old.body.items, ...first] };
    put.push({ kind: 'notice', id: old.id, rev: old.rev, body });
    note(old.id, 'notice.joined', first);
  }
  for (let at = first.length; at < items.length; at += MAX_ITEMS) {
    const id = world.newId('N');
    const chunk = items.slice(at, at + MAX_ITEMS);
    const body: NoticeBody = {
      status: 'gathering',
      unit,
      ...scoped,
      items: chunk,
      sendAt: sendingTime(world.now, world.settings, world.calendar),
    };
    put.push({ kind: 'notice', id, rev: 0, body });
    note(id, 'notice.begun', chunk);
  }
  return { put, events };
}

/**
 * On `risk.approved`. A batch approves many risks in one commit: the first event takes all risks of its unit along,
 * so that a notice is written once per commit; the others find their risk there already.
 */
export const onApproved: Reaction = async (world, event, soFar) => {
  const held = new Set(
    putsOf(soFar, 'notice').flatMap((p) => (p.body as NoticeBody).items.map((i) => i.risk)),
  );
  if (held.has(idOf(event.about))) return undefined;
  const ids = [...new Set(soFar.events.filter((e) => e.type === 'risk.approved').map((e) => idOf(e.about)))];
  const own = await riskAfter(world, soFar, idOf(event.about));
  if (own?.status !== 'approved') return undefined;
  const approved: Approved[] = [];
  for (const id of new Set([idOf(event.about), ...ids])) {
    const risk = await riskAfter(world, soFar, id);
    if (risk?.status !== 'approved' || risk.place.unit !== own.place.unit || held.has(id)) continue;
    approved.push({ id, risk });
  }
  return gather(world, approved);
};

/** A risk left publicity by another door (withdrawn, diverted, reopened): its item is taken out of the notice. */
export const onLeft: Reaction = async (world, event, soFar) => {
  const id = idOf(event.about);
  const { items } = await world.read.list<NoticeBody>('notice', {
    index: 'risk',
    from: id,
    to: id,
    limit: 1,
  });
  const notice = items[0];
  if (!notice) return undefined;
  // The same commit may have written it already: go on from there.
  const body =
    (putsOf(soFar, 'notice').find((p) => p.id === notice.id)?.body as NoticeBody | undefined) ?? notice.body;
  if (!body.items.some((i) => i.risk === id && isLive(i))) return undefined;
  return { put: [{ kind: 'notice', id: notice.id, rev: notice.rev, body: withItem(body, id, 'withdrawn') }] };
};
