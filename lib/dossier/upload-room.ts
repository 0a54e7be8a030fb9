const MB = 1024 * 1024;

/** Bytes. */
type Limits = { perAccount: number; perProcess: number };
type Kept = { ok: true; free(): void } | { ok: false; reason: "too-many-uploads" | "uploads-busy" };

/**
 * Keeps room for one upload, or says whose room is full. What was kept has to be given back by `free`, however it ends.
 * @param account whose upload it is, with the firm's id, as ids are unique in a firm alone
 */
type Keep = (account: string, bytes: number) => Kept;

/**
 * How many bytes of uploads the process holds at once: each is judged as a whole, so all that are under way are in
 * memory together. One person may have a whole publication under way (a PDF, a report package and five annexes).
 */
export const keepRoom = aRoom({ perAccount: 200 * MB, perProcess: 400 * MB });

/** Room of its own: who fills it up takes none of another. */
export function aRoom(room: Limits): Keep {
  const held = new Map<string, number>();
  return (account, bytes) => keepIn(held, room, account, bytes);
}

function keepIn(held: Map<string, number>, room: Limits, account: string, bytes: number): Kept {
  const own = held.get(account) ?? 0;
  const all = [...held.values()].reduce((sum, one) => sum + one, 0);
  if (own + bytes > room.perAccount) return { ok: false, reason: "too-many-uploads" };
  if (all + bytes > room.perProcess) return { ok: false, reason: "uploads-busy" };
  held.set(account, own + bytes);
  let kept = true;
  return {
    ok: true,
    free() {
      if (!kept) return;
      kept = false;
      const left = (held.get(account) ?? 0) - bytes;
      if (left > 0) held.set(account, left);
      else held.delete(account);
    },
  };
}
