import { useEffect, useState } from 'preact/hooks';
import type { SandboxMessage, SandboxState, SandboxToast } from '../protocol.ts';
import type { Lang } from './words.ts';

export type ShownToast = { readonly id: number; readonly toast: SandboxToast };

/** Everything the page knows. Replaced as a whole at every change, never mutated. */
export type View = {
  readonly state: SandboxState | undefined;
  readonly lang: Lang;
  readonly up: boolean;
  readonly clockMoving: boolean;
  /** People in view, in order. */
  readonly open: readonly string[];
  /** The one who fills a narrow screen. */
  readonly front: string | undefined;
  readonly messages: Readonly<Record<string, readonly SandboxMessage[]>>;
  /** Chosen chat by open id. */
  readonly current: Readonly<Record<string, string>>;
  /** Id of the last message seen, by `openId/chatId`. */
  readonly seen: Readonly<Record<string, string>>;
  readonly toasts: readonly ShownToast[];
};

/** Address parameters: `?lang=en`, and for screenshots `?person=ou_…&chat=oc_…&bare=1`. */
export const address = new URLSearchParams(location.search);
export const bare = address.get('bare') === '1';

function firstLang(): Lang {
  const asked = address.get('lang') ?? localStorage.getItem('lang');
  if (asked === 'zh' || asked === 'en') return asked;
  return navigator.languages.some((l) => l.startsWith('zh')) ? 'zh' : 'en';
}

let view: View = {
  state: undefined,
  lang: firstLang(),
  up: true,
  clockMoving: false,
  open: [],
  front: undefined,
  messages: {},
  current: {},
  seen: {},
  toasts: [],
};

const listeners = new Set<() => void>();

export const getView = (): View => view;

export function change(patch: (view: View) => Partial<View>): void {
  view = { ...view, ...patch(view) };
  for (const listener of listeners) listener();
}

export function useView(): View {
  const [, setCount] = useState(0);
  useEffect(() => {
    const listener = () => setCount((n) => n + 1);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, []);
  return view;
}
