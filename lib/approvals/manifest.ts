import { canonicalJson, sha256Hex } from "@/lib/shared/hash";

/** What a version is: the bytes of its files, and the figures and facts that were shown. */
export type Manifest = {
  filing: string;
  version: number;
  /** SHA-256 of what the client reads, of the XBRL or XML, and of what goes with it. */
  attachment: string;
  data: string | null;
  annexes: string[];
  figures: unknown;
  amount: number | null;
  payBy: string | null;
  paymentReference: string | null;
  details: Record<string, string>;
};

/** The hash that a decision is bound to. */
export function manifestHash(manifest: Manifest): string {
  return sha256Hex(canonicalJson(manifest));
}
