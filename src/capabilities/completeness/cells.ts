import { z } from 'zod';
import { type CellsView, cellsCard } from '../../../cards/completeness/cells.ts';
import {
  completenessRefusals as refusals,
  completenessWords as words,
} from '../../../cards/completeness/text.ts';
import { cleanText } from '../../../cards/kit/clean.ts';
import type { Acting, Command, Outcome } from '../../kernel/capability.ts';
import type { Place } from '../../kernel/people.ts';
import { may } from '../../kernel/policy.ts';
import { text } from '../../kernel/text.ts';
import { yearOf } from '../../kernel/time.ts';
import type { Put } from '../../store/store.ts';
import { powerItemId } from '../powers/index.ts';
import { levelWord, screenTexts, sourceWord } from '../risks/index.ts';
import type { BlankBody } from './blanks.ts';
import { findGaps } from './load.ts';
import { type Item, type Line, SOURCES } from './model.ts';
import { maySeeMatrix } from './view.ts';

/** A reason shorter than this says nothing. */
const MIN_REASON = 6;
const refused = (why: keyof typeof refusals): Outcome => ({ kind: 'refused', why: refusals[why] });
const idOf = (i: Item): string => powerItemId(i.unit, i.division === '' ? undefined : i.division, i.name);
const placeOf = (i: Item): Place =>
  i.division === ''
    ? { level: 'unit', unit: i.unit }
    : { level: 'division', unit: i.unit, division: i.division };
const emptyCells = (lines: readonly Line[]) =>
  lines.flatMap((line) =>
    SOURCES.filter((s) => line.counts[s] === 0 && !line.signed.includes(s)).map((source) => ({
      line,
      source,
    })),
  );
const cellOf = ({ line, source }: ReturnType<typeof emptyCells>[number]): string => `${line.level}~${source}`;

type Found = { readonly item: Item; readonly lines: readonly Line[] };
/** The lines of one item for somebody who may see the matrix of its place. */
async function found(acting: Acting, { id, division, item }: Input): Promise<Found | undefined> {
  const scope = { unit: id, division };
  if (!maySeeMatrix(acting.actor, scope, acting.org)) return undefined;
  const lines = (await findGaps(acting, scope)).lines.filter((l) => idOf(l.item) === item);
  const [first] = lines;
  return first && { item: first.item, lines };
}

function viewOf(acting: Acting, asked: Input, { item, lines }: Found): CellsView {
  const label = (c: ReturnType<typeof emptyCells>[number]) => {
    const [level, source] = [levelWord[c.line.level], sourceWord[c.source]];
    return text(`${level['zh-CN']} · ${source['zh-CN']}`, `${level['en-US']} · ${source['en-US']}`);
  };
  return {
    ...{ id: asked.item, unit: asked.id, division: asked.division, name: item.name },
    place: acting.org.placeName(placeOf(item)),
    levels: lines.map((l) => levelWord[l.level]),
    rows: SOURCES.map((s) => ({
      source: sourceWord[s],
      cells: lines.map((l) => ({ count: l.counts[s], signed: l.signed.includes(s) })),
    })),
    open: emptyCells(lines).map((c) => ({ value: cellOf(c), label: label(c) })),
    maySign: may(acting.actor, 'power.edit', acting.org, { place: placeOf(item) }),
  };
}

async function show(acting: Acting, asked: Input): Promise<Outcome> {
  const f = await found(acting, asked);
  return f ? { kind: 'show', answer: { card: cellsCard(viewOf(acting, asked, f)) } } : refused('noItem');
}

/** «None, because…»: several cells of one item with one reason and one signature. */
async function sign(acting: Acting, asked: Input): Promise<Outcome> {
  const f = await found(acting, asked);
  if (!f) return refused('noItem');
  if (!may(acting.actor, 'power.edit', acting.org, { place: placeOf(f.item) })) return refused('notYours');
  const reason = cleanText(asked.reason);
  const chosen = emptyCells(f.lines).filter((c) => asked.cells.includes(cellOf(c)));
  if (chosen.length === 0 || reason.length < MIN_REASON) return { kind: 'invalid', why: refusals.noReason };
  const stop = screenTexts(acting, { reason });
  if (stop) return stop;
  const { unit, division, name } = f.item;
  const year = yearOf(acting.today);
  const put = chosen.map(({ line, source }): Put => {
    const cell = { year, unit, division, item: name, level: line.level, source };
    const body: BlankBody = { ...cell, by: acting.actor.id, at: acting.now };
    return {
      kind: 'blank',
      id: `${year}|${asked.item}|${line.level}|${source}`,
      rev: 0,
      body,
      sealed: { reason },
    };
  });
  const about = `gaps:${unit}`;
  const event = { type: 'completeness.signed', about, by: acting.actor.id, at: acting.now };
  return {
    kind: 'done',
    change: { put, events: [{ ...event, data: { cells: put.length, item: asked.item } }] },
    answer: async (after) => {
      const now = await found(after, asked);
      const card = now ? { card: cellsCard(viewOf(after, asked, now)) } : {};
      return { ...card, toast: { type: 'success', text: words.signed } };
    },
  };
}

const input = z
  .object({
    id: z.string(),
    option: z.string().optional(),
    value: z.object({ division: z.string().catch(''), item: z.string().catch('') }),
    form: z
      .object({ cells: z.array(z.string().max(40)).max(20).catch([]), reason: z.string().max(400).catch('') })
      .catch({ cells: [], reason: '' }),
  })
  .transform(({ id, option, value, form }) => ({
    id,
    division: value.division,
    item: option ?? value.item,
    ...form,
  }));
type Input = z.infer<typeof input>;
export const cellCommands = {
  'completeness.cells': { input, action: 'catalogue.view', run: show } satisfies Command<Input>,
  'completeness.sign': { input, action: 'power.edit', run: sign } satisfies Command<Input>,
};
