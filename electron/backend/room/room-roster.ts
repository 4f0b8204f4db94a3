/** A laptop in the room, as its host knows it. */
export interface RoomGuest {
  readonly id: string;
  /** May be empty: names are a free choice. */
  readonly name: string;
  /** Changes that it says the host has not confirmed. */
  readonly unsent: number;
  /** False: it has not been heard of for a while. */
  readonly here: boolean;
  /** Milliseconds since 1970, by the host's clock. */
  readonly seenAt: number;
  /** Of the laptop's key; null: it has shown none. */
  readonly deviceKeyId: string | null;
}

export interface RoomRoster {
  /** A guest tells about itself. */
  heard(guest: Pick<RoomGuest, 'id' | 'name' | 'unsent' | 'deviceKeyId'>): void;
  left(id: string): void;
  /** Those that are here first; then those that went away without leaving. */
  guests(): RoomGuest[];
}

/** Guests tell about themselves every three seconds. */
const awayAfterMs = 12_000;
/** A laptop that fell asleep with unsent work stays listed; strangers with the code can't fill the memory. */
const maxGuests = 200;

export function createRoomRoster(now: () => number, wallClock: () => number): RoomRoster {
  const known = new Map<string, Omit<RoomGuest, 'id' | 'here'> & { heardMs: number }>();
  const isHere = ({ heardMs }: { heardMs: number }) => now() - heardMs < awayAfterMs;
  return {
    heard({ id, name, unsent, deviceKeyId }) {
      known.delete(id);
      known.set(id, { name, unsent, deviceKeyId, heardMs: now(), seenAt: wallClock() });
      const oldest = known.keys().next().value;
      if (known.size > maxGuests && oldest !== undefined) known.delete(oldest);
    },
    left: (id) => void known.delete(id),
    guests: () =>
      [...known]
        .map(([id, guest]) => {
          const { heardMs: _heardMs, ...told } = guest;
          return { id, ...told, here: isHere(guest) };
        })
        .toSorted(
          (left, right) => Number(right.here) - Number(left.here) || left.name.localeCompare(right.name),
        ),
  };
}
