import { type Text, text } from '../kernel/text.ts';
import type { Manifest } from './manifest.ts';

export type Delivery = { readonly mode: 'socket' } | { readonly mode: 'webhook'; readonly url: string };

const CONSOLES = { feishu: 'https://open.feishu.cn/app/', lark: 'https://open.larksuite.com/app/' } as const;

/** The JSON that the console's batch import of permissions takes. */
export const scopesJson = (manifest: Manifest): string =>
  JSON.stringify({ scopes: { tenant: manifest.scopes.map((s) => s.name), user: [] } });

function deliveryStep(delivery: Delivery): Text {
  return delivery.mode === 'socket'
    ? text(
        '事件与回调 → 事件配置、回调配置：两处的订阅方式都选“使用长连接”。保存时机器人必须正在运行。',
        'Events & callbacks → set the subscription mode of both events and callbacks to "persistent connection". The bot must be running when you save.',
      )
    : text(
        `事件与回调 → 加密策略：生成 Encrypt Key 和 Verification Token 并写入机器人配置；事件与回调的请求地址都填 ${delivery.url}`,
        `Events & callbacks → encryption: create an Encrypt Key and a Verification Token and give them to the bot; set the request URL of both events and callbacks to ${delivery.url}`,
      );
}

/**
 * What remains to be done by hand in the developer console, in order, with the exact values. Scanning the code can
 * fill in part of it, but Feishu drops what it doesn't know without a word; so every step is listed to be checked.
 */
export function consoleSteps(
  manifest: Manifest,
  app: { readonly appId: string; readonly brand: 'feishu' | 'lark'; readonly delivery: Delivery },
): readonly Text[] {
  const menu = (language: 'zh' | 'en') => manifest.menu.map((m) => `${m[language]} = ${m.key}`).join(', ');
  const list = manifest.events.join('\n   ');
  const callbacks = manifest.callbacks.join(', ');
  const address = `${CONSOLES[app.brand]}${app.appId}`;
  return [
    text(`打开 ${address}，添加应用能力：机器人`, `Open ${address} and add the bot capability`),
    text(
      `权限管理 → 批量导入：\n   ${scopesJson(manifest)}`,
      `Permissions → batch import:\n   ${scopesJson(manifest)}`,
    ),
    text(
      '权限管理 → 通讯录权限范围：选择所有需要填报和审核的人员（建议全员）',
      'Permissions → contact data range: everybody who declares or reviews (all staff is best)',
    ),
    deliveryStep(app.delivery),
    text(`事件配置 → 添加事件：\n   ${list}`, `Events → add:\n   ${list}`),
    text(`回调配置 → 添加回调：${callbacks}`, `Callbacks → add: ${callbacks}`),
    text(
      `机器人 → 自定义菜单，动作选“推送事件”：${menu('zh')}`,
      `Bot → custom menu, action "push event": ${menu('en')}`,
    ),
    text('可用范围：选择所有使用人员', 'Availability: everybody who is to use the bot'),
    text(
      '版本管理与发布 → 创建版本并发布，由企业管理员审核。以后每次改动权限、事件或回调都要重新发布。',
      'Version management → create and publish a version; a tenant administrator approves it. Every later change of permissions, events or callbacks needs a new version.',
    ),
  ];
}
