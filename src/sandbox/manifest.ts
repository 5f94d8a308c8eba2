import { z } from 'zod';
import type { Granted } from './granted.ts';
import type { SandboxState } from './protocol.ts';

const manifest = z.object({
  scopes: z.array(z.object({ name: z.string() })),
  events: z.array(z.string()),
  callbacks: z.array(z.string()),
  menu: z.array(z.object({ key: z.string().min(1).max(30), zh: z.string(), en: z.string() })),
});

/** Takes the parsed manifest.json of an app; gives what the sandbox's tenant grants it and the bot's menu. Throws when malformed. */
export function parseManifest(json: unknown): { granted: Granted; menu: SandboxState['menu'] } {
  const { scopes, events, callbacks, menu } = manifest.parse(json);
  return {
    granted: { scopes: scopes.map((s) => s.name), events, callbacks },
    menu: menu.map((m) => ({ key: m.key, name: m.zh, enName: m.en })),
  };
}
