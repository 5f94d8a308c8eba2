import { useState } from 'preact/hooks';
import { removePerson } from '../actions.ts';
import { Avatar } from '../avatar.tsx';
import type { Question } from '../card/context.ts';
import { Icon } from '../icons.tsx';
import { currentChat, personName, personOf, unitOf } from '../select.ts';
import { bare, useView } from '../store.ts';
import { say } from '../words.ts';
import { ChatStrip } from './chat-strip.tsx';
import { BotMenu, Composer } from './composer.tsx';
import { Confirm } from './confirm.tsx';
import { Conversation } from './conversation.tsx';
import { Toasts } from './toasts.tsx';

function Owner({ openId }: { readonly openId: string }) {
  const { state, lang } = useView();
  const person = state ? personOf(state, openId) : undefined;
  if (!state || !person) return null;
  return (
    <header class="owner">
      <Avatar id={openId} name={person.name} size={34} />
      <div class="owner-words">
        <h2>{personName(state, openId, lang)}</h2>
        <p>
          {[person.title, unitOf(person), person.active ? '' : say(lang, 'left')]
            .filter((x) => x !== '')
            .join(' · ')}
        </p>
      </div>
      {bare ? null : (
        <button
          type="button"
          class="icon-button"
          aria-label={`${say(lang, 'removePerson')}: ${person.name}`}
          title={say(lang, 'removePerson')}
          onClick={() => removePerson(openId)}
        >
          <Icon name="close" size={16} />
        </button>
      )}
    </header>
  );
}

/** One person's phone: who it is, their chats, the open one, and what they can say. */
export function Phone({ openId, front }: { readonly openId: string; readonly front: boolean }) {
  const view = useView();
  const { state, lang } = view;
  const [question, setQuestion] = useState<Question | undefined>();
  const chat = currentChat(view, openId);
  const person = state ? personOf(state, openId) : undefined;
  if (!state || !person) return null;
  return (
    <section
      class={`phone${front ? ' phone-front' : ''}`}
      aria-label={personName(state, openId, lang)}
      data-person={openId}
    >
      <Owner openId={openId} />
      <ChatStrip openId={openId} current={chat} />
      {chat ? (
        <Conversation openId={openId} chat={chat} state={state} ask={setQuestion} />
      ) : (
        <div class="conversation" />
      )}
      {chat?.type === 'p2p' ? <BotMenu openId={openId} state={state} lang={lang} /> : null}
      {chat ? <Composer openId={openId} chat={chat} state={state} /> : null}
      <Toasts openId={openId} />
      {question ? <Confirm question={question} close={() => setQuestion(undefined)} /> : null}
    </section>
  );
}
