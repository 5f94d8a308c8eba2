import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { rootFolder } from '../config.ts';
import { DEMO_APP } from '../sandbox/demo.ts';
import { bureauFile } from '../sandbox-beside.ts';
import { raiseStage } from '../tour/stage.ts';
import { tour } from '../tour/tour.ts';

/** `npm run tour [-- --websocket] [-- --crash]`: the whole story without a browser; exit 0 only if every step held. */
export async function run(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { websocket: { type: 'boolean', default: false }, crash: { type: 'boolean', default: false } },
  });
  const stage = await raiseStage({
    transport: values.websocket ? 'websocket' : 'webhook',
    main: join(rootFolder(), 'dist', 'src', 'main.js'),
    bureau: bureauFile(),
    manifest: join(rootFolder(), 'manifest.json'),
    app: DEMO_APP,
  });
  try {
    const { held, failed } = await tour(stage, { print: (line) => console.log(line), crash: values.crash });
    console.log(
      `\n${held} 步如期 / steps held, ${failed.length} 步未达 / failed${failed.map((f) => `\n  ✗ ${f}`).join('')}`,
    );
    return failed.length === 0 ? 0 : 1;
  } finally {
    await stage.close();
  }
}
