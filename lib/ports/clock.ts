const held = globalThis as typeof globalThis & { [clockKey]?: () => Date };
const clockKey = Symbol.for("portal.clock");

/** Now. A port, so that the story can be told in the past and rules be tested at any moment. */
export function now(): Date {
  return held[clockKey]?.() ?? new Date();
}

export function setClock(clock: (() => Date) | null): void {
  if (clock) held[clockKey] = clock;
  else delete held[clockKey];
}
