import { describe, expect, it } from 'vitest';
import { MAX_BYTES } from '../../cards/kit/card.ts';
import { noticeListCard } from '../../cards/publicity/list.ts';
import { type NoticeView, noticeCard, type PublishedItem } from '../../cards/publicity/notice.ts';
import { amendCard, answerCard, objectorCard } from '../../cards/publicity/objection.ts';
import { objectionFormCard } from '../../cards/publicity/objection-form.ts';
import { recordCard } from '../../cards/publicity/record.ts';
import { pendingCard } from '../../cards/publicity/release.ts';
import { same, text } from '../../src/kernel/text.ts';

const item = (n: number, more: Partial<PublishedItem> = {}): PublishedItem => ({
  id: `R-${n}`,
  post: same('工程处 · 招标经办'),
  owner: same('招标经办'),
  title: `招标条件设置 ${n}`,
  manifestation: '可能设置排他性条件，或拆分项目规避招标',
  measure: '招标文件双人复核，条件变更报分管领导',
  grade: n % 3 === 0 ? 3 : n % 3 === 1 ? 1 : 2,
  state: 'open',
  ...more,
});
const view = (items: readonly PublishedItem[], more: Partial<NoticeView> = {}): NoticeView => ({
  id: 'N-1',
  rev: 2,
  unit: '公务用车服务中心',
  open: true,
  opensOn: '2026-11-23',
  closesOn: '2026-11-30',
  scope: 'unit',
  days: 5,
  end: '18:00',
  items,
  ...more,
});
const json = (card: { json: unknown }) => JSON.stringify(card.json, null, 2);
const golden = (name: string) => `../cards/golden/publicity.${name}.json`;
const objection = {
  id: 'O-1',
  rev: 1,
  unit: '公务用车服务中心',
  item: item(1, { state: 'objected' }),
  said: '已由两人复核',
  due: '2026-11-30',
  blocks: true,
  open: true,
};

describe('publicity cards', () => {
  it('look as they were agreed', async () => {
    await expect(json(noticeCard(view([item(1), item(2)])))).toMatchFileSnapshot(golden('notice'));
    await expect(
      json(
        noticeCard(
          view([item(1, { state: 'cleared' }), item(2, { state: 'objected' })], {
            open: false,
            closedAt: '2026-11-30 18:00',
          }),
        ),
      ),
    ).toMatchFileSnapshot(golden('notice.closed'));
    await expect(
      json(
        objectionFormCard({
          ...view([item(1), item(2)]),
          notice: 'N-1',
          channel: text('请拨打 12388。', 'Call 12388.'),
        }),
      ),
    ).toMatchFileSnapshot(golden('form'));
    await expect(json(answerCard({ ...objection, objector: '王晓' }))).toMatchFileSnapshot(golden('answer'));
    await expect(
      json(
        objectorCard({
          ...objection,
          open: false,
          answer: { outcome: 'rejected', at: '2026-11-26 10:00', reply: '复核记录已核对' },
        }),
      ),
    ).toMatchFileSnapshot(golden('reply'));
    await expect(
      json(amendCard({ id: 'O-1', rev: 1, title: 'a', content: 'b', manifestation: 'c', measure: 'd' })),
    ).toMatchFileSnapshot(golden('amend'));
  });

  it.each([1, 6, 7, 10, 60])(
    'the group card shows all of %i items: a handful in full, more as a table',
    (n) => {
      const made = noticeCard(view(Array.from({ length: n }, (_, i) => item(i + 1))));
      const tables = made.json.body.elements.filter((e) => e.tag === 'table');
      expect(tables).toHaveLength(n > 6 ? 1 : 0);
      for (const table of tables) {
        if (table.tag !== 'table') continue;
        expect(table.rows).toHaveLength(n);
        expect(table.columns.length).toBeLessThanOrEqual(3);
        expect(JSON.stringify(table.rows[0])).toContain('一级（高）');
      }
      expect(json(made)).toContain(`招标条件设置 ${n}`);
      expect(json(made)).toContain(`共 ${n} 项`);
    },
  );

  it('the objection form names each of sixty items by its number', () => {
    const items = Array.from({ length: 60 }, (_, i) => item(i + 1));
    const shown = json(objectionFormCard({ ...view(items), notice: 'N-1', channel: same('x') }));
    expect(shown).toContain('60. ');
    expect(shown).toContain('飞书平台和企业管理员可能查到');
  });

  it('the record and the choice of a scope look as they were agreed', async () => {
    const record = {
      id: 'N-1',
      rev: 3,
      unit: '公务用车服务中心',
      scope: 'unit' as const,
      groups: ['车服中心群'],
      opensOn: '2026-11-23',
      closesOn: '2026-11-30',
      days: 5,
      end: '18:00',
      closedAt: '2026-11-30 18:00',
      items: 4,
      states: [
        { state: 'cleared' as const, n: 3 },
        { state: 'withdrawn' as const, n: 1 },
      ],
      objections: { upheld: 1, partly: 0, rejected: 2, open: 0 },
      opening: { seq: 41, hash: 'ab'.repeat(32), at: '2026-11-23 09:11' },
      closing: { seq: 97, hash: 'cd'.repeat(32), at: '2026-11-30 18:00' },
    };
    await expect(json(recordCard(record))).toMatchFileSnapshot(golden('record'));
    await expect(
      json(
        pendingCard({
          id: 'N-2',
          rev: 1,
          unit: '公务用车服务中心',
          items: 2,
          state: text('等待发布', 'waits for its release'),
          counts: text('共 2 项', '2 in all'),
          scope: 'chosen',
          scopes: ['unit', 'chosen', 'bureau'],
          groups: ['车服中心群'],
          choices: [{ value: 'oc_1', label: same('车服中心群') }],
          chosen: ['oc_1'],
          held: true,
        }),
      ),
    ).toMatchFileSnapshot(golden('pending'));
  });

  it('stays within Feishu’s size with texts that weigh kilobytes', () => {
    const zalgo = `a${'\u0301'.repeat(400)}`.repeat(60);
    const heavy = Array.from({ length: 30 }, (_, i) =>
      item(i, { title: zalgo, manifestation: zalgo, measure: zalgo }),
    );
    for (const made of [
      noticeCard(view(heavy)),
      noticeListCard(view(heavy), 0),
      objectionFormCard({ ...view(heavy), notice: 'N-1', channel: same('x') }),
      answerCard({ ...objection, said: zalgo, item: item(1, { title: zalgo }) }),
    ])
      expect(new TextEncoder().encode(JSON.stringify(made.json)).length).toBeLessThanOrEqual(MAX_BYTES);
  });

  it('no words of an item that left the notice are shown', () => {
    expect(json(noticeCard(view([item(1, { state: 'withdrawn', title: 'gone words' })])))).not.toContain(
      'gone words',
    );
  });

  it('a closed notice and an answered objection have no dead buttons', () => {
    expect(json(noticeCard(view([item(1)], { open: false, closedAt: '2026-11-30 18:00' })))).not.toContain(
      'publicity.object',
    );
    expect(json(answerCard({ ...objection, open: false }))).not.toContain('"do"');
    expect(
      json(objectionFormCard({ ...view([item(1)], { open: false }), notice: 'N-1', channel: same('x') })),
    ).not.toContain('publicity.submit');
  });

  it('an objection that blocks nothing any more can only be answered', () => {
    const shown = json(answerCard({ ...objection, blocks: false }));
    expect(shown).not.toContain('"outcome": "upheld"');
    expect(shown).not.toContain('publicity.amendForm');
    expect(shown).toContain('"outcome": "rejected"');
  });
});
