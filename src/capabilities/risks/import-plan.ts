import { importAs, importNotes } from '../../../cards/risks/text-import.ts';
import type { Acting } from '../../kernel/capability.ts';
import {
  type Answers,
  checkCells,
  type ImportPlan,
  judged,
  type PlannedDoc,
  type Question,
  type RawRow,
  type RowError,
} from '../../kernel/importing.ts';
import { docsOf } from '../../kernel/pages.ts';
import type { Place } from '../../kernel/people.ts';
import { type Text, text } from '../../kernel/text.ts';
import { inTurns } from '../../kernel/turns.ts';
import { lookupOf } from '../organization/index.ts';
import { hasPersonalData, hasSecretMark } from './divert.ts';
import { ownWordsOf } from './drafting.ts';
import { riskFrom, type Taking, WAYS, type Way } from './import-body.ts';
import { type GoodRisk, judgeRisk } from './import-judge.ts';
import { placeFinder } from './import-place.ts';
import { RISK_SHEET } from './import-sheet.ts';
import { type Judging, nameFinder, screenRow } from './import-texts.ts';
import type { Hint, RiskBody } from './model.ts';
import { hintsOf } from './quality.ts';
import { textHash } from './similar.ts';

const placeKey = (p: Place): string => [p.unit, p.division ?? '', p.post ?? ''].join('|');
const keyOf = (place: Place, stepName: string, hash: string): string =>
  `${placeKey(place)}|${stepName}|${hash}`;

const COUNTED = ['approved', 'draft', 'effective', 'inReview', 'returned'] as const;
type Register = { readonly keys: ReadonlySet<string>; readonly hashes: ReadonlySet<string> };
/** What is there already: the same text at the same step of the same place. */
async function registerOf(acting: Acting): Promise<Register> {
  const keys = new Set<string>();
  const hashes = new Set<string>();
  for (const status of COUNTED) {
    const at = { index: 'status', from: status, to: status };
    for await (const { body } of docsOf<RiskBody>(acting.read, 'risk', at))
      if (!body.replaces) {
        keys.add(keyOf(body.place, body.stepName, body.textHash));
        hashes.add(body.textHash);
      }
  }
  return { keys, hashes };
}

const isWay = (said: string | undefined): said is Way => WAYS.some((w) => w === said);
/** How to take the rows, and on what basis: asked once for the whole file. */
function questionsOf(answers: Answers, acting: Acting): readonly Question[] {
  const basis = answers.basis ?? '';
  const bad = hasSecretMark(basis, acting.settings.quality.secretMarks) || hasPersonalData(basis);
  return [
    {
      key: 'as',
      ask: importAs.ask,
      options: WAYS.map((value) => ({ value, label: importAs[value] })),
      needed: true,
    },
    {
      key: 'basis',
      ask: importAs.basis,
      needed: answers.as === 'effective',
      ...(bad ? { fault: importAs.badBasis } : {}),
    },
  ];
}

function hintsFor(acting: Acting, good: GoodRisk, similar: boolean): readonly Hint[] {
  const { content, manifestation } = good.draft;
  const words = acting.settings.quality;
  return hintsOf(
    { content, manifestation, measure: good.measure },
    { words, ownWords: ownWordsOf(acting, good.place), similar },
  );
}

type Desk = {
  readonly good: GoodRisk[];
  readonly errors: RowError[];
  readonly questions: Map<string, Question>;
  readonly seen: Map<string, RawRow>;
  unchanged: number;
};

/** One row: an error, something that is there already, or a risk to take. */
function take(
  desk: Desk,
  row: RawRow,
  judging: Judging,
  register: Register,
  find: ReturnType<typeof placeFinder>,
): void {
  const screened = judged(row.no, () => {
    screenRow(row, judging);
    checkCells(row, RISK_SHEET);
  });
  if ('error' in screened) return void desk.errors.push(screened.error);
  const where = find(row);
  if ('unknown' in where) {
    if (where.question) desk.questions.set(where.question.key, where.question);
    return void desk.errors.push({ no: row.no, why: where.why });
  }
  const found = judged(row.no, () => judgeRisk(row, where.place, judging));
  if ('error' in found) return void desk.errors.push(found.error);
  const key = keyOf(where.place, found.ok.draft.stepName, textHash(found.ok.draft.content));
  const twin = desk.seen.get(key);
  desk.seen.set(key, twin ?? row);
  if (twin) desk.errors.push({ no: row.no, why: sameAs(twin) });
  else if (register.keys.has(key)) desk.unchanged += 1;
  else desk.good.push(found.ok);
}
const sameAs = ({ tab, line }: RawRow): Text =>
  text(`与“${tab}”第 ${line} 行重复，只保留一行`, `the same as row ${line} of "${tab}"; keep one of them`);

function notesOf({ good, questions }: Desk): readonly Text[] {
  const [sources, scores] = [good.filter((g) => g.assumed.source), good.filter((g) => g.assumed.score)];
  return [
    ...(questions.size > 0 ? [importNotes.unknown(questions.size)] : []),
    ...(sources.length > 0 ? [importNotes.source(sources.length)] : []),
    ...(scores.length > 0 ? [importNotes.score(scores.length)] : []),
  ];
}

async function plannedDocs(
  acting: Acting,
  desk: Desk,
  register: Register,
  answers: Answers,
): Promise<readonly PlannedDoc[]> {
  const docs: PlannedDoc[] = [];
  const basis = answers.basis ?? '';
  const way = isWay(answers.as) ? answers.as : 'draft';
  await inTurns(desk.good, (good) => {
    const similar = register.hashes.has(textHash(good.draft.content));
    const taking: Taking = { way, basis, hints: hintsFor(acting, good, similar) };
    const { body, texts } = riskFrom(acting, good, taking);
    const label = `${acting.org.placeName(good.place)} · ${good.title}`;
    docs.push({ kind: 'risk', id: acting.newId('R'), body, sealed: texts, isNew: true, label });
  });
  return docs;
}

/** What the rows of a screening table would do (issue: import of risks; domain.md §7.4, §7.7 no. 5). */
export async function planRisks(
  acting: Acting,
  rows: readonly RawRow[],
  answers: Answers,
): Promise<ImportPlan> {
  const { org, settings, today } = acting;
  const register = await registerOf(acting);
  const namesIn = nameFinder(org);
  const judging: Judging = { org, settings, today, find: lookupOf(org), namesIn };
  const desk: Desk = { good: [], errors: [], questions: new Map(), seen: new Map(), unchanged: 0 };
  const find = placeFinder(org, answers);
  await inTurns(rows, (row) => take(desk, row, judging, register, find));
  const docs = await plannedDocs(acting, desk, register, answers);
  return {
    docs,
    errors: desk.errors,
    tally: {
      risks: { fresh: docs.length, changed: 0, unchanged: desk.unchanged, errors: desk.errors.length },
    },
    questions: [...questionsOf(answers, acting), ...desk.questions.values()],
    notes: notesOf(desk),
  };
}
