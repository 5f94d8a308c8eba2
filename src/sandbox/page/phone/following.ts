import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SandboxMessage } from '../../protocol.ts';
import { actedLately } from '../acted.ts';

/** Closer to the end than this counts as being there (px). */
const NEAR_END = 80;
/** Space kept above a message that is brought into view (px). */
const ABOVE = 12;

export type Following = {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly waiting: boolean;
  readonly onScroll: () => void;
  readonly toEnd: () => void;
};

/** Brings the start of a message to the top, or as far as the list can scroll. */
function bring(box: HTMLElement, message: SandboxMessage | undefined): void {
  const node = message
    ? box.querySelector<HTMLElement>(`[data-message="${CSS.escape(message.messageId)}"]`)
    : null;
  box.scrollTop = node ? node.offsetTop - ABOVE : box.scrollHeight;
}

const isAtEnd = (box: HTMLElement, height: number): boolean =>
  height - box.scrollTop - box.clientHeight < NEAR_END;

/** True while somebody types into a card of this list: nothing may move under their hands. */
const typingIn = (box: HTMLElement): boolean =>
  box.contains(document.activeElement) && document.activeElement?.matches('input, textarea') === true;

/**
 * Follows new messages. At the end of the chat, or just after the person did something, the first new message comes
 * into view with as much as fits below it; otherwise a button tells that something came.
 */
export function useFollowing(chatId: string, openId: string, messages: readonly SandboxMessage[]): Following {
  const list = useRef<HTMLDivElement>(null);
  const known = useRef({ chatId: '', count: 0, height: 0 });
  const [waiting, setWaiting] = useState(false);
  const onScroll = () => {
    const box = list.current;
    if (!box) return;
    known.current.height = box.scrollHeight;
    if (isAtEnd(box, box.scrollHeight)) setWaiting(false);
  };
  const toEnd = () => {
    if (list.current) bring(list.current, messages.at(-1));
    setWaiting(false);
  };
  useLayoutEffect(() => {
    const box = list.current;
    const last = known.current;
    // A phone behind the front one has no height; it catches up when it is shown.
    if (!box || box.clientHeight === 0) return;
    const entered = last.chatId !== chatId || last.count === 0;
    const grown = messages.length > last.count;
    if (!entered && !grown) {
      last.height = box.scrollHeight;
      return;
    }
    const first = entered ? messages.at(-1) : messages[last.count];
    // Measured with the height before the new message came.
    const follow = entered || first?.from === openId || isAtEnd(box, last.height) || actedLately(openId);
    known.current = { chatId, count: messages.length, height: box.scrollHeight };
    if (follow && (entered || !typingIn(box))) bring(box, first);
    else setWaiting(true);
    onScroll();
  });
  return { list, waiting, onScroll, toEnd };
}
