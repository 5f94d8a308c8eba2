import { type ComponentType, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { SandboxState } from '../../protocol.ts';
import type { Lang } from '../words.ts';
import type { FieldValue } from './fields.ts';
import type { Json } from './json.ts';

export type Question = { readonly title: string; readonly text: string; readonly go: () => void };

/** What the components of one card on one phone share. */
export type CardUse = {
  readonly lang: Lang;
  readonly state: SandboxState;
  /** Rises with every other card in the message: a form then begins anew. */
  readonly version: number;
  readonly read: (path: string, node: Json) => FieldValue;
  readonly write: (path: string, value: FieldValue) => void;
  /** Required fields that were empty at the last try to submit. */
  readonly isMissing: (path: string) => boolean;
  /** Path of the component whose callback is open; while it is, nothing else in the card can be pressed. */
  readonly busy: string | undefined;
  /** True below a form: values wait there for its submit button. */
  readonly inForm: (path: string) => boolean;
  /** Draws a container's children; handed down so that containers need not import what imports them. */
  readonly Elements: ComponentType<ElementProps>;
  readonly press: (path: string, node: Json, option?: string) => void;
};

export const CardContext = createContext<CardUse | undefined>(undefined);

export function useCard(): CardUse {
  const use = useContext(CardContext);
  if (!use) throw new Error('a card component stands outside a card');
  return use;
}

export type ElementProps = { readonly node: Json; readonly path: string };
