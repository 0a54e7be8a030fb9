import { environment } from "@/lib/ports/environment";
import { localTimestampService } from "./local";
import { remoteTimestampService } from "./remote";
import type { TimestampService } from "./service";

let chosen: TimestampService | null | undefined;

/**
 * The service at TIMESTAMP_URL; in the demo without one the one in this process. Null: there is none, and whoever signs
 * keeps that with the signature.
 */
export function timestampService(): TimestampService | null {
  const { TIMESTAMP_URL: url, TIMESTAMP_ROOTS: roots, PORTAL_MODE } = environment();
  chosen ??=
    url && roots
      ? remoteTimestampService({ url, roots })
      : PORTAL_MODE === "demo"
        ? localTimestampService()
        : null;
  return chosen;
}
