/** Header tint and title ink by template, as the client shows them. */
type Look = { readonly ground: string; readonly ink: string };

const LOOKS: Readonly<Record<string, Look>> = {
  blue: { ground: '#E1EAFF', ink: '#1C4CBA' },
  wathet: { ground: '#D9F3FD', ink: '#006999' },
  turquoise: { ground: '#D5F6F2', ink: '#036356' },
  green: { ground: '#D9F5D6', ink: '#186010' },
  yellow: { ground: '#FAF1D1', ink: '#5C3A00' },
  orange: { ground: '#FEEAD2', ink: '#6B3900' },
  red: { ground: '#FDE2E2', ink: '#81211C' },
  carmine: { ground: '#FCE6F2', ink: '#7B0A53' },
  violet: { ground: '#F8E6FE', ink: '#6D0A8C' },
  purple: { ground: '#ECE2FE', ink: '#4A1FA5' },
  indigo: { ground: '#E0E2FA', ink: '#1D2A9C' },
  lime: { ground: '#EEF6C6', ink: '#4B5C00' },
  grey: { ground: '#EFF0F1', ink: '#4C5158' },
};

const GREY: Look = { ground: '#EFF0F1', ink: '#4C5158' };

/** A header without template, or with `default`, is white with dark ink. */
export const headerColours = (template: string | undefined): Look =>
  LOOKS[template ?? ''] ?? { ground: '#FFFFFF', ink: '#1F2329' };

export const tagColours = (colour: string): Look => LOOKS[colour] ?? GREY;

const BASES: Readonly<Record<string, string>> = {
  blue: '#245BDB',
  carmine: '#D136A0',
  green: '#2B8A1F',
  indigo: '#4954E6',
  lime: '#6F8500',
  grey: '#646A73',
  orange: '#C25705',
  purple: '#7A35F0',
  red: '#D83931',
  sunflower: '#8F6A00',
  turquoise: '#078372',
  violet: '#B620E0',
  wathet: '#0A7EB5',
  yellow: '#8A6500',
};

/** A colour name of the card format (`red`, `grey-500`, `bg-white`) as CSS; unknown names show as plain ink. */
export function colourValue(name: string | undefined): string {
  if (name === 'white' || name === 'bg-white') return '#FFFFFF';
  const [base = '', step] = (name ?? '').split('-');
  const hue = BASES[base];
  if (!hue) return 'inherit';
  if (step === undefined) return hue;
  const strength = Number(step);
  // 50 is nearly white, 500 the hue itself, 1000 nearly black.
  return strength <= 500
    ? `color-mix(in srgb, ${hue} ${Math.max(4, strength / 5)}%, white)`
    : `color-mix(in srgb, ${hue} ${Math.max(30, 100 - (strength - 500) / 7)}%, black)`;
}
