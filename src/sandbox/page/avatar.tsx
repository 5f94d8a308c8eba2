import { Icon } from './icons.tsx';

/** Calm avatar grounds; a person keeps theirs, since it follows from the id. */
const GROUNDS = ['#3370ff', '#0fa3b1', '#7f3bf5', '#f5822a', '#2ea121', '#c0397f', '#5c6bc0', '#8d6e3f'];

const groundOf = (id: string): string => {
  const sum = [...id].reduce((n, c) => n + (c.codePointAt(0) ?? 0), 0);
  return GROUNDS[sum % GROUNDS.length] ?? '#3370ff';
};

/** Chinese names show their last two characters, others their initials, as the client does. */
export function initials(name: string): string {
  if (/[\u4e00-\u9fff]/.test(name)) return [...name].slice(-2).join('');
  return name
    .split(/\s+/)
    .map((part) => part[0] ?? '')
    .join('')
    .slice(0, 2)
    .toUpperCase();
}

type Props = {
  readonly id: string;
  readonly name: string;
  readonly kind?: 'person' | 'bot' | 'group';
  readonly size?: number;
};

export const Avatar = ({ id, name, kind = 'person', size = 32 }: Props) => (
  <span
    class={`avatar avatar-${kind}`}
    style={{
      width: `${size}px`,
      height: `${size}px`,
      fontSize: `${Math.round(size * 0.36)}px`,
      ...(kind === 'person' ? { background: groundOf(id) } : {}),
    }}
    aria-hidden="true"
  >
    {kind === 'person' ? initials(name) : <Icon name={kind} size={Math.round(size * 0.62)} />}
  </span>
);
