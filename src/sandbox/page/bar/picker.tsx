import { useEffect, useRef, useState } from 'preact/hooks';
import type { SandboxPerson, SandboxState } from '../../protocol.ts';
import { addPerson } from '../actions.ts';
import { Avatar } from '../avatar.tsx';
import { Icon } from '../icons.tsx';
import { personName } from '../select.ts';
import { useView } from '../store.ts';
import { type Lang, say } from '../words.ts';

/** People whose name, title or department holds every word searched for, by department in the bureau's order. */
function findPeople(
  people: readonly SandboxPerson[],
  search: string,
): ReadonlyMap<string, readonly SandboxPerson[]> {
  const wanted = search
    .toLowerCase()
    .split(/\s+/)
    .filter((w) => w !== '');
  const hits = people.filter((p) => {
    const haystack = [p.name, p.enName, p.title, ...p.departmentPath].join(' ').toLowerCase();
    return wanted.every((w) => haystack.includes(w));
  });
  // The first part of the path is the bureau itself.
  return Map.groupBy(hits, (p) => p.departmentPath.slice(-2).join(' / '));
}

type RowProps = {
  readonly person: SandboxPerson;
  readonly state: SandboxState;
  readonly lang: Lang;
  readonly opened: boolean;
  readonly choose: () => void;
};

const Row = ({ person, state, lang, opened, choose }: RowProps) => (
  <button type="button" class="picker-row" onClick={choose}>
    <Avatar id={person.openId} name={person.name} size={32} />
    <span class="picker-words">
      <span>{personName(state, person.openId, lang)}</span>
      <span class="quiet">{person.active ? person.title : `${person.title} · ${say(lang, 'left')}`}</span>
    </span>
    {opened ? <Icon name="check" size={18} /> : null}
  </button>
);

function PickerList({ search, close }: { readonly search: string; readonly close: () => void }) {
  const { state, lang, open } = useView();
  if (!state) return null;
  const groups = [...findPeople(state.people, search)];
  const choose = (openId: string) => {
    close();
    void addPerson(openId);
  };
  return (
    <div class="picker-list">
      {groups.length === 0 ? <p class="system-line">{say(lang, 'nobody')}</p> : null}
      {groups.map(([department, people]) => (
        <section key={department} aria-label={department}>
          <h3>{department}</h3>
          {people.map((person) => (
            <Row
              key={person.openId}
              person={person}
              state={state}
              lang={lang}
              opened={open.includes(person.openId)}
              choose={() => choose(person.openId)}
            />
          ))}
        </section>
      ))}
    </div>
  );
}

/** Chooses whom to be next: everybody of the bureau, grouped by department, found by any part of what is known. */
export function Picker({ close }: { readonly close: () => void }) {
  const { lang } = useView();
  const [search, setSearch] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the dialogue closes it; Escape and a button do too
    <div
      class="veil veil-page"
      onClick={(event) => (event.target === event.currentTarget ? close() : undefined)}
      onKeyDown={(event) => (event.key === 'Escape' ? close() : undefined)}
    >
      <div class="picker" role="dialog" aria-modal="true" aria-label={say(lang, 'addPerson')}>
        <div class="picker-head">
          <h2>{say(lang, 'addPerson')}</h2>
          <button type="button" class="icon-button" aria-label={say(lang, 'close')} onClick={close}>
            <Icon name="close" size={18} />
          </button>
        </div>
        <input
          ref={field}
          type="search"
          value={search}
          placeholder={say(lang, 'search')}
          aria-label={say(lang, 'search')}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
        <PickerList search={search} close={close} />
      </div>
    </div>
  );
}
