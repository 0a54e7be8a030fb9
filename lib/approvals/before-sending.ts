import { inScope } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import { reportIn } from "./inline/package";
import { refusalOf } from "./kinds";
import { whoseIs } from "./reading";
import { readDocument } from "./returns/read";
import { isZip } from "./returns/sniff";
import type { Stream } from "./shapes";

/** Why a file does not go to its recipient after all. */
export type NotSentBecause =
  /** It is of another than whom it would be sent for. */
  | "other-number"
  /** It names its owner by a fiscal number, and that of the organisation is not on file. */
  | "number-unknown"
  /** It is made for another recipient. */
  | "wrong-kind"
  /** Whose it is, it does not say in one way. */
  | "owner-unclear";

/**
 * Reads a file once more right before it goes to the KvK or a bank, as if nobody had looked at it: staff may have
 * published it while no number of the organisation was on file, and that number may have come, or changed, since.
 * @param file `number` is the KvK number that it is sent under; `bytes` those that are sent
 * @returns null when it may go
 */
export async function whyNotSent(
  actor: System,
  file: { organisationId: string; stream: Stream; number: string; bytes: Uint8Array },
): Promise<NotSentBecause | null> {
  const { organisationId, stream, number, bytes } = file;
  const opened = isZip(bytes) ? await reportIn(bytes) : { ok: true as const, report: bytes };
  const read = opened.ok ? readDocument(opened.report) : opened;
  if (!read.ok) return "owner-unclear";
  if (refusalOf(read.stream, stream)) return "wrong-kind";
  const { subject } = read;
  if (subject.scheme === "kvk") return subject.number === number ? null : "other-number";
  const whose = await inScope(actor, (ctx) => whoseIs(ctx, organisationId, subject));
  if (whose === "unknown") return "number-unknown";
  return typeof whose === "object" && "unity" in whose ? null : "other-number";
}
