import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import {
  button,
  type Element,
  fact,
  form,
  multiSelect,
  note,
  type Option,
  para,
  row,
  select,
  submit,
} from '../kit/elements.ts';
import { fitting } from '../kit/fit.ts';
import { option, pager } from '../organization/paged.ts';
import { type DutyKind, dutyWord, handoverWords as words } from './text.ts';

export type DutyItem = { readonly key: string; readonly kind: DutyKind; readonly title: string };
export type HandoverView = {
  readonly id: string;
  readonly rev: number;
  readonly person: string;
  readonly reason: Text;
  readonly place: string;
  readonly due: string;
  readonly open: boolean;
  readonly duties: readonly DutyItem[];
  /** Further ones that hang elsewhere and are not this reader's to see. */
  readonly elsewhere: number;
  /** Risks in force that go with the posts by themselves. */
  readonly follows: number;
  readonly given: readonly { readonly to: string; readonly count: number; readonly at: string }[];
  readonly successor: string | undefined;
  readonly successors: readonly { readonly id: string; readonly label: string }[];
  readonly mayKeep: boolean;
};

const KINDS = ['post', 'returned', 'inReview', 'step'] as const;
/** Lines of one kind that are named; the rest is counted. */
const NAMED = 3;
/** Options cost two of a card's 200 elements each. */
const MAX_OPTIONS = 40;

const dutyLine = (kind: DutyKind, items: readonly DutyItem[], max: number): Element | false => {
  const own = items.filter((d) => d.kind === kind);
  if (own.length === 0) return false;
  const names = own.slice(0, NAMED).map((d) => shorten(d.title, max));
  const more = own.length > NAMED ? '…' : '';
  return fact(
    text(`${dutyWord[kind]['zh-CN']} ${own.length}`, `${dutyWord[kind]['en-US']} ${own.length}`),
    text(names.join('、') + more, names.join(', ') + more),
  );
};

const exceptions = (v: HandoverView, most: number): readonly Option[] =>
  v.duties.slice(0, most).map((d) => option(d.key, d.title, dutyWord[d.kind]));

const handing = (v: HandoverView, most: number): Element =>
  form('handover', [
    para(text('接任人', 'Successor')),
    select({
      name: 'successor',
      placeholder: text('选择接任人', 'Choose the successor'),
      options: v.successors.slice(0, most).map((s) => option(s.id, s.label)),
      required: true,
      ...(v.successor === undefined ? {} : { value: v.successor }),
    }),
    multiSelect({
      name: 'except',
      placeholder: text('本次不移交的事项（可不选）', 'Leave out (optional)'),
      options: exceptions(v, most),
    }),
    submit(text('移交', 'Hand over'), 'give', { do: 'handover.give', id: v.id, rev: v.rev }),
  ]);

const keep = (v: HandoverView): Element | false =>
  v.mayKeep &&
  button(
    text('仍在原岗位，不交接', 'Stays in the post'),
    { do: 'handover.keep', id: v.id, rev: v.rev },
    'default',
    {
      confirm: {
        title: text('保留原岗位', 'Keep the posts'),
        text: text('此人继续担任原岗位，不作移交。', 'The person keeps the posts; nothing is handed over.'),
      },
    },
  );

const draw = (v: HandoverView, max: number, most: number): Card =>
  card(
    {
      audience: 'private',
      title: words.title,
      subtitle: same(shorten(v.place, 40)),
      colour: v.open ? 'orange' : 'green',
      waits: v.open,
    },
    [
      para(
        text(
          `${shorten(v.person, 30)}：${v.reason['zh-CN']}`,
          `${shorten(v.person, 30)}: ${v.reason['en-US']}`,
        ),
      ),
      ...KINDS.map((k) => dutyLine(k, v.duties, max)),
      v.elsewhere > 0 &&
        note(
          text(
            `另有 ${v.elsewhere} 项在其他部门，由领导小组办公室移交。`,
            `${v.elsewhere} more hang in other divisions; the leading group's office hands them over.`,
          ),
        ),
      v.follows > 0 &&
        note(
          text(
            `岗位上已生效的风险点 ${v.follows} 个随岗位转给接任人。`,
            `${v.follows} risk points in force go with the posts.`,
          ),
        ),
      ...v.given.map((g) =>
        note(text(`已移交 ${g.count} 项给 ${g.to}（${g.at}）`, `${g.count} handed to ${g.to} (${g.at})`)),
      ),
      !v.open && para(text('交接已办结。', 'Everything is handed over.'), { colour: 'green' }),
      v.open && handing(v, most),
      v.open && keep(v),
      v.open &&
        note(
          text(
            `请于 ${v.due} 前办理；移交后记入台账。`,
            `Please finish by ${v.due}; it is kept in the ledger.`,
          ),
        ),
    ],
  );
/** 岗位交接: what somebody leaves behind, and one tap that gives it to the successor. */
export const handoverCard = (v: HandoverView): Card =>
  fitting([() => draw(v, 30, MAX_OPTIONS), () => draw(v, 8, 20), () => draw(v, 8, 8)]);

export type ReceivedView = {
  readonly place: string;
  readonly posts: readonly string[];
  readonly counts: Readonly<Record<'risk' | 'step', number>>;
};
const to = (name: string) => ({ do: name, id: '-', rev: 0 });
/** What the successor gets to know, once. */
export const receivedCard = (v: ReceivedView): Card =>
  card(
    {
      audience: 'private',
      title: text('您接任的事项', 'Handed over to you'),
      subtitle: same(shorten(v.place, 40)),
      colour: 'blue',
    },
    [
      v.posts.length > 0 &&
        fact(
          text('岗位', 'Posts'),
          same(
            v.posts
              .slice(0, 5)
              .map((p) => shorten(p, 24))
              .join('、'),
          ),
        ),
      v.counts.risk > 0 && fact(text('办理中的风险点', 'Risk points under way'), same(`${v.counts.risk}`)),
      v.counts.step > 0 && fact(text('待审事项', 'Reviews'), same(`${v.counts.step}`)),
      para(
        text(
          '岗位上的风险点今后由您负责；退回的请在期限内修改。',
          'The risk points of the post are yours from now on; please revise what was returned in time.',
        ),
      ),
      row(
        button(text('我的', 'Mine'), to('risks.mine'), 'primary'),
        button(text('待办', 'To do'), to('review.desk')),
        button(text('岗位', 'Posts'), to('organization.posts')),
      ),
    ],
  );

export type HandoversView = {
  readonly items: readonly {
    readonly id: string;
    readonly person: string;
    readonly place: string;
    readonly due: string;
  }[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
};
/** 交接: those that go on, for who hands them over. */
export const handoversCard = (v: HandoversView): Card =>
  card({ audience: 'private', title: words.title, colour: v.total > 0 ? 'orange' : 'green' }, [
    para(
      v.total === 0
        ? text('没有待办的岗位交接。', 'No hand-over is open.')
        : text(`待办 ${v.total} 项。`, `${v.total} open.`),
    ),
    ...v.items.map((i) =>
      button(
        text(
          `${shorten(i.person, 16)} · ${shorten(i.place, 30)} · ${i.due}`,
          `${shorten(i.person, 16)} · ${shorten(i.place, 30)} · ${i.due}`,
        ),
        { do: 'handover.open', id: i.id, rev: 0 },
        'default',
        { fill: true },
      ),
    ),
    ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'handover.list', id: '-', rev: 0 }),
  ]);
