import { joinTexts, listComma, same, type Text, text } from '../../src/kernel/text.ts';
import { both } from '../catalogue/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { button, fact, linkButton, note, para, pick, row, table } from '../kit/elements.ts';
import { pager } from '../organization/paged.ts';
import { powerWords as words } from './text.ts';

export type PoliciesView = {
  readonly rows: readonly {
    readonly id: string;
    readonly title: string;
    readonly unit: string;
    readonly status: Text;
  }[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
};
const policyColumns = [
  { name: 'title', display_name: '制度 Policy', data_type: 'text' as const },
  { name: 'unit', display_name: '主责单位 Owner', data_type: 'text' as const },
  { name: 'status', display_name: '状态 Status', data_type: 'text' as const },
];

/** The policies, ten a page. */
export const policiesCard = (v: PoliciesView): Card =>
  card({ audience: 'private', title: text('制度台账', 'Policies'), colour: 'turquoise' }, [
    para(text(`共 ${v.total} 项制度。`, `${v.total} policies.`)),
    v.rows.length > 0 &&
      table(
        policyColumns,
        v.rows.map((r) => ({
          title: shorten(r.title, 40),
          unit: shorten(r.unit, 20),
          status: both(r.status),
        })),
      ),
    ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'powers.policies', id: '-', rev: 0 }),
    v.rows.length > 0 &&
      pick({
        placeholder: text('查看制度', 'Open a policy'),
        options: v.rows.map((r) => ({ value: r.id, label: same(shorten(r.title, 40)) })),
        action: { do: 'powers.policy', id: '-', rev: 0, page: v.page },
      }),
    row(
      button(words.basis, { do: 'powers.basis', id: '-', rev: 0 }),
      button(words.title, { do: 'powers.mine', id: '-', rev: 0 }),
    ),
  ]);

export type PolicyView = {
  readonly title: string;
  readonly kind: Text;
  readonly unit: string;
  readonly effective: string;
  readonly status: Text;
  readonly link: string | undefined;
  /** Power items it governs, with their places. */
  readonly items: readonly string[];
  readonly governed: number;
  readonly page: number;
};
/** One policy and what it governs (S91). */
export const policyCard = (v: PolicyView): Card =>
  card({ audience: 'private', title: same(shorten(v.title, 60)), colour: 'turquoise' }, [
    fact(text('种类', 'Kind'), v.kind),
    fact(text('主责单位', 'Owner unit'), same(shorten(v.unit, 40))),
    fact(text('生效日期', 'Effective date'), same(v.effective)),
    fact(text('状态', 'Status'), v.status),
    fact(
      text(`适用权力事项（${v.governed}）`, `Power items governed (${v.governed})`),
      v.items.length === 0
        ? text('尚无', 'none yet')
        : joinTexts(
            v.items.map((i) => same(shorten(i, 40))),
            listComma,
          ),
    ),
    row(
      v.link !== undefined && linkButton(text('查看原文', 'Read the text'), v.link),
      button(text('返回台账', 'Back'), { do: 'powers.policies', id: '-', rev: 0, page: v.page }),
    ),
  ]);

export type BasisView = {
  readonly rows: readonly {
    readonly title: string;
    readonly number: string;
    readonly issuer: string;
    readonly date: string;
    readonly kind: Text;
  }[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
};
const basisColumns = [
  { name: 'title', display_name: '依据文件 Document', data_type: 'text' as const },
  { name: 'number', display_name: '文号 Number', data_type: 'text' as const },
  { name: 'date', display_name: '印发 Issued', data_type: 'text' as const },
];
/** The basis documents, newest first. */
export const basisCard = (v: BasisView): Card =>
  card({ audience: 'private', title: words.basis, colour: 'turquoise' }, [
    para(text(`共 ${v.total} 件依据文件。`, `${v.total} basis documents.`)),
    v.rows.length > 0 &&
      table(
        basisColumns,
        v.rows.map((r) => ({
          title: shorten(r.title, 50),
          number: shorten(r.number, 24),
          date: `${r.date} ${shorten(r.issuer, 20)}（${both(r.kind)}）`,
        })),
      ),
    ...pager({ items: [], page: v.page, pages: v.pages }, { do: 'powers.basis', id: '-', rev: 0 }),
    row(button(text('制度台账', 'Policies'), { do: 'powers.policies', id: '-', rev: 0 })),
    note(
      text('排查活动和制度应引用至少一件依据文件。', 'A campaign and a policy cite at least one of them.'),
    ),
  ]);
