import type { Change, DocumentReport, SignatureReport } from "@/lib/pades/shapes";

/**
 * What a signature is worth to whoever brings the file. "sound": these bytes were signed with this certificate, whose
 * issuer is trusted, and nothing was done since but what signing does. "unknown-issuer": the same, but nobody vouches
 * for the name. "added-to": what was done since is what the signature left room for, and is seen: a field filled in, a
 * remark, which can cover what was signed or contradict it (Mainka and others, "Shadow Attacks", 2021; Rohlmann and
 * others, "Breaking the Specification", 2021). "changed": the signature is intact and what it was put on is not what one reads now.
 */
export type Worth =
  | "sound"
  | "unknown-issuer"
  | "expired"
  | "revoked"
  | "added-to"
  | "changed"
  | "broken"
  | "unjudged";

export type Overall = "unsigned" | Exclude<Worth, "expired" | "revoked"> | "not-trusted";

export function worthOf({ verdict, distrust, changes }: SignatureReport): Worth {
  if (verdict !== "valid") return verdict;
  if (changes.some(({ allowed }) => !allowed)) return "changed";
  if (distrust === null) return tellable(changes).length > 0 ? "added-to" : "sound";
  if (distrust === "expired" || distrust === "not-yet") return "expired";
  return distrust === "revoked" ? "revoked" : "unknown-issuer";
}

/** Of people: a time stamp over the document is no signature of anybody. */
export function signaturesOf(report: DocumentReport): SignatureReport[] {
  return report.signatures.filter(({ kind }) => kind === "signature");
}

/** The worst of all signatures is what the document is worth. */
export function overallOf(report: DocumentReport): Overall {
  const signatures = signaturesOf(report);
  if (signatures.length === 0) return "unsigned";
  const found = new Set(report.signatures.map(worthOf));
  for (const worst of ["broken", "changed", "unjudged"] as const) if (found.has(worst)) return worst;
  // Before whose it is: all that is worth less says that nothing was changed.
  if (isAddedTo(report.signatures)) return "added-to";
  const people = new Set(signatures.map(worthOf));
  if (people.has("expired") || people.has("revoked")) return "not-trusted";
  return people.has("unknown-issuer") ? "unknown-issuer" : "sound";
}

/** Whether something was done after one of them that a reader wants to hear, whatever each of them is worth. */
export function isAddedTo(signatures: readonly Pick<SignatureReport, "changes">[]): boolean {
  return signatures.some(({ changes }) => tellable(changes).length > 0);
}

/** What a reader wants to hear of what was done since: not what signing and archiving do by themselves. */
export function tellable(changes: readonly Change[]): Change[] {
  return changes.filter(
    ({ allowed, kind }) => !allowed || kind.startsWith("annotation-") || kind === "form-filled",
  );
}
