import type { SandboxMessage } from '../sandbox/protocol.ts';
import type { Phone, Tapped } from './phone.ts';
import { linesOf } from './screen.ts';

/** Prints what each person sees, and keeps count of what held. */
export type Narrator = {
  act(title: string): void;
  says(who: Phone, words: string): void;
  sees(who: Phone | string, message: SandboxMessage | undefined): void;
  toast(who: Phone, tapped: Tapped): void;
  /** One step of the story: it held, or it is printed with what was expected. */
  holds(what: string, ok: boolean): void;
  readonly failed: readonly string[];
  readonly held: number;
};

const indent = (lines: readonly string[]): string => lines.map((l) => `    │ ${l}`).join('\n');
const nameOf = (who: Phone | string): string =>
  typeof who === 'string'
    ? who
    : `${who.person.name}（${who.person.departmentPath.slice(-1)[0] ?? ''}·${who.person.title}）`;

export function narrator(print: (line: string) => void): Narrator {
  const failed: string[] = [];
  let held = 0;
  return {
    failed,
    get held() {
      return held;
    },
    act: (title) => print(`\n━━ ${title}`),
    says: (who, words) => print(`\n  ${nameOf(who)} ▶ ${words}`),
    sees: (who, message) => {
      print(`  ${nameOf(who)} 看到：`);
      if (message?.file) print(`    │ 文件 ${message.file.name}（${message.file.bytes} 字节）`);
      else print(message ? indent(linesOf(message.card)) : '    │ （没有消息）');
    },
    toast: (who, tapped) => {
      if (tapped.toast) print(`  ${nameOf(who)} 屏幕上方提示：${tapped.toast}`);
    },
    holds: (what, ok) => {
      if (ok) held += 1;
      else failed.push(what);
      print(`  ${ok ? '✓' : '✗'} ${what}`);
    },
  };
}
