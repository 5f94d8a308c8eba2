import { useRef, useState } from 'preact/hooks';
import type { SandboxClick, SandboxMessage, SandboxState } from '../../protocol.ts';
import { showToast } from '../actions.ts';
import { zoneOffset } from '../times.ts';
import { type Lang, say } from '../words.ts';
import type { CardUse, Question } from './context.ts';
import { type Draft, draftFor } from './drafts.ts';
import { type Field, fieldsIn, formAround, formValue, initialValue, missingIn } from './fields.ts';
import { contentOf, isObject, type Json, listAt, objectAt } from './json.ts';
import { deliver } from './press.ts';

export type CardProps = {
  readonly message: SandboxMessage;
  readonly openId: string;
  readonly state: SandboxState;
  readonly lang: Lang;
  readonly ask: (question: Question) => void;
};

/** A card in hand: what came, and what its person has typed so far. */
type Hand = CardProps & { readonly card: Json; readonly draft: Draft };

const fieldsAround = (card: Json, path: string): readonly Field[] => {
  const form = formAround(card, path);
  return form ? fieldsIn(form.node, form.path) : [];
};

function clickOf({ message, openId, state, card, draft }: Hand, path: string, node: Json): SandboxClick {
  const base = { openId, messageId: message.messageId, path };
  if (node.form_action_type !== 'submit') return base;
  const offset = zoneOffset(message.createdAt, state.zone);
  return { ...base, form: formValue(fieldsAround(card, path), draft.values, offset) };
}

/** Marks required fields left empty and says so; true when there are none. */
function isComplete({ openId, lang, card, draft }: Hand, path: string): boolean {
  draft.missing = missingIn(fieldsAround(card, path), draft.values);
  if (draft.missing.length > 0) showToast({ openId, type: 'warning', content: say(lang, 'required') });
  return draft.missing.length === 0;
}

function resetForm({ card, draft }: Hand, path: string): void {
  const first = fieldsAround(card, path).map((field) => [field.path, field.initial]);
  draft.values = { ...draft.values, ...Object.fromEntries(first) };
  draft.missing = [];
}

function openUrl(behaviour: Json): void {
  const url = String(behaviour.default_url ?? behaviour.pc_url ?? '');
  if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
}

/** Sends one click at a time; `busy` is the path whose callback is open. */
function useSending(message: SandboxMessage) {
  const [busy, setBusy] = useState<string | undefined>();
  const open = useRef(false);
  const send = async (click: SandboxClick) => {
    if (open.current) return;
    open.current = true;
    setBusy(click.path);
    await deliver(message, click);
    open.current = false;
    setBusy(undefined);
  };
  return { busy, open, send };
}

/** Pressing a component: reset, check, link, question or callback, in the order the client takes them. */
function usePress(hand: Hand, touch: () => void): Pick<CardUse, 'busy' | 'press'> {
  const { busy, open, send } = useSending(hand.message);
  const press = (path: string, node: Json, option?: string) => {
    if (node.disabled === true || open.current) return;
    if (node.form_action_type === 'reset') resetForm(hand, path);
    const complete = node.form_action_type !== 'submit' || isComplete(hand, path);
    touch();
    if (node.form_action_type === 'reset' || !complete) return;
    const link = listAt(node, 'behaviors').find((b) => b.type === 'open_url');
    if (link) return openUrl(link);
    const click = { ...clickOf(hand, path, node), ...(option === undefined ? {} : { option }) };
    const confirm = objectAt(node, 'confirm');
    if (!confirm) return void send(click);
    hand.ask({
      title: contentOf(objectAt(confirm, 'title'), hand.lang),
      text: contentOf(objectAt(confirm, 'text'), hand.lang),
      go: () => void send({ ...click, confirmed: true }),
    });
  };
  return { busy, press };
}

/** Everything a card of one person does: holding what is typed, checking, asking, sending. */
export function useCardUse(props: CardProps, Elements: CardUse['Elements']): CardUse {
  const { message, openId, state, lang } = props;
  const [, redraw] = useState(0);
  const touch = () => redraw((n) => n + 1);
  const card = isObject(message.card) ? message.card : {};
  const draft = draftFor(`${openId}/${message.messageId}`, card);
  return {
    ...usePress({ ...props, card, draft }, touch),
    lang,
    state,
    version: draft.version,
    Elements,
    inForm: (path) => formAround(card, path) !== undefined,
    read: (path, node) => draft.values[path] ?? initialValue(node),
    write: (path, value) => {
      draft.values = { ...draft.values, [path]: value };
      draft.missing = draft.missing.filter((p) => p !== path);
      touch();
    },
    isMissing: (path) => draft.missing.includes(path),
  };
}
