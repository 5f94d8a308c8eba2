import { text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { type Action, button, note, para } from '../kit/elements.ts';
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

/** First step of declaring: whose risk is it? */
export const startCard = (v: StartView): Card =>
  card({ audience: 'private', title: text('填报廉政风险点', 'Declare an integrity risk'), colour: 'blue' }, [
    para(
      text(
        '风险点说的是岗位，不是人：哪个环节可能出什么问题，怎么防。',
        'A risk point is about a post, not a person: which step could go wrong, and how to guard it.',
      ),
    ),
    para(text('大约三分钟。请选为哪个岗位填报：', 'It takes about three minutes. Which post is it for?')),
    ...v.posts.map((p) => button(text(p.name, p.name), formOf(p.keys), 'primary', { fill: true })),
    v.posts.length === 0 &&
      note(
        text(
          '名册里还没有登记你的岗位，可先请本部门负责人补登。',
          'Your post is not in the register yet; your division head can have it added.',
        ),
      ),
    v.division &&
      button(
        text(
          `${levelWord.division['zh-CN']}：${v.division.name}`,
          `${levelWord.division['en-US']}: ${v.division.name}`,
        ),
        formOf(v.division.keys),
        'default',
        { fill: true },
      ),
    v.unit &&
      button(
        text(`${levelWord.unit['zh-CN']}：${v.unit.name}`, `${levelWord.unit['en-US']}: ${v.unit.name}`),
        formOf(v.unit.keys),
        'default',
        { fill: true },
      ),
    v.mayRaise &&
      button(
        text('领导提：为所管的岗位提', `${methodWord.leader['en-US']}: for a post you lead`),
        { do: 'risks.pickUnit', ...none, method: 'leader', page: 0 },
        'default',
        { fill: true },
      ),
    v.maySuggest &&
      button(
        text('群众帮：为本单位同事的岗位提', `${methodWord.peer['en-US']}: for a post of your unit`),
        { do: 'risks.pickUnit', ...none, method: 'peer', page: 0 },
        'default',
        { fill: true },
      ),
    v.waiting > 0 &&
      button(
        text(`我的风险点：${v.waiting} 条等你处理`, `My risks: ${v.waiting} waiting for you`),
        { do: 'risks.mine', ...none, page: 0 },
        'default',
        { fill: true },
      ),
  ]);
