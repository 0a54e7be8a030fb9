import { canonicalJson, sha256Hex } from "@/lib/shared/hash";

/** What a version is: the bytes of its files and the figures that were shown. */
export type Manifest = {
  filing: string;
  version: number;
  pdf: string;
  xbrl: string;
  figures: unknown;
  amount: number;
  payBy: string | null;
  paymentReference: string | null;
};

/** The hash that an approval is bound to. */
export function manifestHash(manifest: Manifest): string {
  return sha256Hex(canonicalJson(manifest));
}
