import { type Text, text } from '../../src/kernel/text.ts';

/** What a help card offers: a button that runs a command, and what it is for. */
export type Entry = { readonly do: string; readonly label: Text; readonly what: Text };

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
    what: text('本单位岗位廉政风险等级目录', 'the unit’s catalogue of post risk grades'),
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
    label: text('管理', 'Administration'),
    what: text(
      '岗位与人员、导入、群绑定、未送达消息',
      'people and posts, import, groups, undelivered messages',
    ),
  },
} as const satisfies Record<string, Entry>;
export type EntryKey = keyof typeof entries;
