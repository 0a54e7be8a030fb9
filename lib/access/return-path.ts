/**
 * A path of our own to go back to after signing in, or null. Only what signing in leads to; never another
 * site (`//host`, a scheme, a backslash) and nothing with a secret in it.
 */
export function safeReturn(path: unknown): string | null {
  if (typeof path !== "string" || path.length > 500) return null;
  // No part begins with a dot: "." and ".." would lead elsewhere.
  const ours =
    /^\/(o|alle-organisaties|admin|profiel)(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*(\?[A-Za-z0-9._~=&%-]*)?$/;
  return ours.test(path) ? path : null;
}

/** An address with the path to go back to, if there is one. */
export function withReturn(address: string, path: string | null): string {
  if (!path) return address;
  return `${address}${address.includes("?") ? "&" : "?"}terug=${encodeURIComponent(path)}`;
}
