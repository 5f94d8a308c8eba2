import { same, type Text, text } from '../../src/kernel/text.ts';
import { type Card, card } from '../kit/card.ts';
import { shorten } from '../kit/clean.ts';
import { fact, note, para } from '../kit/elements.ts';
import { basisWord, campaignTitle } from './text.ts';

export type DeploymentView = {
  readonly year: number;
  readonly unit: string;
  readonly basis: Text;
  readonly people: number;
  readonly posts: number;
  readonly declare: { readonly from: string; readonly until: string };
  readonly review: string;
  readonly publicise: string;
  readonly frozen: string;
};

/** The one notice a unit's group gets: counts and dates, no names. */
export const deploymentCard = (v: DeploymentView): Card =>
  card(
    {
      audience: 'group',
      title: campaignTitle(v.year),
      subtitle: same(shorten(v.unit, 40)),
      colour: 'blue',
    },
    [
      para(
        text(
          `本单位 ${v.people} 人、${v.posts} 个岗位参加。每人会收到一张私聊卡片，没有变化点一下即可。`,
          `${v.people} people and ${v.posts} posts of this unit take part. Everybody gets one private card; no change is one tap.`,
        ),
      ),
      fact(basisWord, v.basis),
      fact(
        text('填报', 'Declaring'),
        text(`${v.declare.from} 至 ${v.declare.until}`, `${v.declare.from} to ${v.declare.until}`),
      ),
      fact(text('审核', 'Review'), text(`${v.review} 起`, `from ${v.review}`)),
      fact(text('公示', 'Publicity'), text(`${v.publicise} 起`, `from ${v.publicise}`)),
      fact(text('定版', 'Freeze'), same(v.frozen)),
      note(
        text(
          '风险点说的是岗位，不是人。群里不再另发提醒。',
          'A risk point is about a post, not a person. No reminders follow in this group.',
        ),
      ),
    ],
  );
