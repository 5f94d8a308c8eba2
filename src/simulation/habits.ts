import type { Press } from './card-reading.ts';

/**
 * How likely people are to press what. Nothing on a card is off limits to somebody: what is missing here has weight 1.
 * Buttons that would take the bureau apart (unbinding groups, revoking roles) are left to the tests of their own.
 */
const WEIGHTS: Readonly<Record<string, number>> = {
  'review.approve': 30,
  'review.return': 20,
  'review.returnForm': 4,
  'review.approveRest': 12,
  'review.pick': 6,
  'review.gradeForm': 1.5,
  'review.grade': 10,
  'review.handForm': 1,
  'review.handOver': 10,
  'review.recuseForm': 0.5,
  'review.recuse': 8,
  'review.divert': 0.4,
  'review.askForm': 3,
  'review.askSigner': 20,
  'review.agreeAsked': 20,
  'review.objectForm': 4,
  'review.objectAsked': 12,
  'review.withdrawAsked': 0.5,
  'review.opposeForm': 2,
  'review.oppose': 12,
  'ratings.open': 4,
  'ratings.ask': 20,
  'ratings.give': 30,
  'ratings.decline': 2,
  'ratings.close': 2,
  'risks.draft': 30,
  'risks.confirm': 40,
  'risks.form': 8,
  'risks.pickUnit': 2,
  'risks.pickDivision': 6,
  'risks.pickPost': 6,
  'risks.withdraw': 1,
  'risks.discard': 1,
  'risks.retireSend': 8,
  'publicity.object': 4,
  'publicity.submit': 20,
  'publicity.answer': 20,
  'publicity.amend': 20,
  'publicity.amendForm': 3,
  'screening.confirmPlan': 20,
  'screening.dropPlan': 0.3,
  'screening.noChange': 10,
  'screening.none': 6,
  'screening.add': 4,
  'screening.confirm': 20,
  'edition.submit': 4,
  'edition.approve': 10,
  'edition.discard': 0.3,
  'organization.addHolder': 4,
  'organization.removeHolder': 2,
  'organization.unbind': 0,
  'organization.bindUnit': 0,
  'organization.bindLeading': 0,
  'organization.bindDiscipline': 0,
  'organization.bindDivision': 0,
  'organization.bindOther': 0,
  'organization.ceiling': 0,
  'organization.revokeRole': 0,
  'imports.undo': 0,
  'help.open': 0.3,
};

export const weightOf = (press: Press): number => WEIGHTS[press.name] ?? 1;

/** How often a word of the bot is sent, compared with all others: what is missing here has weight 0.4. */
const WORD_WEIGHTS: Readonly<Record<string, number>> = {
  填报: 3,
  待办: 3,
  我的: 2,
  目录: 1,
  公示: 1,
  汇总: 1,
};
/** What people say that is no word of the bot, or only the beginning of one. */
const TALK = ['今天天气不错', '认领 000000', '查 复核', '岗位 1科'] as const;

export type Phrase = readonly [text: string, weight: number];
/** Everything people send in private: every word that the bot knows, and some that it does not. */
export const phrasesOf = (words: readonly string[]): readonly Phrase[] => [
  ...words.map((word): Phrase => [word, WORD_WEIGHTS[word] ?? 0.4]),
  ...TALK.map((text): Phrase => [text, 0.1]),
];
/** What office admins say besides. */
export const ADMIN_WORDS = ['谁是谁', '管理', '排查'] as const;
