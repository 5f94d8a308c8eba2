import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Settings, settingsSchema } from './kernel/settings.ts';

/** Sysexits EX_CONFIG: started wrongly, starting again won't help. */
export const EXIT_CONFIG = 78;
/** Sysexits EX_IOERR: store or Feishu can't be trusted or reached now; the next start finds out. */
export const EXIT_STORE = 74;

/** One message that lists every fault at once. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`配置有误 / configuration is wrong:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
    this.name = 'ConfigError';
    this.faults = faults;
  }
}

/** The repository's (or installation's) root: the nearest folder upwards with a package.json. */
export function rootFolder(): string {
  let dir = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(dir, 'package.json'))) dir = dirname(dir);
  return dir;
}

type Json = { readonly [key: string]: unknown };
const isObject = (v: unknown): v is Json => v !== null && typeof v === 'object' && !Array.isArray(v);

/** Objects are merged key by key; lists and values of the overlay replace. */
export const overlay = (base: Json, over: Json): Json =>
  Object.entries(over).reduce<Json>(
    (all, [key, value]) => ({
      ...all,
      [key]: isObject(value) && isObject(all[key]) ? overlay(all[key], value) : value,
    }),
    base,
  );

function readJson(file: string, faults: string[]): Json {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (isObject(value)) return value;
    faults.push(`${file}: 应为 JSON 对象 / must hold a JSON object`);
  } catch (error) {
    faults.push(`${file}: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  return {};
}

/** Settings from config/default.json, the named further files of config/, and CONFIG_DIR's default.json. Throws ConfigError. */
export function loadSettings(options: { configDir?: string; also?: readonly string[] } = {}): Settings {
  const faults: string[] = [];
  const shipped = join(rootFolder(), 'config');
  const files = ['default.json', 'scales.json', 'standards.json', ...(options.also ?? [])].map((f) =>
    join(shipped, f),
  );
  if (options.configDir !== undefined) {
    const own = join(options.configDir, 'default.json');
    if (!existsSync(options.configDir))
      faults.push(`CONFIG_DIR: 文件夹不存在 / no such folder: ${options.configDir}`);
    else if (existsSync(own)) files.push(own);
  }
  const merged = files.map((f) => readJson(f, faults)).reduce(overlay, {});
  const parsed = settingsSchema.safeParse(merged);
  if (!parsed.success)
    for (const i of parsed.error.issues) faults.push(`config ${i.path.join('.')}: ${i.message}`);
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults);
  return parsed.data;
}

const port = z.coerce.number().int().min(0).max(65535);
const isLoopback = (url: URL): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);

export type Credentials = {
  readonly appId: string;
  readonly appSecret: string;
  /** Base URL of the Open API. */
  readonly domain: string;
  /** The domain is this machine: a sandbox, which also gives the time. */
  readonly sandbox: boolean;
  readonly transport: 'webhook' | 'websocket';
  readonly encryptKey: string;
  readonly verificationToken: string;
  readonly tenantKey?: string;
};
export type Environment = {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly configDir?: string;
  readonly ledgerKey?: string;
  /** The register is in this PostgreSQL database instead of in `dataDir`. */
  readonly databaseUrl?: string;
  /** Where `/metrics` listens. `chosen` is false for the default, which may be taken by another bot of this machine. */
  readonly metrics: { readonly host: string; readonly port: number; readonly chosen: boolean };
  /** undefined: no credentials are given, the sandbox starts. */
  readonly feishu?: Credentials;
};

const DOMAINS: Readonly<Record<string, string>> = {
  feishu: 'https://open.feishu.cn',
  lark: 'https://open.larksuite.com',
};

function domainOf(value: string, faults: string[]): { domain: string; sandbox: boolean } {
  const named = DOMAINS[value];
  if (named) return { domain: named, sandbox: false };
  try {
    const url = new URL(value);
    if (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)))
      return { domain: value.replace(/\/+$/, ''), sandbox: isLoopback(url) };
    faults.push('FEISHU_DOMAIN: http 只允许本机地址 / http is allowed for loopback only');
  } catch {
    faults.push('FEISHU_DOMAIN: feishu | lark | https://…');
  }
  return { domain: '', sandbox: false };
}

function credentials(env: NodeJS.ProcessEnv, faults: string[]): Credentials | undefined {
  const names = [
    'FEISHU_APP_ID',
    'FEISHU_APP_SECRET',
    'FEISHU_ENCRYPT_KEY',
    'FEISHU_VERIFICATION_TOKEN',
  ] as const;
  if (!names.some((n) => env[n]) && !env.FEISHU_TRANSPORT && !env.FEISHU_DOMAIN) return undefined;
  const transport = env.FEISHU_TRANSPORT ?? 'webhook';
  if (transport !== 'webhook' && transport !== 'websocket')
    faults.push('FEISHU_TRANSPORT: webhook | websocket');
  const needed = transport === 'websocket' ? names.slice(0, 2) : names;
  for (const n of needed)
    if (!env[n])
      faults.push(`${n}: 未设置 / is not set${transport === 'webhook' ? ' (FEISHU_TRANSPORT=webhook)' : ''}`);
  if (env.FEISHU_APP_ID && !/^cli_[0-9a-fA-F]{16}$/.test(env.FEISHU_APP_ID))
    faults.push('FEISHU_APP_ID: cli_ + 16 hex');
  const { domain, sandbox } = domainOf(env.FEISHU_DOMAIN ?? 'feishu', faults);
  return {
    appId: env.FEISHU_APP_ID ?? '',
    appSecret: env.FEISHU_APP_SECRET ?? '',
    domain,
    sandbox,
    transport: transport === 'websocket' ? 'websocket' : 'webhook',
    encryptKey: env.FEISHU_ENCRYPT_KEY ?? '',
    verificationToken: env.FEISHU_VERIFICATION_TOKEN ?? '',
    ...(env.FEISHU_TENANT_KEY ? { tenantKey: env.FEISHU_TENANT_KEY } : {}),
  };
}

/** Only what pg understands: with anything else it would look for a server on this machine. */
function checkDatabase(url: string | undefined, faults: string[]): void {
  if (url && !(/^postgres(ql)?:\/\//.test(url) && URL.canParse(url)))
    faults.push('DATABASE_URL: postgres://… | postgresql://…');
}

/** The process environment, checked as a whole. Throws ConfigError with every fault. */
export function loadEnvironment(env: NodeJS.ProcessEnv): Environment {
  const faults: string[] = [];
  const parsedPort = port.safeParse(env.PORT ?? '7300');
  if (!parsedPort.success) faults.push('PORT: 0 – 65535');
  const metricsPort = port.safeParse(env.METRICS_PORT ?? '7301');
  if (!metricsPort.success) faults.push('METRICS_PORT: 0 – 65535');
  const feishu = credentials(env, faults);
  checkDatabase(env.DATABASE_URL, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    host: env.HOST ?? '127.0.0.1',
    port: parsedPort.data ?? 7300,
    dataDir: env.DATA_DIR ?? join(rootFolder(), 'data'),
    metrics: {
      host: env.METRICS_HOST ?? '127.0.0.1',
      port: metricsPort.data ?? 7301,
      chosen: env.METRICS_PORT !== undefined,
    },
    ...(env.CONFIG_DIR ? { configDir: env.CONFIG_DIR } : {}),
    ...(env.LEDGER_KEY ? { ledgerKey: env.LEDGER_KEY } : {}),
    ...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
    ...(feishu ? { feishu } : {}),
  };
}
