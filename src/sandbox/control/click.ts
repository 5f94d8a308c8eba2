import { CARD_LIFE_MS } from '../api/messages.ts';
import { replaceCard } from '../api/send.ts';
import type { SandboxContext } from '../context.ts';
import { idsOf } from '../ids.ts';
import type { SandboxClick, SandboxClickResult, SandboxToast } from '../protocol.ts';
import { platformWords } from '../words.ts';
import type { StoredMessage } from '../world.ts';
import { readAnswer } from './answer.ts';
import { FIELDS, type FieldContext } from './fields.ts';
import { type Found, findComponent } from './find.ts';
import { collectForm } from './form.ts';
import { chatOf, personOf } from './talk.ts';
import { zoneOffset } from './time.ts';

type Refusal = Extract<SandboxClickResult, { ok: false }>;
type Action = Readonly<Record<string, unknown>>;
const refuse = (why: string, more: { fields?: readonly string[]; code?: number } = {}): Refusal => ({
  ok: false,
  why,
  ...more,
});

const CLICKABLE = ['button', 'overflow', 'interactive_container', ...Object.keys(FIELDS)];
/** These exist in forms only and never call back alone. */
const FORM_ONLY = ['multi_select_static', 'multi_select_person'];

/** A person uses a component of a card: the checks of the client, then the callback, then what its answer does. */
export async function click(box: SandboxContext, asked: SandboxClick): Promise<SandboxClickResult> {
  const message = box.world.message(asked.messageId);
  if (!message || message.recalled || message.msgType !== 'interactive') return refuse('gone');
  personOf(box, asked.openId);
  chatOf(box, message.chatId, asked.openId);
  if (box.clock.now() - message.createdAt > CARD_LIFE_MS) return refuse('expired');
  const found = findComponent(JSON.parse(message.content), asked.path);
  if (!found || !CLICKABLE.includes(String(found.node.tag))) return refuse('gone');
  const refusal = clientCheck(found, asked);
  if (refusal) return refusal;
  if (!callsBack(found)) return { ok: true };
  const action = actionOf(found, asked, fieldContext(box, message));
  if ('ok' in action) return action as Refusal;
  return callBack(box, message, asked.openId, action);
}

function clientCheck({ node, form }: Found, asked: SandboxClick): Refusal | undefined {
  if (node.disabled === true) return refuse('disabled');
  if (form && node.tag !== 'button') return refuse('inForm');
  if (!form && FORM_ONLY.includes(String(node.tag))) return refuse('gone');
  if (node.confirm !== undefined && asked.confirmed !== true) return refuse('needsConfirm');
  return undefined;
}

/** Not when it only opens a link or resets a form; a checker only with a behaviour, everything else even without. */
function callsBack({ node }: Found): boolean {
  if (node.form_action_type === 'reset') return false;
  const behaviors = Array.isArray(node.behaviors) ? (node.behaviors as { type?: unknown }[]) : [];
  if (behaviors.length === 0) return node.tag !== 'checker';
  return behaviors.some((b) => b.type === 'callback') || node.form_action_type === 'submit';
}

const fieldContext = (box: SandboxContext, message: StoredMessage): FieldContext => {
  const minutes = zoneOffset(box.clock.now(), box.zone) / 60_000;
  const hhmm = [Math.abs(minutes) / 60, Math.abs(minutes) % 60]
    .map((n) => String(Math.floor(n)).padStart(2, '0'))
    .join('');
  return {
    chatMembers: box.world.data.chats[message.chatId]?.members ?? [],
    offset: `${minutes < 0 ? '-' : '+'}${hhmm}`,
  };
};

/** `event.action` of the callback, or why the client does not send it. */
function actionOf({ node, form }: Found, asked: SandboxClick, context: FieldContext): Action | Refusal {
  const tag = String(node.tag);
  const value = callbackValue(node);
  const common = {
    tag,
    ...(value === undefined ? {} : { value }),
    ...(node.name ? { name: node.name } : {}),
    timezone: 'Asia/Shanghai',
  };
  if (tag === 'button' && form && node.form_action_type === 'submit') {
    const collected = collectForm(form, asked.form ?? {}, context);
    return collected.ok
      ? { ...common, form_value: collected.values }
      : refuse(collected.why, { fields: collected.fields });
  }
  if (tag === 'button' || tag === 'interactive_container') return common;
  if (tag === 'overflow') return optionAction(common, node, asked.option);
  const given = tag === 'checker' ? asked.option === 'true' : asked.option;
  const read = FIELDS[tag]?.({ ...node, required: true }, given, context) ?? {};
  if (read.why) return refuse(read.why);
  const key = { input: 'input_value', checker: 'checked', select_img: 'options' }[tag] ?? 'option';
  return { ...common, [key]: read.value };
}

function optionAction(common: Action, node: Found['node'], option: string | undefined): Action | Refusal {
  const options = Array.isArray(node.options) ? (node.options as { value?: unknown }[]) : [];
  return options.some((o) => o.value === option) ? { ...common, option } : refuse('notAnOption');
}

function callbackValue(node: Found['node']): unknown {
  const behaviors = Array.isArray(node.behaviors)
    ? (node.behaviors as { type?: unknown; value?: unknown }[])
    : [];
  return (
    behaviors.find((b) => b.type === 'callback')?.value ??
    (node.tag === 'input' || node.tag === 'button' ? node.value : undefined)
  );
}

/** One request, no repeat; the card cannot be patched until it is answered. */
async function callBack(
  box: SandboxContext,
  message: StoredMessage,
  openId: string,
  action: Action,
): Promise<SandboxClickResult> {
  if (!box.grants.calledBack('card.action.trigger')) return platformFailure(box, openId, 200340);
  if (!box.locked.begin(message.messageId, openId)) return refuse('locked', { code: 11310 });
  try {
    const { union_id, user_id } = idsOf(openId);
    const delivery = await box.push.callback({
      operator: { tenant_key: box.app.tenantKey, user_id, open_id: openId, union_id },
      token: box.updateTokens.issue(message.messageId),
      action,
      host: 'im_message',
      context: { open_message_id: message.messageId, open_chat_id: message.chatId },
    });
    const answer = readAnswer(delivery, (id) => id in box.world.data.people || id === box.app.botOpenId);
    if ('code' in answer) return platformFailure(box, openId, answer.code);
    if (answer.card) replaceCard(box, message, answer.card);
    const toast = answer.toast && { openId, ...answer.toast };
    if (toast) box.stream.publish({ type: 'toast', toast });
    return { ok: true, ...(toast ? { toast } : {}), ...(answer.card ? { card: answer.card } : {}) };
  } finally {
    box.locked.end(message.messageId, openId);
  }
}

function platformFailure(box: SandboxContext, openId: string, code: number): Refusal {
  const toast: SandboxToast = { openId, type: 'error', code, ...platformWords(code) };
  box.stream.publish({ type: 'toast', toast });
  return refuse('platform', { code });
}
