import { Component, type ComponentChildren, type ComponentType } from 'preact';
import { say } from '../words.ts';
import { CardButton } from './button.tsx';
import { CardChart } from './chart.tsx';
import { Checker } from './checker.tsx';
import { ColumnSet, Panel } from './containers.tsx';
import { type ElementProps, useCard } from './context.ts';
import { DatePicker } from './date.tsx';
import { Input } from './input.tsx';
import { isObject, textAt } from './json.ts';
import { MultiSelect } from './multi-select.tsx';
import { Select } from './select.tsx';
import { CardTable } from './table.tsx';
import { Div, Hr, MarkdownElement, Person, Picture } from './texts.tsx';

function Form({ node, path }: ElementProps) {
  const { version } = useCard();
  return (
    <fieldset key={version} class="card-form">
      <Elements node={node} path={path} />
    </fieldset>
  );
}

const KINDS: Readonly<Record<string, ComponentType<ElementProps>>> = {
  markdown: MarkdownElement,
  div: Div,
  hr: Hr,
  img: Picture,
  person: Person,
  person_list: Person,
  button: CardButton,
  input: Input,
  select_static: Select,
  select_person: Select,
  multi_select_static: MultiSelect,
  multi_select_person: MultiSelect,
  date_picker: DatePicker,
  checker: Checker,
  form: Form,
  column_set: ColumnSet,
  collapsible_panel: Panel,
  table: CardTable,
  chart: CardChart,
};

/** A component the page cannot draw stands out in red, so that nobody overlooks it. */
function Unknown({ name, fault }: { readonly name: string; readonly fault?: string }) {
  const { lang } = useCard();
  return (
    <div class="unknown" role="alert">
      {say(lang, 'unknown')} <code>{name}</code>
      {fault ? ` ${fault}` : null}
    </div>
  );
}

/** Keeps a fault in one component from taking the whole page along. */
class Guard extends Component<{ tag: string; children: ComponentChildren }, { fault?: string }> {
  override componentDidCatch(fault: unknown): void {
    this.setState({ fault: String(fault) });
  }
  override render() {
    return this.state.fault ? (
      <Unknown name={this.props.tag} fault={this.state.fault} />
    ) : (
      this.props.children
    );
  }
}

function CardElement({ node, path }: ElementProps) {
  const tag = textAt(node, 'tag') ?? '?';
  const Kind = Object.hasOwn(KINDS, tag) ? KINDS[tag] : undefined;
  return <Guard tag={tag}>{Kind ? <Kind node={node} path={path} /> : <Unknown name={tag} />}</Guard>;
}

/** The children of a container. Paths name places in the card as it came, so nothing is filtered before counting. */
export function Elements({ node, path }: ElementProps) {
  const elements: readonly unknown[] = Array.isArray(node.elements) ? node.elements : [];
  return (
    <>
      {elements.map((child, i) =>
        isObject(child) ? (
          <CardElement key={`${i}-${String(child.tag)}`} node={child} path={`${path}.elements.${i}`} />
        ) : null,
      )}
    </>
  );
}
