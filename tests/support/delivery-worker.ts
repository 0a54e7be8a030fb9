import { keepLocalMessage } from "@/lib/notifications/local";
import { setLocalOutbox } from "@/lib/ports/local-outbox";
import { handlers } from "@/lib/worker/handlers";
import { runWorker } from "@/lib/worker/run";

/** A worker that is there to be killed: the real loop with the real work. */
setLocalOutbox(keepLocalMessage);
runWorker(handlers, Number(process.env.LEASE_SECONDS ?? 2));
console.log("running");
