import type { PersonId } from '../../kernel/people.ts';
import type { PublicityScope } from '../../kernel/settings.ts';
import type { Instant, LocalDate } from '../../kernel/time.ts';
import type { Doc, KindSpec } from '../../store/store.ts';

/**
 * open       on display
 * objected   at least one objection waits for its answer: blocks effect
 * cleared    in effect
 * amended    partly upheld: shown again in a new notice
 * withdrawn  back in review, withdrawn or diverted
 */
export type ItemState = 'open' | 'objected' | 'cleared' | 'amended' | 'withdrawn';
export type NoticeItem = {
  readonly risk: string;
  readonly state: ItemState;
  /** Hash of the words as they were shown, the proof when they change later. */
  readonly textHash: string;
};

/**
 * gathering  approvals of the next minutes join it
 * waiting    the unit's group isn't bound
 * open       in the group, the period runs
 * closed     the period is over; an objected item may still wait for its answer
 */
export type NoticeStatus = 'gathering' | 'waiting' | 'open' | 'closed';
export type NoticeBody = {
  readonly status: NoticeStatus;
  readonly unit: string;
  readonly items: readonly NoticeItem[];
  readonly sendAt: Instant;
  /** First and last local day of the period; set when it opens. */
  readonly opensOn?: LocalDate;
  readonly closesOn?: LocalDate;
  /** Working days it runs, as set when it opened. */
  readonly days?: number;
  /** Where it hangs; before scopes could be chosen it was always the unit. */
  readonly scope?: PublicityScope;
  /** The division of a notice for a division. */
  readonly division?: string;
  /** Groups that were picked, for the scope «chosen». */
  readonly chosen?: readonly string[];
  /** Waits for the office admin to release it, not for a group. */
  readonly held?: true;
  /** Every group it hangs in; `chat` and `chatName` are those of notices from before there could be several. */
  readonly groups?: readonly NoticeGroup[];
  readonly chat?: string;
  readonly chatName?: string;
  readonly closedAt?: Instant;
};
export type NoticeGroup = { readonly chat: string; readonly name: string };
export const groupsOf = ({ groups, chat, chatName }: NoticeBody): readonly NoticeGroup[] =>
  groups ??
  (chat === undefined && chatName === undefined ? [] : [{ chat: chat ?? '', name: chatName ?? '' }]);
export const scopeOf = ({ scope }: NoticeBody): PublicityScope => scope ?? 'unit';

/** What the office admin set for a unit's notices; its id is the unit's. */
export type PresetBody = { readonly scope: PublicityScope; readonly chosen?: readonly string[] };
export const presetKind: KindSpec = { kind: 'publicityPreset', schema: 1, indexes: {} };
export type NoticeDoc = Doc<NoticeBody>;

export const noticeKind: KindSpec = {
  kind: 'notice',
  schema: 1,
  indexes: {
    gathering: (n: NoticeBody) => (n.status === 'gathering' ? n.unit : undefined),
    sendAt: (n: NoticeBody) => (n.status === 'gathering' ? n.sendAt : undefined),
    waiting: (n: NoticeBody) => (n.status === 'waiting' ? n.unit : undefined),
    /** Closed ones by the instant they closed, for the records. */
    closed: (n: NoticeBody) => (n.status === 'closed' && n.opensOn !== undefined ? n.closedAt : undefined),
    closesOn: (n: NoticeBody) => (n.status === 'open' ? n.closesOn : undefined),
    /** `<first day>|<unit>` of everything that was ever shown. */
    opened: (n: NoticeBody) => (n.opensOn === undefined ? undefined : `${n.opensOn}|${n.unit}`),
    /** `<unit>` of what is on display, for 公示 and the summary. */
    open: (n: NoticeBody) => (n.status === 'open' ? n.unit : undefined),
    risk: (n: NoticeBody) =>
      n.items.filter((i) => i.state === 'open' || i.state === 'objected').map((i) => i.risk),
  },
};

export type Outcome = 'upheld' | 'partly' | 'rejected';
export type ObjectionBody = {
  readonly status: 'open' | 'answered';
  readonly notice: string;
  readonly risk: string;
  readonly unit: string;
  /** Shown to the answering officer only, and to nobody when `anonymous`: kept to send the answer. */
  readonly by: PersonId;
  readonly anonymous?: true;
  readonly at: Instant;
  /** Any one of them answers. Empty: nobody can, the office is told. */
  readonly holders: readonly PersonId[];
  readonly due: LocalDate;
  /** Overdue once, it went to those above; nobody is told twice. */
  readonly escalatedAt?: Instant;
  readonly outcome?: Outcome;
  readonly answeredBy?: PersonId;
  readonly answeredAt?: Instant;
};
/** Free words: sealed under the objection's own key. */
export type ObjectionTexts = { readonly text: string; readonly reply?: string };
export type ObjectionDoc = Doc<ObjectionBody, ObjectionTexts>;

export const objectionKind: KindSpec = {
  kind: 'objection',
  schema: 1,
  indexes: {
    /** `<risk>|<objector>` of open ones: one at a time per person, and what blocks an item. */
    open: (o: ObjectionBody) => (o.status === 'open' ? `${o.risk}|${o.by}` : undefined),
    holder: (o: ObjectionBody) => (o.status === 'open' ? o.holders : undefined),
    due: (o: ObjectionBody) => (o.status === 'open' ? o.due : undefined),
    /** `<notice>|<outcome or open>`: what a notice's record counts. */
    notice: (o: ObjectionBody) => `${o.notice}|${o.outcome ?? 'open'}`,
    /** `<unit>|<status>` for counts. */
    count: (o: ObjectionBody) => `${o.unit}|${o.status}`,
  },
};

/** An item that still belongs to the notice. */
export const isLive = (item: NoticeItem): boolean => item.state === 'open' || item.state === 'objected';

/** The notice with one risk's item in another state. */
export const withItem = (notice: NoticeBody, risk: string, state: ItemState): NoticeBody => ({
  ...notice,
  items: notice.items.map((i) => (i.risk === risk && isLive(i) ? { ...i, state } : i)),
});
