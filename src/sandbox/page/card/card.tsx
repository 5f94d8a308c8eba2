import { useRef, useState } from 'preact/hooks';
import type { SandboxMessage, SandboxState } from '../../protocol.ts';
import { showToast } from '../actions.ts';
import { zoneOffset } from '../times.ts';
import { type Lang, say } from '../words.ts';
import { CardContext, type CardUse, type Question } from './context.ts';
import { draftFor } from './drafts.ts';
import { Elements } from './element.tsx';
import { fieldsIn, formAround, formValue, initialValue, missingIn } from './fields.ts';
import { CardHeader } from './header.tsx';
import { contentOf, isObject, type Json, listAt, objectAt } from './json.ts';
import { deliver } from './press.ts';

type Props = {
  readonly message: SandboxMessage;
  readonly openId: string;
  readonly state: SandboxState;
  readonly lang: Lang;
  readonly ask: (question: Question) => void;
};

/** Everything a card of one person does: holding what is typed, checking, asking, sending. */
function useCardUse({ message, openId, state, lang, ask }: Props): CardUse {
  const [busy, setBusy] = useState<string | undefined>();
  const [, redraw] = useState(0);
  const lock = useRef(false);
  const card = isObject(message.card) ? message.card : {};
  const draft = draftFor(`${openId}/${message.messageId}`, card);
  const touch = () => redraw((n) => n + 1);

  const send = async (path: string, node: Json, option: string | undefined, confirmed: boolean) => {
    if (lock.current) return;
    const around = node.form_action_type === 'submit' ? formAround(card, path) : undefined;
    const fields = around ? fieldsIn(around.node, around.path) : [];
    lock.current = true;
    setBusy(path);
    await deliver(message, {
      openId,
      messageId: message.messageId,
      path,
      ...(around ? { form: formValue(fields, draft.values, zoneOffset(message.createdAt, state.zone)) } : {}),
      ...(option === undefined ? {} : { option }),
      ...(confirmed ? { confirmed } : {}),
    });
    lock.current = false;
    setBusy(undefined);
  };

  const complete = (path: string): boolean => {
    const around = formAround(card, path);
    draft.missing = around ? missingIn(fieldsIn(around.node, around.path), draft.values) : [];
    touch();
    if (draft.missing.length > 0) showToast({ openId, type: 'warning', content: say(lang, 'required') });
    return draft.missing.length === 0;
  };

  const reset = (path: string) => {
    const around = formAround(card, path);
    for (const field of around ? fieldsIn(around.node, around.path) : [])
      draft.values = { ...draft.values, [field.path]: field.initial };
    touch();
  };

  const press = (path: string, node: Json, option?: string) => {
    if (node.disabled === true || lock.current) return;
    if (node.form_action_type === 'reset') return reset(path);
    if (node.form_action_type === 'submit' && !complete(path)) return;
    const link = listAt(node, 'behaviors').find((b) => b.type === 'open_url');
    if (link) return openUrl(link);
    const confirm = objectAt(node, 'confirm');
    if (!confirm) return void send(path, node, option, false);
    const title = contentOf(objectAt(confirm, 'title'), lang);
    const text = contentOf(objectAt(confirm, 'text'), lang);
    ask({ title, text, go: () => void send(path, node, option, true) });
  };

  return {
    lang,
    state,
    busy,
    version: draft.version,
    press,
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

function openUrl(behaviour: Json): void {
  const url = String(behaviour.default_url ?? behaviour.pc_url ?? '');
  if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
}

/** A card JSON 2.0 as the client draws it. */
export function CardView(props: Props) {
  const use = useCardUse(props);
  const card = isObject(props.message.card) ? props.message.card : {};
  const body = objectAt(card, 'body');
  return (
    <CardContext.Provider value={use}>
      <article
        class="card"
        aria-busy={use.busy !== undefined}
        aria-label={contentOf(titleOf(card), use.lang)}
      >
        <CardHeader header={objectAt(card, 'header')} lang={use.lang} />
        {body ? (
          <div class="card-body">
            <Elements node={body} path="body" />
          </div>
        ) : null}
      </article>
    </CardContext.Provider>
  );
}

const titleOf = (card: Json): Json | undefined => {
  const header = objectAt(card, 'header');
  return header ? objectAt(header, 'title') : undefined;
};
