import { useState } from 'preact/hooks';
import { moveClock } from '../actions.ts';
import { Icon } from '../icons.tsx';
import { useView } from '../store.ts';
import { clockTime, fullDate, weekday } from '../times.ts';
import { say } from '../words.ts';

const MOVES = [
  ['hour', 'nextHour'],
  ['workday', 'nextWorkday'],
  ['workday10', 'tenWorkdays'],
] as const;

/** The sandbox clock with its steps. On a narrow screen the steps unfold below the time. */
export function Clock() {
  const { state, lang, clockMoving, open } = useView();
  const [unfolded, setUnfolded] = useState(false);
  if (!state) return null;
  const { now, zone } = state;
  return (
    <div class="clock">
      <button
        type="button"
        class="clock-face"
        aria-expanded={unfolded}
        aria-label={say(lang, 'clock')}
        onClick={() => setUnfolded(!unfolded)}
      >
        <Icon name="clock" size={18} />
        <span class="clock-date">{fullDate(now, lang, zone)}</span>
        <span class="clock-week">{weekday(now, lang, zone)}</span>
        <strong>{clockTime(now, lang, zone)}</strong>
      </button>
      <div class={`clock-moves${unfolded ? ' unfolded' : ''}`}>
        {MOVES.map(([next, word]) => (
          <button
            key={next}
            type="button"
            class="cb cb-default cb-small"
            disabled={clockMoving}
            onClick={() => void moveClock(open[0] ?? '', next)}
          >
            {say(lang, word)}
          </button>
        ))}
      </div>
      <span class="clock-state" role="status">
        {clockMoving ? (
          <>
            <span class="spinner" aria-hidden="true" />
            <span class="visually-hidden">{say(lang, 'moving')}</span>
          </>
        ) : null}
      </span>
    </div>
  );
}
