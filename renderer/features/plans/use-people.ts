import { useEffect, useState } from 'react';
import type { Awareness } from 'y-protocols/awareness';

export interface Person {
  clientId: number;
  name: string;
  color: string;
}

/** The other people in the document now. What they say of themselves is not trusted to be well-formed. */
export function usePeople(awareness: Awareness): Person[] {
  const [people, setPeople] = useState<Person[]>([]);
  useEffect(() => {
    const read = () => {
      const next = readPeople(awareness);
      setPeople((before) => (JSON.stringify(before) === JSON.stringify(next) ? before : next));
    };
    awareness.on('change', read);
    read();
    return () => awareness.off('change', read);
  }, [awareness]);
  return people;
}

function readPeople(awareness: Awareness): Person[] {
  return [...awareness.getStates()]
    .filter(([clientId]) => clientId !== awareness.clientID)
    .slice(0, 50)
    .map(([clientId, state]) => {
      const user = (state as { user?: { name?: unknown; color?: unknown } }).user;
      const name = typeof user?.name === 'string' ? user.name.slice(0, 80) : '';
      const color =
        typeof user?.color === 'string' && /^#[0-9a-f]{6}$/i.test(user.color) ? user.color : '#5b6472';
      return { clientId, name, color };
    });
}
