/** The few icons the page draws, 1.6 px strokes on a 20 px grid. Decorative: the control around them has the label. */
const PATHS = {
  plus: 'M10 4v12M4 10h12',
  close: 'M5 5l10 10M15 5L5 15',
  send: 'M3.5 10L16.5 4l-3.5 12.5-3.2-5L3.5 10zM9.8 11.5L16.5 4',
  attach: 'M14.5 9.2l-5 5a3 3 0 01-4.3-4.2l5.7-5.7a2 2 0 012.9 2.8l-5.6 5.6a1 1 0 01-1.5-1.4l4.8-4.7',
  down: 'M5 8l5 5 5-5',
  left: 'M12 5l-5 5 5 5',
  right: 'M8 5l5 5-5 5',
  calendar: 'M4 6.5h12v9.5H4zM4 9.5h12M7 4v3.5M13 4v3.5',
  check: 'M4.5 10.5l3.8 3.8L15.5 6.5',
  file: 'M5.5 3.5h6l3 3v10h-9zM11.5 3.5v3h3',
  bot: 'M5 8h10v7.5H5zM10 8V5M8 11.2v1M12 11.2v1M3 10.5v2.5M17 10.5v2.5',
  group:
    'M7.2 9.5a2.3 2.3 0 100-4.6 2.3 2.3 0 000 4.6zM3 15.5c.2-2.5 1.8-4 4.2-4s4 1.5 4.2 4M13 9.2a2 2 0 100-4M13.6 11.6c2 .2 3.2 1.6 3.4 3.9',
  clock: 'M10 16.5a6.5 6.5 0 100-13 6.5 6.5 0 000 13zM10 6.5V10l2.5 1.8',
  info: 'M10 9v5M10 6.2v.3',
  alert: 'M10 5.5v5.5M10 13.6v.3',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 18 }: { readonly name: IconName; readonly size?: number }) => (
  <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
    <path d={PATHS[name]} />
  </svg>
);
