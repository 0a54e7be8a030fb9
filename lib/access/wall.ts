/** The mark that a wrapper leaves on what it wraps; the wall tests refuse an action or route without one. */
const wall = Symbol.for("portal.wall");

export type Wall = {
  audience: "client" | "staff" | "member" | "visitor" | "demo" | "machine";
  ability: string;
};

export function behindWall<F extends (...args: never[]) => unknown>(mark: Wall, guarded: F): F {
  return Object.assign(guarded, { [wall]: mark });
}

export function wallOf(value: unknown): Wall | null {
  if (typeof value !== "function") return null;
  return (value as { [wall]?: Wall })[wall] ?? null;
}
