import type { Acting, World } from '../../kernel/capability.ts';
import type { Person, Place } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import type { Json } from '../../store/store.ts';
import { groupsOf, type NoticeBody, type NoticeDoc, scopeOf } from './model.ts';

/** What the bot keeps of a message it sent, as far as it matters here. */
type Sent = { readonly person?: string; readonly params?: Readonly<Record<string, Json>> };

const hangsIn = (notice: NoticeBody, chat: unknown): chat is string =>
  typeof chat === 'string' && groupsOf(notice).some((g) => g.chat === chat);
const placeOf = ({ unit, division }: NoticeBody): Place =>
  division === undefined ? { level: 'unit', unit } : { level: 'division', unit, division };

/** May this person read the notice's texts? `from`: a group in which they were shown it, as the bot itself knows. */
export const mayReadNotice = (viewer: Person, { body }: NoticeDoc, world: World, from?: unknown): boolean =>
  may(viewer, 'publicity.view', world.org, {
    place: placeOf(body),
    posted: (scopeOf(body) === 'bureau' && body.opensOn !== undefined) || hangsIn(body, from),
  });

/**
 * The group through which the clicker reached the notice: the one tapped in, or the one whose card brought them the
 * private message tapped now. Never from the button's value, which a client can make up.
 */
export async function reachedFrom(
  { where, actor, read }: Acting,
  { body }: NoticeDoc,
): Promise<string | undefined> {
  if (hangsIn(body, where?.chatId)) return where?.chatId;
  const message = where?.messageId;
  if (message === undefined) return undefined;
  const { items } = await read.list<Sent>('copy', { index: 'message', from: message, to: message, limit: 1 });
  const sent = items[0]?.body;
  const from = sent?.params?.from;
  return sent?.person === actor.id && hangsIn(body, from) ? from : undefined;
}

export type Reached = { readonly notice: NoticeDoc; readonly from?: string };
/** The notice behind a button for somebody in its scope. undefined: there is none, or not for them. */
export async function noticeFor(acting: Acting, id: string): Promise<Reached | undefined> {
  const notice = await acting.read.get<NoticeBody>({ kind: 'notice', id });
  if (!notice) return undefined;
  const from = await reachedFrom(acting, notice);
  if (!mayReadNotice(acting.actor, notice, acting, from)) return undefined;
  return { notice, ...(from === undefined ? {} : { from }) };
}
