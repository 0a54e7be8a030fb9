import { firmsWithoutJob, sweepJobs, sweepThrottles } from "@/db/gate";
import { inScope, type Scoped } from "@/db/scope";
import { type System, systemOf, visitorOf } from "@/lib/access/actor";
import { planUnsent } from "@/lib/approvals/reminders";
import { forgetDrafts } from "@/lib/approvals/signing/forget";
import { warnOfCertificates } from "@/lib/delivery/certificates";
import { discardUploads } from "@/lib/dossier/abandoned";
import { forgetLocalMessages } from "@/lib/notifications/local";
import { enqueue } from "@/lib/outbox/enqueue";
import { now } from "@/lib/ports/clock";
import { log } from "@/lib/ports/log";
import { storage } from "@/lib/ports/storage";
import { warnOfSigningCertificates } from "@/lib/signing/ending";
import { planAnchors } from "./anchors";

const hour = 3_600_000;
const day = 24 * hour;
/** For so long what was sent can be looked up. */
const jobsKept = 30 * day;

/** Tidies up every hour, beginning now; answers how to stop that. */
export function keepHouse(): () => void {
  const tidy = () => tidyUp().catch((error) => log().warn({ err: error }, "could not tidy up"));
  const timer = setInterval(tidy, hour);
  void tidy();
  return () => clearInterval(timer);
}

/**
 * What is nobody's any more goes away; each firm gets its own job, once a day, and one for its audit chain, once an hour.
 * Safe in several processes at once.
 */
export async function tidyUp(): Promise<void> {
  const at = now().getTime();
  await sweepThrottles(new Date(at - day));
  while ((await sweepJobs(new Date(at - jobsKept))) === 1000);
  // An upload takes minutes; what stopped half-way a day ago is not going on.
  await storage().removeParts(new Date(at - day));
  const idempotencyKey = `housekeeping:${new Date(at).toISOString().slice(0, 10)}`;
  for (const firmId of await firmsWithoutJob(idempotencyKey)) {
    await inScope(systemOf(firmId, "housekeeping"), (ctx) =>
      enqueue(ctx, { kind: "housekeeping", payload: {}, idempotencyKey }),
    );
    // What was asked a code for is reached by its owner, and at the door.
    await inScope(visitorOf(firmId), (ctx) => forgetDrafts(ctx));
  }
  await planAnchors();
}

/**
 * The firm's own part of it: uploads that nobody published, and in the demo messages that nobody reads any more. And the
 * day's look for what was put under "Klaar om te verzenden" and not sent, and for certificates that end.
 */
export async function tidyFirm(ctx: Scoped<System>): Promise<void> {
  await discardUploads(ctx);
  await forgetLocalMessages(ctx);
  await planUnsent(ctx);
  await warnOfCertificates(ctx);
  await warnOfSigningCertificates(ctx);
}
