import { type ImportView, importCard } from '../../cards/imports/import.ts';
import { importOpenCard, unknownFileCard } from '../../cards/imports/open.ts';
import type { Card } from '../../cards/kit/card.ts';
import { noTally } from '../../src/kernel/importing.ts';
import { same, text } from '../../src/kernel/text.ts';

const offers = [
  { value: 'organization', label: text('岗位与角色', 'Posts and roles') },
  { value: 'risks', label: text('风险点', 'Risks') },
];
const view = (more: Partial<ImportView> = {}, file = '岗位与角色'): ImportView => ({
  id: 'I-1',
  rev: 1,
  file,
  status: 'checked',
  by: '王清',
  at: '2026-11-23 09:10',
  sheets: [
    { label: text('岗位', 'Posts'), tally: { fresh: 480, changed: 0, unchanged: 0, errors: 20 } },
    { label: text('权力事项与环节', 'Power items and steps'), tally: { ...noTally, changed: 3 } },
  ],
  willChange: 483,
  unknownSheets: ['Sheet3'],
  skipped: ['汇总'],
  questions: [],
  notes: [],
  canUndo: false,
  undone: undefined,
  ...more,
});
const asked = (name: string): ImportView['questions'] => [
  {
    key: 'as',
    ask: text('怎样登记', 'How to take them'),
    options: offers,
    needed: true,
    answer: 'risks',
  },
  { key: 'basis', ask: text('审定依据', 'Approved by'), needed: true, answer: undefined },
  ...Array.from({ length: 8 }, (_, i) => ({
    key: `post.${i}`,
    ask: same(`${name}${i}`),
    options: [{ value: 'P1', label: same(name) }],
    needed: false,
    answer: undefined,
  })),
];

/** Every card of the import, with names from outside where cards show them. */
export const importCards = (name = '采购经办'): Readonly<Record<string, Card>> => ({
  'imports.open': importOpenCard(offers),
  'imports.unknown': unknownFileCard({
    offers,
    sheets: [
      { sheet: name, like: { label: text('风险点', 'Risks'), found: ['风险点'], missing: ['风险等级'] } },
      { sheet: name },
    ],
  }),
  'imports.checked': importCard(view({}, name)),
  'imports.asks': importCard(view({ questions: asked(name), notes: [text('按推定。', 'Assumed.')] }, name)),
  'imports.applied': importCard(view({ status: 'applied', canUndo: true }, name)),
  'imports.undone': importCard(
    view({ status: 'undone', undone: { restored: 480, left: 3, kept: [name, name] } }, name),
  ),
});
