import { useState } from 'preact/hooks';
import { Icon } from '../icons.tsx';
import { fullDate, monthDays } from '../times.ts';
import { type Lang, say } from '../words.ts';

type Props = {
  readonly lang: Lang;
  readonly today: string;
  readonly chosen: string;
  readonly pick: (date: string) => void;
};

const WEEK = {
  zh: ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa', 'Su'],
} as const;

const pad = (n: number): string => String(n).padStart(2, '0');

/** One month to choose a day from, opening at the chosen day or at the sandbox's today. */
export function Calendar({ lang, today, chosen, pick }: Props) {
  const [year0 = 2026, month0 = 1] = (chosen || today).split('-').map(Number);
  // Months since year 0, so that stepping over New Year needs no special case.
  const [at, setAt] = useState(year0 * 12 + month0 - 1);
  const year = Math.floor(at / 12);
  const month = (at % 12) + 1;
  const title = lang === 'zh' ? `${year}年${month}月` : `${year}-${pad(month)}`;
  return (
    <div class="calendar">
      <div class="calendar-head">
        <button type="button" aria-label={say(lang, 'prevMonth')} onClick={() => setAt(at - 1)}>
          <Icon name="left" size={16} />
        </button>
        <strong aria-live="polite">{title}</strong>
        <button type="button" aria-label={say(lang, 'nextMonth')} onClick={() => setAt(at + 1)}>
          <Icon name="right" size={16} />
        </button>
      </div>
      <div class="calendar-grid">
        {WEEK[lang].map((day) => (
          <span key={day} class="calendar-week" aria-hidden="true">
            {day}
          </span>
        ))}
        {monthDays(year, month).map((day, i) => {
          if (day === null) return <span key={`blank-${i}`} />;
          const date = `${year}-${pad(month)}-${pad(day)}`;
          const mark = `${date === today ? ' today' : ''}${date === chosen ? ' chosen' : ''}`;
          return (
            <button
              key={date}
              type="button"
              class={`day${mark}`}
              aria-pressed={date === chosen}
              aria-label={fullDate(Date.parse(`${date}T12:00:00Z`), lang, 'UTC')}
              onClick={() => pick(date)}
            >
              {day}
            </button>
          );
        })}
      </div>
    </div>
  );
}
