import { Icon, type IconName } from '../icons.tsx';
import { useView } from '../store.ts';

const ICONS: Readonly<Record<string, IconName>> = {
  success: 'check',
  error: 'close',
  warning: 'alert',
  info: 'info',
};

/** A phone's toasts, top centre. The region is always there, so that screen readers hear what comes into it. */
export function Toasts({ openId }: { readonly openId: string }) {
  const { toasts, lang } = useView();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts
        .filter((t) => t.toast.openId === openId)
        .map(({ id, toast }) => (
          <div key={id} class={`toast toast-${toast.type}`}>
            <span class="toast-icon">
              <Icon name={ICONS[toast.type] ?? 'info'} size={14} />
            </span>
            <span>{toast.i18n?.[lang === 'zh' ? 'zh_cn' : 'en_us'] ?? toast.content}</span>
          </div>
        ))}
    </div>
  );
}
