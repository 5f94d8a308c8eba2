import { type Text, text } from '../../src/kernel/text.ts';

/**
 * What a help card offers: the word to send and what it is for. `do`: a button that does the same; without it the word
 * is sent as text.
 */
export type Entry = { readonly do?: string; readonly label: Text; readonly what: Text };

/** The first face of help: what people do every week. */
export const entries = {
  declare: {
    do: 'risks.start',
    label: text('填报', 'Declare'),
    what: text('查找并填报岗位风险点，约三分钟', 'find and declare a risk point, about three minutes'),
  },
  mine: {
    do: 'risks.mine',
    label: text('我的', 'Mine'),
    what: text('我填报的风险点，走到了哪一步', 'my risk points and where they stand'),
  },
  desk: {
    do: 'review.desk',
    label: text('待办', 'To do'),
    what: text('等我审核或修改的事项', 'what waits for my review or change'),
  },
  catalogue: {
    do: 'catalogue.mine',
    label: text('目录', 'Catalogue'),
    what: text('本单位岗位廉政风险等级目录', "the unit's catalogue of post risk grades"),
  },
  progress: {
    do: 'digests.progress',
    label: text('进度', 'Progress'),
    what: text('本部门填报和审核进度', 'progress of my division'),
  },
  summary: {
    do: 'digests.summary',
    label: text('汇总', 'Summary'),
    what: text('各等级数量与变化', 'counts by grade and what changed'),
  },
  admin: {
    do: 'organization.admin',
    label: text('管理', 'Admin'),
    what: text(
      '岗位与人员、导入、群绑定、未送达消息',
      'people and posts, import, groups, undelivered messages',
    ),
  },
} as const satisfies Record<string, Entry>;
export type EntryKey = keyof typeof entries;

/** Behind 更多: every other word, each for those who may use it. */
export const moreEntries = {
  screening: {
    label: text('排查', 'screening'),
    what: text('年度排查：本人的排查卡或活动计划', 'the annual screening: my card, or the plan'),
  },
  posts: {
    do: 'organization.posts',
    label: text('岗位', 'posts'),
    what: text('岗位职责、权限、依据与人员', 'duty, authority, basis and holders of posts'),
  },
  ratings: {
    do: 'ratings.mine',
    label: text('评估', 'rate'),
    what: text('请我参加的联合评估', 'risks I was asked to rate beside others'),
  },
  rechecks: {
    do: 'rechecks.list',
    label: text('复查', 'recheck'),
    what: text('到期的复查，按看到的情况登记', 're-checks that are due, answered with what was seen'),
  },
  rectify: {
    do: 'rechecks.rectify',
    label: text('整改', 'rectify'),
    what: text('复查后要整改的措施', 'measures to put right after a re-check'),
  },
  publicity: {
    label: text('公示', 'publicity'),
    what: text('正在公示的风险点，可提出异议', 'risk points in publicity; objections'),
  },
  search: {
    label: text('查找', 'search'),
    what: text('按词语和条件查找，一事一档', 'find by words and filters; the whole file of a matter'),
  },
  powers: {
    do: 'powers.mine',
    label: text('权力', 'powers'),
    what: text('权力清单与运行流程', 'power items and their flows'),
  },
  policies: {
    do: 'powers.policies',
    label: text('制度', 'policies'),
    what: text('制度台账', 'the register of policies'),
  },
  basis: {
    do: 'powers.basis',
    label: text('依据', 'basis'),
    what: text('依据文件', 'basis documents'),
  },
  standard: {
    do: 'completeness.standard',
    label: text('标准', 'standard'),
    what: text('怎样写：好坏示例', 'how to write: a good and a bad example'),
  },
  handover: {
    do: 'handover.list',
    label: text('交接', 'handover'),
    what: text('人员调动、离职后的岗位交接', 'hand-over after a transfer'),
  },
  gaps: {
    label: text('查漏', 'gaps'),
    what: text('还缺哪些岗位、事项和来源', 'posts, items and sources still missing'),
  },
  pledge: {
    do: 'screening.responsibility',
    label: text('责任清单', 'pledge'),
    what: text('我负责的风险点，每年签认', 'the risks I answer for, signed each year'),
  },
  standIn: {
    do: 'organization.standIns',
    label: text('代理', 'stand-in'),
    what: text('外出期间请人代为审核', 'who reviews for me while I am away'),
  },
  quality: {
    do: 'completeness.quality',
    label: text('质量', 'quality'),
    what: text('各单位填报质量与退回情况', 'quality and returns by unit'),
  },
  sample: {
    do: 'screening.sample',
    label: text('抽查', 'sample'),
    what: text('抽查“没有变化”的说明', 'look again at statements of no change'),
  },
  readings: {
    label: text('查阅记录', 'readings'),
    what: text('谁看过某项风险点，后接编号', 'who has read a risk point; add its number'),
  },
  who: {
    do: 'organization.units',
    label: text('谁是谁', 'who'),
    what: text('单位、部门、岗位与人员', 'units, divisions, posts and people'),
  },
  areas: {
    do: 'areas.list',
    label: text('领域', 'areas'),
    what: text('业务领域、规模与单位画像', 'areas of business, their scale, units at a glance'),
  },
  projects: {
    do: 'areas.projects',
    label: text('项目', 'projects'),
    what: text('建设项目台账', 'the register of construction projects'),
  },
  register: {
    do: 'catalogue.register',
    label: text('台账', 'register'),
    what: text('导出风险点台账（Excel，每单位一张）', 'the register of risk points as Excel, a sheet a unit'),
  },
  import: {
    do: 'imports.open',
    label: text('导入', 'import'),
    what: text('用 Excel 导入：组织、风险点、制度等', 'import from Excel: organisation, risks, policies'),
  },
  bind: {
    label: text('绑定', 'bind'),
    what: text('把群绑定到单位', 'bind a group to a unit'),
  },
  claim: {
    label: text('认领', 'claim'),
    what: text('用一次性代码认领管理员', 'become administrator with the one-time code'),
  },
} as const satisfies Record<string, Entry>;
export type MoreKey = keyof typeof moreEntries;
