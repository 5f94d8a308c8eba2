import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { type Action, button, type Element, note, para } from '../kit/elements.ts';
import { levelWord, methodWord } from './text.ts';

/** A place in the value of a button: plain ids, '' where a level has none. Looked up again at every click. */
export type PlaceKeys = {
  readonly level: string;
  readonly unit: string;
  readonly division: string;
  readonly post: string;
  readonly method: string;
};
export type PlaceChoice = { readonly keys: PlaceKeys; readonly name: string };
export type StartView = {
  readonly posts: readonly PlaceChoice[];
  readonly division?: PlaceChoice;
  readonly unit?: PlaceChoice;
  readonly mayRaise: boolean;
  readonly maySuggest: boolean;
  /** How many of one's own wait: drafts and returned ones. */
  readonly waiting: number;
};

/** Buttons belong to no record yet. */
const none = { id: 'new', rev: 0 } as const;
const formOf = (keys: PlaceKeys): Action => ({ do: 'risks.form', ...none, ...keys });

const wide = (label: Text, action: Action, type: 'primary' | 'default' = 'default'): Element =>
  button(label, action, type, { fill: true });
const levelButton = (level: 'division' | 'unit', choice: PlaceChoice | undefined): Element | undefined =>
  choice && wide(fieldAndName(levelWord[level], choice.name), formOf(choice.keys));
const fieldAndName = (field: Text, name: string): Text =>
  text(`${field['zh-CN']}：${name}`, `${field['en-US']}: ${name}`);
const forOthers = (method: 'leader' | 'peer', whose: Text): Element =>
  wide(
    text(
      `${methodWord[method]['zh-CN']}：${whose['zh-CN']}`,
      `${methodWord[method]['en-US']}: ${whose['en-US']}`,
    ),
    { do: 'risks.pickUnit', ...none, method, page: 0 },
  );

const WHAT = text(
  '风险点说的是岗位，不是人：哪个环节可能出什么问题，怎么防。',
  'A risk point is about a post, not a person: which step could go wrong, and how to guard it.',
);
const WHOSE = text('大约三分钟。请选填报对象：', 'It takes about three minutes. What is it about?');
const NO_POST = text(
  '名册里还没有登记您的岗位，可请领导小组办公室管理员补登。',
  'Your post is not in the register yet; the office admin can add it.',
);
const LED = text('为所管的岗位提', 'for a post you lead');
const OWN_UNIT = text('为本单位同事的岗位提', 'for a post of your unit');

/** First step of declaring: whose risk is it? */
export const startCard = (v: StartView): Card =>
  card({ audience: 'private', title: text('填报廉政风险点', 'Declare an integrity risk'), colour: 'blue' }, [
    para(WHAT),
    v.posts.length === 0 && note(NO_POST),
    para(WHOSE),
    ...v.posts.map((p) => wide(same(p.name), formOf(p.keys), 'primary')),
    levelButton('division', v.division),
    levelButton('unit', v.unit),
    v.mayRaise && forOthers('leader', LED),
    v.maySuggest && forOthers('peer', OWN_UNIT),
    v.waiting > 0 &&
      wide(text(`我的风险点：${v.waiting} 条等您处理`, `My risks: ${v.waiting} waiting for you`), {
        do: 'risks.mine',
        ...none,
        page: 0,
      }),
  ]);
