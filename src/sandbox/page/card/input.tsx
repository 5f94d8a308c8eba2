import type { TargetedKeyboardEvent } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { type ElementProps, useCard } from './context.ts';
import { contentOf, numberAt, objectAt, textAt } from './json.ts';
import { fieldId, fieldName } from './label.ts';

/** Feishu's longest input. */
const MAX = 1000;

type Area = HTMLInputElement & HTMLTextAreaElement;

/** Grows a multi-line input with its text when the card asks for it. */
function useGrowth(active: boolean, value: string) {
  const ref = useRef<Area>(null);
  useLayoutEffect(() => {
    if (!active || !ref.current) return;
    ref.current.style.height = 'auto';
    ref.current.style.height = `${Math.min(ref.current.scrollHeight + 2, 320)}px`;
  }, [active, value]);
  return ref;
}

export function Input({ node, path }: ElementProps) {
  const { lang, read, write, isMissing, press, inForm } = useCard();
  const value = String(read(path, node));
  const id = fieldId(useId(), path);
  const many = textAt(node, 'input_type') === 'multiline_text';
  const secret = textAt(node, 'input_type') === 'password';
  const max = numberAt(node, 'max_length') ?? MAX;
  const ref = useGrowth(many && node.auto_resize === true, value);
  const label = contentOf(objectAt(node, 'label'), lang);
  const shared = {
    id,
    ref,
    value,
    maxLength: max,
    disabled: node.disabled === true,
    placeholder: contentOf(objectAt(node, 'placeholder'), lang),
    'aria-invalid': isMissing(path),
    'aria-required': node.required === true,
    'aria-label': label === '' ? fieldName(node, lang) : undefined,
    'data-path': path,
    onInput: (event: { readonly currentTarget: { readonly value: string } }) =>
      write(path, event.currentTarget.value),
  };
  const onEnter = (event: TargetedKeyboardEvent<HTMLInputElement>) => {
    // A standalone input calls back on Enter; inside a form nothing happens before the submit button.
    if (event.key === 'Enter' && !event.isComposing && !inForm(path)) press(path, node, value);
  };
  return (
    <div class={`field${textAt(node, 'label_position') === 'left' ? ' field-left' : ''}`}>
      {label === '' ? null : (
        <label for={id} class={node.required === true ? 'required' : undefined}>
          {label}
        </label>
      )}
      <div class="field-box">
        {many ? (
          <textarea {...shared} rows={numberAt(node, 'rows') ?? 5} />
        ) : (
          <input {...shared} {...(secret ? { type: 'password' } : { type: 'text' })} onKeyDown={onEnter} />
        )}
        <span class="counter" aria-hidden="true">
          {value.length}/{max}
        </span>
      </div>
    </div>
  );
}
