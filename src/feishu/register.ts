import qrcode from 'qrcode';
import { same, type Text, text } from '../kernel/text.ts';
import { consoleSteps, type Delivery } from './console-steps.ts';
import type { Manifest } from './manifest.ts';
import { isObject } from './parse.ts';
import type { Lark } from './sdk.ts';

export type Registered = {
  readonly appId: string;
  readonly appSecret: string;
  readonly brand: 'feishu' | 'lark';
};
export type RegisterOptions = {
  readonly manifest: Manifest;
  readonly print: (line: string) => void;
  /** The SDK, or only this function of it. */
  readonly sdk: Pick<typeof Lark, 'registerApp'>;
  /** How the bot will receive; default the long connection. */
  readonly delivery?: Delivery;
  readonly signal?: AbortSignal;
};

const REASONS: Readonly<Record<string, Text>> = {
  access_denied: text('扫码后未同意创建', 'the request was declined after scanning'),
  expired_token: text('二维码已过期，请重新运行', 'the code has expired; run this again'),
  abort: text('已取消', 'cancelled'),
};

/** The SDK rejects with `{code, description}`, which is no Error. */
function registrationError(thrown: unknown): Error {
  const code = isObject(thrown) && typeof thrown.code === 'string' ? thrown.code : '';
  const reason = REASONS[code] ?? text('无法连接飞书', 'Feishu could not be reached');
  return new Error(`${reason['zh-CN']} / ${reason['en-US']}${code ? ` (${code.slice(0, 40)})` : ''}`);
}

const both = (words: Text): readonly string[] =>
  words['zh-CN'] === words['en-US'] ? [words['zh-CN']] : [words['zh-CN'], words['en-US']];

async function showCode(url: string, seconds: number, print: (line: string) => void): Promise<void> {
  // The address carries the whole manifest, so the code is large; low correction and margin 2 keep it on a screen.
  print(await qrcode.toString(url, { type: 'utf8', margin: 2, errorCorrectionLevel: 'L' }));
  const minutes = Math.floor(seconds / 60);
  const hint = text(
    `请用飞书扫码，${minutes} 分钟内有效；也可在浏览器打开：`,
    `Scan with Feishu within ${minutes} minutes, or open:`,
  );
  for (const words of [hint, same(url)]) for (const line of both(words)) print(line);
}

function printSteps(options: RegisterOptions, app: Registered): void {
  const { manifest, print, delivery = { mode: 'socket' } } = options;
  const done = text(
    `应用已创建：${app.appId}。请在开发者后台逐项核对：`,
    `App created: ${app.appId}. Check these in the developer console:`,
  );
  const steps = consoleSteps(manifest, { ...app, delivery });
  for (const language of ['zh-CN', 'en-US'] as const) {
    print('');
    print(done[language]);
    for (const [i, step] of steps.entries()) print(`${i + 1}. ${step[language]}`);
  }
}

/**
 * Creates the Feishu app by a scanned code, then prints what is left to do by hand, in both languages. The secret is
 * returned and never printed. Throws an Error in words when the person declines, is too late, or Feishu can't be reached.
 */
export async function registerWithQr(options: RegisterOptions): Promise<Registered> {
  const { manifest, print, sdk, signal } = options;
  let shown: Promise<void> = Promise.resolve();
  try {
    const result = await sdk.registerApp({
      source: 'qingfeng',
      createOnly: true,
      appPreset: { name: manifest.name.zh, desc: manifest.description.zh },
      addons: {
        preset: false,
        scopes: { tenant: manifest.scopes.map((s) => s.name) },
        events: { items: { tenant: manifest.events } },
        callbacks: { items: manifest.callbacks },
      },
      onQRCodeReady: ({ url, expireIn }) => {
        shown = showCode(url, expireIn, print);
      },
      ...(signal ? { signal } : {}),
    });
    await shown;
    const brand = result.user_info?.tenant_brand ?? 'feishu';
    const app = { appId: result.client_id, appSecret: result.client_secret, brand };
    printSteps(options, app);
    return app;
  } catch (thrown) {
    throw registrationError(thrown);
  }
}
