import { keepLocalMessage } from "@/lib/notifications/local";
import { environment } from "@/lib/ports/environment";
import { keyring } from "@/lib/ports/keyring";
import { setLocalOutbox } from "@/lib/ports/local-outbox";
import { startWorker } from "./run";

/** What a portal process does when it starts. Wrong settings stop it here, with words. */
export function start(): void {
  const env = environment();
  keyring();
  if (env.PORTAL_MODE === "demo") setLocalOutbox(keepLocalMessage);
  if (env.PORTAL_WORKER === "on") startWorker();
}
