import { canonicalJson, sha256Hex } from "./hash";

/** What a version is: the bytes of its files, what it is called, and the figures and facts that were shown. */
export type Manifest = {
  filing: string;
  version: number;
  label: string | null;
  periodStart: string;
  periodEnd: string;
  /** SHA-256 of what the client reads, of the XBRL or XML, and of what goes with it. */
  attachment: string;
  data: string | null;
  annexes: string[];
  figures: unknown;
  amount: number | null;
  payBy: string | null;
  paymentReference: string | null;
  details: Record<string, string>;
  /** Who signs, in which order and where; left out where nothing is signed. */
  signing?: unknown;
};

/** The hash that a decision is bound to. */
export function manifestHash(manifest: Manifest): string {
  return sha256Hex(canonicalJson(manifest));
}

/** Whether what is stored now is what was decided about under this hash. */
export function isAsDecided(stored: Manifest, hash: string): boolean {
  if (hash === manifestHash(stored)) return true;
  // Those of before its title was part of it.
  const { label: _label, periodStart: _start, periodEnd: _end, ...untitled } = stored;
  return hash === sha256Hex(canonicalJson(untitled));
}
