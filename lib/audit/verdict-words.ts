import { momentText } from "./fault";
import type { Verdict } from "./verify";

/**
 * What is told of a trail: what was checked, what is wrong first, and what cannot be known from such a file.
 * @param trusted by whose roots the anchors were judged
 */
export function verdictWords(verdict: Verdict, trusted: "given" | "named in the file"): string[] {
  const { header, fault, entries, from, to } = verdict;
  const { firm, exportedAt } = header;
  const span = from && to ? `, of ${momentText(from)} to ${momentText(to)}` : "";
  const about = [
    `The audit trail of ${firm.name} (${firm.slug}, ${firm.id}), exported at ${momentText(new Date(exportedAt))}`,
    `${entries} entries${span}`,
  ];
  if (fault) {
    const subject = fault.seq === null ? "The file" : `Entry ${fault.seq}`;
    const upTo = verdict.right > 0 && fault.seq !== null && fault.seq > verdict.right;
    return [
      ...about,
      "",
      `BAD. ${subject}${fault.what.startsWith(",") ? "" : " "}${fault.what}.`,
      ...(upTo ? [`The hashes and links of the entries before it are right.`] : []),
      "This is the first thing that is wrong; of what comes after it this says nothing.",
    ];
  }
  return [
    ...about,
    "",
    "OK. Every hash and every link is right, no entry is missing between the first and the last, and the last is the head.",
    ...anchorWords(verdict, trusted),
  ];
}

function anchorWords({ anchors, lastAnchor, right }: Verdict, trusted: string): string[] {
  if (!lastAnchor)
    return [
      "There are no anchors in it: nobody outside the portal has stamped it.",
      "What cannot be known: whoever holds the whole database can have rewritten all of it, hashes and links included.",
    ];
  const { seq, at, by } = lastAnchor;
  const after = right - seq;
  return [
    `All ${anchors} anchors are right. By the last, of ${by}, entries 1 to ${seq} stood as they stand here at ${momentText(at)}.`,
    ...(trusted === "given"
      ? []
      : [
          "The certificates that this is trusted by came with the file itself. Whoever made it up can have made them up too:",
          "give --roots with the certificate that the time stamp service publishes.",
        ]),
    after === 0
      ? "What cannot be known: whether entries that came after the last anchor were left out."
      : `What cannot be known: entries ${seq + 1} to ${right} came after the last anchor, and whoever holds the whole database can have rewritten them or left some out.`,
    "Whether a certificate of the service was revoked later is not asked here.",
  ];
}
