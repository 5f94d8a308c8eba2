import type { NoticeView, PublishedItem } from '../../../cards/publicity/notice.ts';
import type { ObjectionView } from '../../../cards/publicity/objection.ts';
import type { World } from '../../kernel/capability.ts';
import type { Organization, Person, Place } from '../../kernel/people.ts';
import { same, type Text, text } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import type { RiskBody, RiskDoc, RiskTexts } from '../risks/index.ts';
import { type NoticeBody, type NoticeDoc, type NoticeItem, type ObjectionDoc, scopeOf } from './model.ts';
import { period } from './period.ts';
import { objectionsIn } from './record.ts';

const known = (...names: readonly (string | undefined)[]): string =>
  names.filter((n) => n !== undefined).join(' · ');

/** Division and post of a place; the unit stands in the card's head. */
export function postText(place: Place, org: Organization): Text {
  const division = place.division === undefined ? undefined : org.divisions.get(place.division)?.name;
  const post = place.post === undefined ? undefined : org.posts.get(place.post)?.name;
  if (place.level === 'post') return same(known(division, post));
  if (place.level === 'division') return text(known(division, '部门层面'), known(division, 'division level'));
  return text('单位层面', 'Unit level');
}

/** The post that answers for the measure: the post itself, or the head of what the risk hangs on. */
export function ownerText(
  { place, ownerPost }: Pick<RiskDoc['body'], 'place' | 'ownerPost'>,
  org: Organization,
): Text {
  const named = ownerPost === undefined ? undefined : org.posts.get(ownerPost);
  if (named) return same(named.name);
  if (place.level === 'post') return same(org.posts.get(place.post ?? '')?.name ?? '');
  return place.level === 'division' ? text('部门负责人', 'Division head') : text('单位负责人', 'Unit leader');
}

/** What the public sees of one risk; undefined when its words were erased. */
export function publishedItem(risk: RiskDoc, item: NoticeItem, org: Organization): PublishedItem | undefined {
  if (!risk.sealed) return undefined;
  const { place, grade } = risk.body;
  const { title, manifestation, measure } = risk.sealed;
  return {
    id: risk.id,
    post: postText(place, org),
    owner: ownerText(risk.body, org),
    title,
    manifestation,
    measure,
    grade,
    state: item.state,
  };
}

export const readRisk = (world: World, id: string): Promise<RiskDoc | undefined> =>
  world.read.get<RiskBody, RiskTexts>({ kind: 'risk', id });

/** All items that can still be shown, gravest first. Withdrawn ones stay only as a count of the closed notice. */
export async function publishedItems(world: World, notice: NoticeDoc): Promise<readonly PublishedItem[]> {
  const shown: PublishedItem[] = [];
  for (const item of notice.body.items) {
    const risk = await readRisk(world, item.risk);
    const published = risk && publishedItem(risk, item, world.org);
    if (published) shown.push(published);
  }
  return shown.sort((a, b) => a.grade - b.grade);
}

/** undefined before the notice opened. */
export async function noticeView(world: World, notice: NoticeDoc): Promise<NoticeView | undefined> {
  const { body } = notice;
  if (body.opensOn === undefined || body.closesOn === undefined) return undefined;
  const { settings, org } = world;
  return {
    id: notice.id,
    rev: notice.rev,
    unit: org.units.get(body.unit)?.name ?? body.unit,
    open: body.status === 'open',
    opensOn: body.opensOn,
    closesOn: body.closesOn,
    days: body.days ?? period(body.sendAt, settings, world.calendar).days,
    end: settings.quiet.workEnd,
    scope: scopeOf(body),
    items: await publishedItems(world, notice),
    ...(body.status === 'closed' ? { objections: await objectionsIn(world, notice.id) } : {}),
    ...(body.closedAt ? { closedAt: localDateTime(body.closedAt, settings.zone) } : {}),
  };
}

/**
 * One objection as `viewer` may see it. The objector's name: only for who may answer now or gave the answer. The words:
 * also for the objector. A former holder's card, after the objection went to somebody else, shows neither.
 */
export async function objectionView(
  world: World,
  doc: ObjectionDoc,
  viewer: Person | undefined,
): Promise<ObjectionView> {
  const { body, sealed } = doc;
  const notice = await world.read.get<NoticeBody>({ kind: 'notice', id: body.notice });
  const item = notice?.body.items.find((i) => i.risk === body.risk);
  const risk = item && (await readRisk(world, body.risk));
  const holds = viewer !== undefined && body.holders.includes(viewer.id);
  const answers = viewer !== undefined && (body.status === 'open' ? holds : body.answeredBy === viewer.id);
  const reads = holds || answers || viewer?.id === body.by;
  const objector = answers && !body.anonymous ? world.org.people.get(body.by)?.name : undefined;
  return {
    id: doc.id,
    rev: doc.rev,
    unit: world.org.units.get(body.unit)?.name ?? body.unit,
    item: item && risk ? publishedItem(risk, item, world.org) : undefined,
    said: reads ? (sealed?.text ?? '') : '',
    due: body.due,
    blocks: item?.state === 'objected',
    open: body.status === 'open' && holds,
    ...(objector === undefined ? {} : { objector }),
    ...(body.anonymous && answers ? { anonymous: true as const } : {}),
    ...(body.escalatedAt && body.status === 'open' ? { escalated: true as const } : {}),
    ...(body.outcome && body.answeredAt
      ? {
          answer: {
            outcome: body.outcome,
            at: localDateTime(body.answeredAt, world.settings.zone),
            reply: sealed?.reply ?? '',
          },
        }
      : {}),
  };
}
