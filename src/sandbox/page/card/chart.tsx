import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../words.ts';
import { type ElementProps, useCard } from './context.ts';
import { type Json, objectAt, textAt } from './json.ts';

/** The client's mobile default is square. */
const ratioOf = (node: Json): string => (textAt(node, 'aspect_ratio') ?? '1:1').replace(':', ' / ');

const FONT = '"PingFang SC", "Noto Sans SC", "Noto Sans S Chinese", "Microsoft YaHei", sans-serif';

type Chart = { release(): void };

/** Draws a spec and gives back how to end it. VChart is fetched at the first chart anybody sees. */
async function draw(dom: HTMLElement, spec: Json): Promise<Chart> {
  const { VChart } = await import('@visactor/vchart');
  // The chart writes into its spec; the card must stay as it came.
  const copy = structuredClone(spec) as unknown as ConstructorParameters<typeof VChart>[0];
  const chart = new VChart(
    { background: 'transparent', ...copy },
    { dom, animation: false, theme: { fontFamily: FONT } },
  );
  await chart.renderAsync();
  return chart;
}

export function CardChart({ node }: ElementProps) {
  const { lang } = useCard();
  const dom = useRef<HTMLDivElement>(null);
  const [phase, setPhase] = useState<'loading' | 'ready' | 'fault'>('loading');
  const spec = objectAt(node, 'chart_spec') ?? {};
  const key = JSON.stringify(spec);
  const title = String(objectAt(spec, 'title')?.text ?? '');
  useEffect(() => {
    const place = dom.current;
    if (!place) return;
    let gone = false;
    let chart: Chart | undefined;
    draw(place, spec).then(
      (drawn) => {
        if (gone) return drawn.release();
        chart = drawn;
        setPhase('ready');
      },
      (fault: unknown) => {
        console.error(fault);
        setPhase('fault');
      },
    );
    return () => {
      gone = true;
      chart?.release();
    };
  }, [key]);
  const height = textAt(node, 'height');
  const size = height && /^\d+px$/.test(height) ? { height } : { aspectRatio: ratioOf(node) };
  return (
    <div class={`chart chart-${phase}`} style={size} role="img" aria-label={title}>
      <div ref={dom} class="chart-canvas" />
      {phase === 'ready' ? null : (
        <span class="chart-note">{say(lang, phase === 'fault' ? 'chartFault' : 'loading')}</span>
      )}
    </div>
  );
}
