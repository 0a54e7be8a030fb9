import type { Answer, Job } from "@/lib/outbox/job";
import { RefusedDocument, SignatureTooLarge } from "@/lib/pades/shapes";
import { DocumentTooHeavy } from "@/lib/pades/thread/lane";
import { log } from "@/lib/ports/log";
import { SigningServiceFailure, type SigningServiceFault } from "@/lib/ports/signing-key/service-call";
import { StorageFull } from "@/lib/ports/storage";
import { later, type PassingFault, stop } from "./stopped";
import type { Of } from "./version";

/** A document that takes too much may have had a busy machine; one that takes it three times has itself to blame. */
const MOST_TRIES_OF_HEAVY = 3;

/** What somebody can do about a service that keeps a key and does not sign with it. */
const KEY_FAULTS: Record<SigningServiceFault, PassingFault> = {
  unreachable: "key-away",
  "token-expired": "key-token",
  refused: "key-refused",
  unreadable: "key-refused",
  "not-its-signature": "key-refused",
};

/** What comes of a job in which something went wrong that is known. @throws the error, when it is not */
export function answerTo(error: unknown, job: Job, place: Of & { seat: number | null }): Answer {
  const { filingId: filing } = place;
  if (error instanceof RefusedDocument) {
    log().error({ err: error, filing }, "a document cannot be signed");
    return stop(job, place, "cannot-be-signed");
  }
  if (error instanceof SignatureTooLarge) {
    log().error({ err: error, filing }, "no room for a signature");
    return stop(job, place, "signature-too-large");
  }
  if (error instanceof DocumentTooHeavy && job.attempts >= MOST_TRIES_OF_HEAVY)
    return stop(job, place, "cannot-be-signed");
  if (error instanceof SigningServiceFailure) {
    log().warn({ err: error, filing }, "whoever keeps the key does not sign");
    return later(job, place, KEY_FAULTS[error.fault]);
  }
  if (error instanceof StorageFull) {
    log().error({ alarm: "storage-full", filing }, "no room for a signed document");
    return { outcome: "retry", reason: "storage-full" };
  }
  throw error;
}
