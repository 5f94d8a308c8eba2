import { type RetireView, retireCard } from '../../../cards/risks/retire.ts';
import type { Acting, Outcome, World } from '../../kernel/capability.ts';
import { text } from '../../kernel/text.ts';
import { type Click, refused, settle, show, showsRisk, statusAnswer } from './click.ts';
import type { Decided } from './declare.ts';
import { readText } from './draft.ts';
import { inForce } from './in-force.ts';
import type { RiskBody, RiskDoc } from './model.ts';
import { riskOf } from './own.ts';
import { chainFor } from './route.ts';
import { faultOutcome, screen } from './screen.ts';
import { askRetirement, submit } from './submit.ts';
import { nextKey } from './trail.ts';
import { lastReturnOf } from './view-form.ts';

/** 退出目录: a risk in force, or one's own request that came back from a reviewer. */
export function retireView({ org }: Pick<World, 'org'>, doc: RiskDoc): RetireView {
  const returned = lastReturnOf(doc);
  return {
    id: doc.id,
    rev: doc.rev,
    title: doc.sealed?.title ?? doc.body.stepName,
    placeName: org.placeName(doc.body.place),
    ...(returned ? { returned } : {}),
  };
}

const isOwnRequest = (doc: RiskDoc | undefined, acting: Acting): doc is RiskDoc =>
  doc?.body.replaces?.how === 'retire' && doc.body.declarer === acting.actor.id;

export async function startRetirement(acting: Acting, click: Click): Promise<Outcome> {
  const of = await inForce(acting, click.id);
  if ('stop' in of) return of.stop;
  return show({ card: retireCard(retireView(acting, of.doc)), shows: showsRisk(of.doc.id) });
}

/** The request goes to its first step again; the new reason stands next to the old one in the history. */
function askAgain(acting: Acting, request: RiskDoc, click: Click, reason: string): Decided {
  const { now, org, settings, calendar, actor } = acting;
  const given = {
    now,
    org,
    settings,
    calendar,
    by: actor.id,
    rev: click.rev,
    chain: chainFor(request.body, acting),
  };
  const texts = { title: request.sealed?.title ?? '', measure: request.sealed?.measure ?? '', hints: [] };
  const decided = submit(request, { ...given, ...texts });
  if (!decided.ok) return decided;
  const comments = { ...decided.texts.comments, [nextKey(request.body)]: reason };
  return { ...decided, texts: { ...decided.texts, comments } };
}

const SENT = text('已提交审核', 'Sent for review');
export async function sendRetirement(acting: Acting, click: Click): Promise<Outcome> {
  const stopped = screen(acting, click.form);
  if (stopped) return stopped;
  const reason = readText(click.form, 'reason', acting.settings.quality.empty);
  if (!reason.ok) return faultOutcome(reason.fault, undefined);
  const request = await riskOf(acting.read, click.id);
  if (isOwnRequest(request, acting))
    return settle(
      acting,
      request.id,
      request,
      askAgain(acting, request, click, reason.value),
      statusAnswer(SENT),
    );
  const of = await inForce(acting, click.id);
  if ('stop' in of) return of.stop;
  if (of.doc.rev !== click.rev) return refused(acting, 'changedSinceCard', of.doc);
  const id = acting.newId('R');
  const { now, org, settings, calendar } = acting;
  const given = { now, org, settings, calendar, id, by: acting.actor.id, reason: reason.value };
  const decided = askRetirement(of.doc, { ...given, chainOf: (risk: RiskBody) => chainFor(risk, acting) });
  return settle(acting, id, undefined, decided, statusAnswer(SENT));
}
