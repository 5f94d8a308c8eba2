import { z } from 'zod';
import { countLine } from '../../../cards/publicity/notice.ts';
import {
  type PendingRow,
  pendingCard,
  pendingListCard,
  presetCard,
  presetsCard,
} from '../../../cards/publicity/release.ts';
import { publicityRefusals, publicityWords as words } from '../../../cards/publicity/text.ts';
import type { Acting, Answer, Command, Outcome } from '../../kernel/capability.ts';
import { allOf } from '../../kernel/pages.ts';
import { PUBLICITY_SCOPES, type PublicityScope } from '../../kernel/settings.ts';
import { same, type Text } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import { isLive, type NoticeBody, type NoticeDoc, type PresetBody, scopeOf } from './model.ts';
import { chatsOf, scopesFor } from './scope.ts';
import { readRisk } from './view.ts';

/** Groups to choose from; each costs two of a card's 200 elements. */
const MAX_GROUPS = 60;
const UNITS_PAGE = 20;

const isPending = (n: NoticeDoc | undefined): n is NoticeDoc =>
  n?.body.status === 'gathering' || n?.body.status === 'waiting';

async function pendingOf(acting: Acting): Promise<readonly NoticeDoc[]> {
  const lists = await Promise.all(
    ['waiting', 'gathering'].map((index) => allOf<NoticeBody>(acting.read, 'notice', { index })),
  );
  return lists.flat();
}

function stateOf({ body }: NoticeDoc, { settings }: Acting): Text {
  if (body.held) return words.waitsRelease;
  return body.status === 'waiting'
    ? words.waitsGroup
    : words.leavesAt(localDateTime(body.sendAt, settings.zone));
}
const rowOf = (n: NoticeDoc, acting: Acting): PendingRow => ({
  id: n.id,
  unit: acting.org.units.get(n.body.unit)?.name ?? n.body.unit,
  items: n.body.items.length,
  state: stateOf(n, acting),
});

/** Risks that the notice will show. */
async function risksIn(acting: Acting, { body }: NoticeDoc) {
  const docs = await Promise.all(body.items.filter(isLive).map((i) => readRisk(acting, i.risk)));
  return docs.flatMap((d) => (d ? [d.body] : []));
}

type Choice = { readonly scopes: readonly PublicityScope[]; readonly division?: string };
/** What may be chosen: within the gravest grade's limit; the division's scope only when all items are of one. */
function choiceOf(risks: Awaited<ReturnType<typeof risksIn>>, acting: Acting): Choice {
  const divisions = [...new Set(risks.map((r) => r.place.division))];
  const [division] = divisions.length === 1 ? divisions : [];
  const scopes = scopesFor(
    risks.map((r) => r.grade),
    acting.settings,
  ).filter((s) => s !== 'division' || division !== undefined);
  return { scopes, ...(division === undefined ? {} : { division }) };
}

async function draw(acting: Acting, notice: NoticeDoc): Promise<Answer> {
  const risks = await risksIn(acting, notice);
  const { scopes } = choiceOf(risks, acting);
  const { body } = notice;
  return {
    card: pendingCard({
      ...rowOf(notice, acting),
      rev: notice.rev,
      counts: countLine(risks.map((r) => r.grade)),
      scope: scopeOf(body),
      scopes,
      groups: chatsOf(body, acting.org).map((c) => c.name || c.chat),
      choices: acting.org.data.chats
        .slice(0, MAX_GROUPS)
        .map((c) => ({ value: c.chat, label: same((c.name || c.chat).slice(0, 20)) })),
      chosen: body.chosen ?? [],
      held: body.held ?? false,
    }),
  };
}

const readNotice = (acting: Acting, id: string) => acting.read.get<NoticeBody>({ kind: 'notice', id });
const on = z.object({ id: z.string(), rev: z.number() });
type On = z.infer<typeof on>;

/** The pending notice behind a button; a stale card is redrawn. */
async function pending(
  acting: Acting,
  { id, rev }: On,
  act: (notice: NoticeDoc) => Promise<Outcome> | Outcome,
): Promise<Outcome> {
  const notice = await readNotice(acting, id);
  if (!isPending(notice)) return { kind: 'refused', why: publicityRefusals.notPending };
  if (notice.rev !== rev)
    return { kind: 'refused', why: publicityRefusals.notPending, ...(await draw(acting, notice)) };
  return act(notice);
}

function changed(acting: Acting, notice: NoticeDoc, body: NoticeBody, type: string, said: Text): Outcome {
  const { id, rev } = notice;
  const data = { scope: scopeOf(body) };
  return {
    kind: 'done',
    change: {
      events: [{ type, about: `notice:${id}`, by: acting.actor.id, at: acting.now, data }],
      put: [{ kind: 'notice', id, rev, body }],
    },
    answer: async (after) => {
      const now = await readNotice(after, id);
      return { ...(now ? await draw(after, now) : {}), toast: { type: 'success', text: said } };
    },
  };
}

const office = <In>(input: z.ZodType<In>, run: Command<In>['run']): Command<In> => ({
  input,
  action: 'admin.office',
  run,
});
const isScope = (value: string | undefined): value is PublicityScope =>
  PUBLICITY_SCOPES.some((s) => s === value);

const setScope = office(on.extend({ option: z.string().optional() }), (acting, { option, ...at }) =>
  pending(acting, at, async (notice) => {
    const { scopes, division } = choiceOf(await risksIn(acting, notice), acting);
    if (!isScope(option) || !scopes.includes(option))
      return { kind: 'refused', why: publicityRefusals.tooWide };
    const { division: _old, chosen: _groups, ...rest } = notice.body;
    const body: NoticeBody = {
      ...rest,
      scope: option,
      ...(option === 'division' && division !== undefined ? { division } : {}),
    };
    return changed(acting, notice, body, 'notice.scoped', words.scopeSet);
  }),
);

const setGroups = office(
  on.extend({ form: z.object({ groups: z.array(z.string()).catch([]) }) }),
  (acting, { form, ...at }) =>
    pending(acting, at, async (notice) => {
      const { scopes } = choiceOf(await risksIn(acting, notice), acting);
      if (!scopes.includes('chosen')) return { kind: 'refused', why: publicityRefusals.tooWide };
      const chosen = acting.org.data.chats.map((c) => c.chat).filter((c) => form.groups.includes(c));
      if (chosen.length === 0) return { kind: 'invalid', why: publicityRefusals.noGroups };
      const body: NoticeBody = { ...notice.body, scope: 'chosen', chosen };
      return changed(acting, notice, body, 'notice.scoped', words.scopeSet);
    }),
);

/** From here it goes out with the next tick, as soon as its scope has a group. */
const release = office(on, (acting, at) =>
  pending(acting, at, (notice) => {
    const { held: _held, ...rest } = notice.body;
    return changed(acting, notice, { ...rest, status: 'waiting' }, 'notice.released', words.released);
  }),
);

const presetDoc = (acting: Acting, unit: string) =>
  acting.read.get<PresetBody>({ kind: 'publicityPreset', id: unit });

async function presetList(acting: Acting, page: number): Promise<Answer> {
  const units = [...acting.org.units.values()].filter((u) => !u.gone);
  const pages = Math.max(1, Math.ceil(units.length / UNITS_PAGE));
  const at = Math.min(page, pages - 1);
  const shown = units.slice(at * UNITS_PAGE, (at + 1) * UNITS_PAGE);
  const rows = await Promise.all(
    shown.map(async ({ id, name }) => ({ id, name, scope: (await presetDoc(acting, id))?.body.scope })),
  );
  return { card: presetsCard({ units: rows, page: at, pages }) };
}

async function presetScreen(acting: Acting, unit: string): Promise<Answer> {
  const doc = await presetDoc(acting, unit);
  const name = acting.org.units.get(unit)?.name ?? unit;
  return { card: presetCard({ unit, name, rev: doc?.rev ?? 0, scope: doc?.body.scope }) };
}

const setPreset = office(on.extend({ option: z.string().optional() }), async (acting, { id, option }) => {
  if (!acting.org.units.has(id)) return { kind: 'refused', why: publicityRefusals.noSuchUnit };
  if (!isScope(option) || option === 'chosen') return { kind: 'refused', why: publicityRefusals.tooWide };
  const body: PresetBody = { scope: option };
  const rev = (await presetDoc(acting, id))?.rev ?? 0;
  const about = `unit:${id}`;
  return {
    kind: 'done',
    change: {
      events: [
        { type: 'publicity.preset', about, by: acting.actor.id, at: acting.now, data: { scope: option } },
      ],
      put: [{ kind: 'publicityPreset', id, rev, body }],
    },
    answer: async (after) => ({
      ...(await presetScreen(after, id)),
      toast: { type: 'success', text: words.presetSet },
    }),
  };
});

const page = z.object({ value: z.object({ page: z.coerce.number().int().min(0).catch(0) }) });
const option = z.object({ option: z.string() });

/** What the office admin decides about where notices hang. */
export const releaseCommands = {
  'publicity.pending': office(page, async (acting, { value }) => {
    const rows = (await pendingOf(acting)).map((n) => rowOf(n, acting));
    return { kind: 'show', answer: { card: pendingListCard(rows, value.page) } };
  }),
  'publicity.pendingOpen': office(option, async (acting, { option: id }) => {
    const notice = await readNotice(acting, id);
    return isPending(notice)
      ? { kind: 'show', answer: await draw(acting, notice) }
      : { kind: 'refused', why: publicityRefusals.notPending };
  }),
  'publicity.scope': setScope,
  'publicity.groups': setGroups,
  'publicity.release': release,
  'publicity.presets': office(page, async (acting, { value }) => ({
    kind: 'show',
    answer: await presetList(acting, value.page),
  })),
  'publicity.preset': office(option, async (acting, { option: unit }) =>
    acting.org.units.has(unit)
      ? { kind: 'show', answer: await presetScreen(acting, unit) }
      : { kind: 'refused', why: publicityRefusals.noSuchUnit },
  ),
  'publicity.presetSet': setPreset,
};
