import { shorten } from '../../../cards/kit/clean.ts';
import type { HistoryLine, HistoryView } from '../../../cards/risks/history.ts';
import { foundWord, returnReasonWord, trailWord } from '../../../cards/risks/text-review.ts';
import type { World } from '../../kernel/capability.ts';
import { stepWord } from '../../kernel/chain.ts';
import { type Grade, gradeWord, scoreText } from '../../kernel/grade.ts';
import type { Person } from '../../kernel/people.ts';
import { joinTexts, listComma, same, type Text, text } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import type { RiskDoc, TrailEntry } from './model.ts';
import { actedBy, namedFor } from './review-view.ts';

/** Letters of a comment on the card: enough to know it; a comment takes up to 500. */
const COMMENT_SHOWN = 160;
/** Of 30 KB: a letter is up to 3 bytes and stands there three times (content, zh, en); a line costs 250 for its frame. */
const ROOM = 24_000;
const costOf = (l: HistoryLine): number =>
  9 * JSON.stringify([l.who, l.what, l.step, l.more, l.comment]).length + 250;

const gradeText = (value: string | undefined): Text | undefined =>
  value === '1' || value === '2' || value === '3' ? gradeWord[Number(value) as Grade] : undefined;

function moreOf(entry: TrailEntry, doc: RiskDoc, viewer: Person, world: World): Text | undefined {
  if (entry.reason) return returnReasonWord[entry.reason];
  const found = entry.found ? [foundWord[entry.found]] : [];
  const grades = [gradeText(entry.from), gradeText(entry.to)].filter((g) => g !== undefined);
  const score = entry.score ? [scoreText(world.settings.grading, entry.score)] : [];
  if (found.length + grades.length + score.length > 0)
    return joinTexts(
      [...found, ...score, ...(grades.length > 0 ? [joinTexts(grades, same(' → '))] : [])],
      text('，', ', '),
    );
  if (entry.to === undefined) return undefined;
  const names = entry.to.split(',').map((id) => namedFor(id, doc.body, viewer, world));
  const all = joinTexts(names, listComma);
  if (entry.what === 'signerAsked' || entry.what === 'signerWithdrawn') return all;
  return text(`转给 ${all['zh-CN']}`, `to ${all['en-US']}`);
}

/** The reason of a recusal is for discipline officers only (domain.md §6.2). */
const hides = (entry: TrailEntry, viewer: Person, world: World): boolean =>
  entry.what === 'recused' && entry.by !== viewer.id && !world.org.hasRole(viewer, 'discipline_officer');

function lineOf(entry: TrailEntry, doc: RiskDoc, viewer: Person, world: World): HistoryLine {
  const comment = hides(entry, viewer, world) ? undefined : doc.sealed?.comments[entry.key];
  const more = moreOf(entry, doc, viewer, world);
  return {
    at: localDateTime(entry.at, world.settings.zone),
    who: actedBy(entry, doc.body, viewer, world),
    what: trailWord[entry.what],
    ...(entry.step ? { step: stepWord[entry.step] } : {}),
    ...(more ? { more } : {}),
    ...(comment ? { comment: shorten(comment, COMMENT_SHOWN) } : {}),
  };
}

/** Who did what when, newest first, as this viewer may read it; the newest ones that fit on a card. */
export function historyView(doc: RiskDoc, viewer: Person, world: World): HistoryView {
  const lines: HistoryLine[] = [];
  let room = ROOM;
  for (const entry of doc.body.trail.toReversed()) {
    const next = lineOf(entry, doc, viewer, world);
    room -= costOf(next);
    if (room < 0) break;
    lines.push(next);
  }
  return {
    id: doc.id,
    rev: doc.rev,
    title: doc.sealed?.title ?? doc.body.stepName,
    place: same(world.org.placeName(doc.body.place)),
    lines,
    older: doc.body.trail.length - lines.length,
  };
}
