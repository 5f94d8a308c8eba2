import { z } from 'zod';
import { cleanText } from '../../../cards/kit/clean.ts';
import { powerRefusals as refusals, powerWords as words } from '../../../cards/powers/text.ts';
import { type Improved, revisionCard, type VersionView, versionCard } from '../../../cards/powers/version.ts';
import type { Acting, Command, Outcome, World } from '../../kernel/capability.ts';
import { same } from '../../kernel/text.ts';
import { localDateTime } from '../../kernel/time.ts';
import { labelOf } from '../organization/index.ts';
import { type Policy, policiesOf } from './checks.ts';
import { compareFlows, type FlowChange, type FlowDoc, type FlowTexts, IMPROVEMENTS } from './flow.ts';
import { type PowerItem, powerItem } from './items.ts';
import { loadItemDoc, loadPolicies } from './load.ts';
import { revisionForm } from './model.ts';
import { versionsOf } from './versions.ts';
import { mayEdit, maySee } from './view.ts';

/** Options of one select. */
const MAX_POLICIES = 40;
const refused = (why: keyof typeof refusals): Outcome => ({ kind: 'refused', why: refusals[why] });

/** What differs, in what both languages share: numbers, arrows and names. */
function detailOf({ org }: World, { before, step, was, is }: FlowChange): string {
  const post = (id: string | undefined): string => org.posts.get(id ?? '')?.name ?? '—';
  const days = (n: number | undefined): string => (n === undefined ? '—' : `${n}d`);
  if (!before) return `${is ?? was}`;
  const parts = [
    was === is ? '' : `${was}→${is}`,
    before.name === step.name ? '' : `${before.name} → ${step.name}`,
    before.post === step.post ? '' : `${post(before.post)} → ${post(step.post)}`,
    before.days === step.days ? '' : `${days(before.days)} → ${days(step.days)}`,
  ];
  return parts.filter((p) => p !== '').join('，');
}
const improvedOf = (sealed: FlowTexts | undefined): Improved =>
  Object.fromEntries(IMPROVEMENTS.flatMap((k) => (sealed?.[k] ? [[k, sealed[k]]] : [])));

type Found = { readonly item: PowerItem; readonly all: readonly FlowDoc[]; readonly doc: FlowDoc };

async function versionView(acting: Acting, { item, all, doc }: Found): Promise<VersionView> {
  const { body, sealed, rev } = doc;
  const before = all.find((d) => d.body.no === body.no - 1);
  const changes = before ? compareFlows(before.body.steps, body.steps) : [];
  const policy = (await loadPolicies(acting)).find((p) => p.id === body.policy);
  return {
    ...{ item: item.id, name: item.name, no: body.no, rev, how: body.how },
    who: body.by === 'system' ? '—' : labelOf(acting.org, body.by),
    at: localDateTime(body.at, acting.settings.zone),
    why: sealed?.why ?? '',
    improved: improvedOf(sealed),
    policy: policy?.title,
    lines: changes.map((c) => ({ what: c.what, name: c.step.name, detail: detailOf(acting, c) })),
    versions: all.map((d) => d.body.no),
    mayEdit: mayEdit(acting.actor, item, acting.org),
  };
}

/** The version of a power item this person may see; the newest without a number. */
async function found(acting: Acting, { id, no }: Input): Promise<Found | Outcome> {
  const item = powerItem(acting.org, id);
  if (!item) return refused('noItem');
  if (!maySee(acting.actor, item.unit, acting.org)) return refused('notVisible');
  const all = await versionsOf(acting, id);
  const doc = no > 0 ? all.find((d) => d.body.no === no) : all.at(-1);
  return doc ? { item, all, doc } : refused('noVersion');
}
/** The same for somebody who may describe it, on the revision the card showed. */
async function editable(acting: Acting, asked: Input): Promise<Found | Outcome> {
  const f = await found(acting, asked);
  if (!isFound(f)) return f;
  if (!mayEdit(acting.actor, f.item, acting.org)) return refused('notYours');
  return f.doc.rev === asked.rev ? f : refused('stale');
}
const isFound = (f: Found | Outcome): f is Found => 'doc' in f;

async function show(acting: Acting, asked: Input): Promise<Outcome> {
  const f = await found(acting, asked);
  return isFound(f) ? { kind: 'show', answer: { card: versionCard(await versionView(acting, f)) } } : f;
}

async function governing(acting: Acting, item: PowerItem): Promise<readonly Policy[]> {
  const noted = (await loadItemDoc(acting, item.id))?.body;
  return policiesOf(item, noted, await loadPolicies(acting), acting.org).slice(0, MAX_POLICIES);
}

async function openRevision(acting: Acting, asked: Input): Promise<Outcome> {
  const f = await editable(acting, asked);
  if (!isFound(f)) return f;
  const { body, sealed, rev } = f.doc;
  const policies = await governing(acting, f.item);
  const card = revisionCard({
    ...{ item: f.item.id, no: body.no, rev, name: f.item.name, policy: body.policy },
    why: sealed?.why ?? '',
    improved: improvedOf(sealed),
    policies: policies.map((p) => ({ value: p.id, label: same(p.title.slice(0, 30)) })),
  });
  return { kind: 'show', answer: { card } };
}

async function saveRevision(acting: Acting, asked: Input): Promise<Outcome> {
  const f = await editable(acting, asked);
  if (!isFound(f)) return f;
  const { policy, ...said } = revisionForm.parse(asked.form);
  if (policy !== '' && !(await governing(acting, f.item)).some((p) => p.id === policy))
    return { kind: 'invalid', why: refusals.badChoice };
  const written = Object.entries(said).map(([k, v]) => [k, cleanText(v)]);
  const sealed = Object.fromEntries(written.filter(([, v]) => v !== ''));
  const { policy: _before, ...rest } = f.doc.body;
  const body = { ...rest, ...(policy === '' ? {} : { policy }) };
  const about = `powerItem:${f.item.id}`;
  const event = { type: 'flow.described', about, by: acting.actor.id, at: acting.now };
  return {
    kind: 'done',
    change: {
      put: [{ kind: 'flow', id: f.doc.id, rev: f.doc.rev, body, sealed }],
      events: [{ ...event, data: { no: body.no } }],
      touches: [about],
    },
    answer: async (after) => {
      const now = await found(after, { ...asked, no: body.no });
      const card = isFound(now) ? { card: versionCard(await versionView(after, now)) } : {};
      return { ...card, toast: { type: 'success', text: words.saved } };
    },
  };
}

const input = z
  .object({
    id: z.string(),
    rev: z.int(),
    option: z.coerce.number().int().min(1).optional().catch(undefined),
    value: z.object({ no: z.coerce.number().int().min(0).catch(0) }),
    form: z.record(z.string(), z.unknown()).catch({}),
  })
  .transform(({ option, value, ...rest }) => ({ ...rest, no: option ?? value.no }));
type Input = z.infer<typeof input>;
const command = (
  action: Command<Input>['action'],
  run: (acting: Acting, asked: Input) => Promise<Outcome>,
): Command<Input> => ({ input, action, run });
export const versionCommands = {
  'powers.versions': command('catalogue.view', show),
  'powers.revision': command('power.edit', openRevision),
  'powers.saveRevision': command('power.edit', saveRevision),
};
