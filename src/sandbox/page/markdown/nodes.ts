/** What Feishu's markdown becomes before it is drawn. Values are plain text: nothing here is ever parsed again. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'br' }
  | { readonly kind: 'hr' }
  | { readonly kind: 'strong'; readonly children: readonly Inline[] }
  | { readonly kind: 'em'; readonly children: readonly Inline[] }
  | { readonly kind: 'del'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'font'; readonly colour: string; readonly children: readonly Inline[] }
  | { readonly kind: 'tag'; readonly colour: string; readonly children: readonly Inline[] }
  | { readonly kind: 'at'; readonly ids: readonly string[] }
  | { readonly kind: 'person'; readonly id: string }
  | { readonly kind: 'time'; readonly ms: number; readonly format: string }
  | { readonly kind: 'image'; readonly alt: string; readonly key: string }
  | { readonly kind: 'emoji'; readonly name: string };

export type ListItem = { readonly children: readonly Inline[]; readonly lists: readonly Block[] };

export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | {
      readonly kind: 'list';
      readonly ordered: boolean;
      readonly start: number;
      readonly items: readonly ListItem[];
    }
  | { readonly kind: 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'hr' };
