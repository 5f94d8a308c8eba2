import { type CheckView, checkCard } from '../../../cards/rechecks/check.ts';
import { listCard } from '../../../cards/rechecks/list.ts';
import { nothingToRectify, rectifyCard } from '../../../cards/rechecks/rectify.ts';
import { foundWord } from '../../../cards/risks/text-review.ts';
import type { Answer, CardRenderer, Shown, World } from '../../kernel/capability.ts';
import { degreeChoices } from '../../kernel/grade.ts';
import type { PersonId } from '../../kernel/people.ts';
import { same, type Text, text } from '../../kernel/text.ts';
import { localDate } from '../../kernel/time.ts';
import { ownerOf, type RiskDoc, riskOf } from '../risks/index.ts';
import { duePage, dutiesOf, toRectify } from './duties.ts';
import type { RecheckBody, RecheckDoc } from './model.ts';
import { lastDay } from './rules.ts';

/** Rows of one page: readable on a phone. */
const PAGE = 10;
export const listSubject = (person: PersonId): string => `rechecks:${person}`;
const showsList = (person: PersonId, page: number): Shown => ({
  card: 'rechecks.list',
  about: listSubject(person),
  ...(page > 0 ? { params: { page } } : {}),
});
/** A form that is being filled follows nothing that changes. */
export const showsForm = (person: PersonId): Shown => ({
  card: 'rechecks.list',
  about: `recheckForm:${person}`,
});

const showsRectify = (person: PersonId): Shown => ({
  card: 'rechecks.rectify',
  about: `recheckForm:${person}`,
});

export const titleOf = (risk: RiskDoc | undefined): string =>
  risk?.sealed?.title ?? risk?.body.stepName ?? '';

/** Everything that is due for a person, a page of it by name. */
export async function listAnswer(world: World, person: PersonId, page: number): Promise<Answer> {
  const duties = await dutiesOf(world, person);
  const pages = Math.max(1, Math.ceil(duties.total / PAGE));
  const at = Math.min(Math.max(page, 0), pages - 1);
  const docs = await duePage(world, duties, at * PAGE, PAGE);
  const rows = await Promise.all(
    docs.map(async ({ id, body }) => {
      const last = lastDay(body.opens ?? world.today, world.calendar, world.settings);
      const { place, grade } = body;
      const post = place.post === undefined ? undefined : world.org.posts.get(place.post)?.name;
      const title = titleOf(await riskOf(world.read, id));
      return { id, grade, title, post: post ?? world.org.placeName(place), last, late: last < world.today };
    }),
  );
  const rectify = (await toRectify(world, person)).length;
  const { total, overdue, byGrade } = duties;
  return {
    card: listCard({ total, overdue, byGrade, rows, page: at, pages, rectify }),
    shows: showsList(person, at),
  };
}
export const renderRectify: CardRenderer = async (world, id, _params, viewer) =>
  viewer?.id === id ? (await rectifyAnswer(world, id)).card : undefined;
export const renderList: CardRenderer = async (world, id, { page }, viewer) =>
  viewer?.id === id ? (await listAnswer(world, id, typeof page === 'number' ? page : 0)).card : undefined;

function lastText({ body }: RecheckDoc, risk: RiskDoc, { settings }: World): Text | undefined {
  if (!body.last) return undefined;
  const day = localDate(body.last.at, settings.zone);
  const key = risk.body.trail.findLast((t) => t.what === 'rechecked')?.key ?? '';
  const said = risk.sealed?.comments[key] ?? '';
  const found = foundWord[body.last.found];
  return text(
    `上次复查（${day}）：${found['zh-CN']}。${said}`,
    `Last one (${day}): ${found['en-US']}. ${said}`,
  );
}

/** One re-check as its form. `others`: due ones of this person besides it. */
export function checkView(doc: RecheckDoc, risk: RiskDoc, world: World, others: number): CheckView {
  const last = lastText(doc, risk, world);
  const until = lastDay(doc.body.opens ?? world.today, world.calendar, world.settings);
  return {
    id: doc.id,
    rev: doc.rev,
    grade: doc.body.grade,
    title: titleOf(risk),
    place: same(world.org.placeName(doc.body.place)),
    manifestation: risk.sealed?.manifestation ?? '',
    measure: risk.sealed?.measure ?? '',
    owner: ownerOf(risk.body, world.org),
    ...(last ? { last } : {}),
    due:
      until < world.today
        ? text(`应于 ${until} 前办理，已逾期。`, `It was due by ${until} and is overdue.`)
        : text(`请于 ${until} 前办理。`, `Please answer by ${until}.`),
    anchors: degreeChoices(world.settings.grading),
    others,
  };
}

export const planOf = ({ read }: Pick<World, 'read'>, id: string): Promise<RecheckDoc | undefined> =>
  read.get<RecheckBody>({ kind: 'recheck', id });

/** The next due one as its form; the list when nothing is left. */
export async function nextAnswer(world: World, person: PersonId): Promise<Answer> {
  const duties = await dutiesOf(world, person);
  const [doc] = await duePage(world, duties, 0, 1);
  const risk = doc && (await riskOf(world.read, doc.id));
  return doc && risk
    ? { card: checkCard(checkView(doc, risk, world, duties.total - 1)), shows: showsForm(person) }
    : listAnswer(world, person, 0);
}

/** The first of the person's own measures that wait to be put right. */
export async function rectifyAnswer(world: World, person: PersonId): Promise<Answer> {
  const [doc, ...others] = await toRectify(world, person);
  const risk = doc && (await riskOf(world.read, doc.id));
  const due = doc?.body.rectify?.due;
  if (!doc || !risk || due === undefined) return { card: nothingToRectify(), shows: showsRectify(person) };
  const key = risk.body.trail.findLast((t) => t.what === 'rechecked')?.key ?? '';
  const card = rectifyCard({
    id: doc.id,
    rev: doc.rev,
    title: titleOf(risk),
    place: same(world.org.placeName(doc.body.place)),
    measure: risk.sealed?.measure ?? '',
    seen: risk.sealed?.comments[key] ?? '',
    due,
    late: due < world.today,
    others: others.length,
  });
  return { card, shows: showsRectify(person) };
}
