import { castOf } from './cast.ts';
import { declaring, diverting } from './declare.ts';
import { type Narrator, narrator } from './narrator.ts';
import { sandboxAt } from './phone.ts';
import { publishing } from './publish.ts';
import { reviewing } from './review.ts';
import type { Stage } from './stage.ts';
import { nothingTwice, summing } from './summary.ts';

export type TourResult = {
  readonly held: number;
  readonly failed: readonly string[];
  /** Messages of the bot per person: the same whether it was killed on the way or not. */
  readonly messages: Readonly<Record<string, number>>;
};

/** Plays the whole story on a stage. `crash`: the bot is killed and started again in the middle of the review. */
export async function tour(
  stage: Stage,
  options: { print: (line: string) => void; crash?: boolean },
): Promise<TourResult> {
  const tell: Narrator = narrator(options.print);
  const sandbox = await sandboxAt(stage.sandboxUrl);
  const cast = castOf(sandbox);
  options.print(
    `${sandbox.state.bureau}：${sandbox.state.people.length} 人，${sandbox.state.chats.filter((c) => c.type === 'group').length} 个群`,
  );
  const crash = async (): Promise<void> => {
    if (!options.crash) return;
    tell.act('（此刻机器人进程被 kill -9，随后重新启动）');
    await stage.crashBot();
  };
  let messages: TourResult['messages'] = {};
  try {
    await declaring(cast, tell);
    await diverting(cast, tell);
    await reviewing(cast, sandbox, tell, crash);
    await publishing(cast, sandbox, tell);
    await summing(cast, sandbox, tell);
    messages = await nothingTwice(cast, sandbox, tell);
  } catch (error) {
    tell.holds(error instanceof Error ? error.message : String(error), false);
  }
  return { held: tell.held, failed: tell.failed, messages };
}
