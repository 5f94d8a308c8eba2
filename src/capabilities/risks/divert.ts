/**
 * What must not enter the register (domain.md §3.6, §6.1, §6.3, §6.5). Pure detection by patterns: it errs towards
 * letting a neutral sentence pass, since a reviewer can still divert; a named person near a bribe never passes.
 */
export type DivertKind = 'accusation' | 'secret' | 'personal';
export type DivertFacts = {
  readonly secretMarks: readonly string[];
  /** Names of the directory. Only names of three and more characters are looked for by themselves. */
  readonly names: readonly string[];
};

const folded = (value: string): string => value.normalize('NFKC').replace(/[☆✩✭⭐＊*]/g, '★');
const tight = (value: string): string => folded(value).replace(/[\s\p{C}]+/gu, '');

const MARK =
  /(绝密|机密|秘密)(级|件)?(★|:\d+年|\d+年|长期|启用前)|★(绝密|机密|秘密)|[【[(<《「](绝密|机密|秘密|内部资料)[】\])>》」]|\bTOP ?SECRET\b/i;

/** A classification marking, not the bare word: 密封, 商业秘密 and 保密 pass (NEAR02). */
export function hasSecretMark(value: string, marks: readonly string[]): boolean {
  const said = tight(value);
  return MARK.test(said) || marks.some((m) => said.includes(tight(m)));
}

const CHINESE_DIGITS = '〇一二三四五六七八九';
const digitsRead = (value: string): string =>
  value.replace(/[零〇幺一二三四五六七八九]{11,}/g, (run) =>
    [...run].map((c) => (c === '零' ? '0' : c === '幺' ? '1' : String(CHINESE_DIGITS.indexOf(c)))).join(''),
  );
/** Digits and their masks without the spaces and dashes people put between them. */
const numbersOf = (value: string): string =>
  digitsRead(folded(value)).replace(/(?<=[\dXx★])[\s-]+(?=[\dXx★])/g, '');

const PHONE = /(?<![\d.A-Za-z])(?:\+?86)?1[3-9]\d(?:\d{8}|[\dXx★]{8})(?![\d元万亿.%])/;
const ID18 = /(?<![\dA-Za-z])[1-9]\d{5}(?:(?:19|20)\d{2}[\dXx★]{8}|[\dXx★]{8}[\dXx★]{3}[\dXx])(?![\dA-Za-z])/;
const ID15 = /(?<!\d)[1-9]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}(?![\d元万亿])/;
const NAMED_NUMBER =
  /(身份证|证件)(号码?)?[是为:]?[(]?\d{4,}[\dXx★]*|(银行卡|卡号|账号|帐号|开户)(号码?)?[是为:]?\d[\dXx★]{8,}|(电话|手机|联系方式|tel|phone)(号码?)?[是为:]?\d{7,}/i;
const CARD = /(?<![\dA-Za-z])[3-6]\d{15,18}(?![\dA-Za-z元万亿])/g;

/** Check sum of bank cards: order and contract numbers of that length rarely pass it. */
function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((n, c, i) => {
    const d = Number(c) * (i % 2 === 1 ? 2 : 1);
    return n + (d > 9 ? d - 9 : d);
  }, 0);
  return sum % 10 === 0;
}

/** ID, telephone or bank card number of somebody, also when partly masked. */
export function hasPersonalData(value: string): boolean {
  const said = numbersOf(value);
  return (
    PHONE.test(said) ||
    ID18.test(said) ||
    ID15.test(said) ||
    NAMED_NUMBER.test(said) ||
    [...said.matchAll(CARD)].some((m) => luhn(m[0]))
  );
}

// Surnames that rarely are the end or the beginning of another word; 高, 于, 方, 金 … need a listener's word before.
const FIRM =
  '王李刘杨赵吴徐孙朱郭梁宋郑韩冯董萧曹袁邓傅彭吕卢蒋蔡贾魏薛阎潘杜戴姜廖邹熊郝孔崔邱秦侯邵孟陶黎龚万俟';
const SOFT =
  '张陈黄周何林罗高谢唐许沈曾苏丁叶余夏钟汪田任范方石姚谭金陆江史顾毛段雷钱汤尹武贺赖于程常安牛洪白';
const LISTENED = '听说|据说|听闻|有人说|有人反映|群众反映|都知道|都说|举报|检举|揭发|反映|传言|传闻';
const TITLE = '科长|处长|局长|主任|书记|院长|所长|队长|站长|经理|老板|总工|会计|出纳|师傅|司机|某某|某人|某';
const PERSON = [
  new RegExp(`[${FIRM}${SOFT}]某`),
  new RegExp(`[${FIRM}](副|总)?(${TITLE})`),
  new RegExp(`(^|[，。；、,;:\\s]|${LISTENED}|我们|本处|本科|咱们)[${SOFT}](副|总)?(${TITLE})`),
  new RegExp(`(^|[，。；、,;:\\s的科处室局]|${LISTENED})[老小][${FIRM}${SOFT}](?![区型额票店卡件])`),
  new RegExp(
    `(${LISTENED})(了)?[^，。；]{0,8}?[${FIRM}${SOFT}][\\u4e00-\\u9fff]{1,2}(?=去年|前年|今年|曾|收|受|拿|索|贪|挪|接|在|把|跟|和|多次|经常|违规)`,
  ),
  new RegExp(
    `(^|[，。；,;\\s])[${FIRM}][\\u4e00-\\u9fff]{1,2}(同志|本人)?(去年|前年|曾|多次|经常|私下|收了|拿了|受贿|贪污|挪用了|索要)`,
  ),
  /\b([Mm]rs?|[Mm]s|[Dd]irector|[Mm]anager|[Cc]hief|[Ss]ection [Cc]hief)\.? [A-Z][a-z]+/,
];
const BRIBE =
  /收受|受贿|收了|拿了|收过|收取.{0,6}(好处|回扣|红包|礼)|索要|索贿|索取|行贿|送了|回扣|好处费|辛苦费|礼金|红包|贪污|挪用|侵吞|私吞|私分|中饱私囊|占为己有|据为己有|吃拿卡要|利益输送|情妇|包养|嫖|赌博|安排(他的|自己的|其)?亲[戚属]|虚开发票|套取了|骗取了|吃回扣|公款吃喝|bribe|kickback|embezzl|stole/i;
const WRONG = /违规|违纪|泄露|泄漏|造假|虚报|作弊|徇私|串通|勾结|造谣|打击报复|不正之风|有问题|腐败|偷/;
const PAST = /去年|前年|上个?月|昨天|前天|上周|今年|(19|20)\d\d年|曾|已经|多次|一直|了|过/;
const HEARD = new RegExp(`${LISTENED}|亲眼|我看到|我看见|I heard|reportedly`, 'i');
const MAYBE = /可能|容易|如果|若|一旦|防止|避免|是否|may |might |could /i;
const I_REPORT =
  /(我|现|特|本人|我们|职工|群众)(们)?(要|想|在此|来|联名)?(实名|匿名)?(向.{1,10})?(举报|检举|控告|揭发)(?!人|材料|信|件|线索|渠道|电话|奖励|事项|处理|工作|受理|登记|制度|反映的)/;
const ROLE = new RegExp(`领导|班子成员|同事|(${TITLE})(?!某)|经办人|负责人|他|她`);

/** One sentence that charges somebody: a person (named, or known from hearsay) near a misdeed. */
function accuses(sentence: string, names: readonly string[]): boolean {
  if (I_REPORT.test(sentence)) return true;
  const named =
    PERSON.some((p) => p.test(sentence)) || names.some((n) => n.length >= 3 && sentence.includes(n));
  if (named && BRIBE.test(sentence)) return true;
  if (MAYBE.test(sentence)) return false;
  if (named && WRONG.test(sentence) && (PAST.test(sentence) || HEARD.test(sentence))) return true;
  return (
    HEARD.test(sentence) &&
    ROLE.test(sentence) &&
    (BRIBE.test(sentence) || WRONG.test(sentence)) &&
    PAST.test(sentence)
  );
}

/** True when a text accuses a person instead of describing a risk of a post (BAD13 against NEAR03). */
export function hasAccusation(value: string, names: readonly string[]): boolean {
  const said = folded(value).replace(/[ \t]+(?=[\u4e00-\u9fff])/g, '');
  return said.split(/[。！!？?\n]/).some((sentence) => accuses(sentence, names));
}

/** The gravest reason why this text may not enter, or undefined. `values`: everything free that was typed, in order. */
export function divertOf(values: readonly string[], facts: DivertFacts): DivertKind | undefined {
  if (values.some((v) => hasSecretMark(v, facts.secretMarks))) return 'secret';
  if (hasAccusation(values.join('。'), facts.names)) return 'accusation';
  return values.some(hasPersonalData) ? 'personal' : undefined;
}
