/**
 * How many bytes of uploads the process holds at once: each is judged as a whole, so all that are under way are in
 * memory together. One person may have a whole publication under way (a PDF, a report package and five annexes).
 */
const MB = 1024 * 1024;
const room = { perAccount: 200 * MB, perProcess: 400 * MB } as const;

const held = new Map<string, number>();

/**
 * Keeps room for one upload, or says whose room is full. What was kept has to be given back by `free`, however it ends.
 * @param account whose upload it is, with the firm's id, as ids are unique in a firm alone
 */
export function keepRoom(
  account: string,
  bytes: number,
): { ok: true; free(): void } | { ok: false; reason: "too-many-uploads" | "uploads-busy" } {
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
