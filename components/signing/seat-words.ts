import type { useTranslations } from "next-intl";
import { listOf } from "@/components/approvals/task-row";
import type { SigningSeat } from "@/lib/approvals/signing/shapes";
import type { SignatureReport } from "@/lib/pades/shapes";
import { formatMoment, type Language } from "@/lib/shared/dates";
import type { AlreadyThere } from "@/lib/signing/already-words";

type Words = ReturnType<typeof useTranslations<"signing">>;

/** How the code of a signature comes: in a text message, or out of the signer's own app. */
export type CodeBy = "sms" | "app";

/** How far a seat is, and of a signature that stands in the file whether it is right. */
export type SeatState = {
  kind: "signed" | "placing" | "you" | "waits" | "over";
  text: string;
  checked: "valid" | "unjudged" | "broken" | null;
};

/** Everything that is said of the seats of one document, to one person. */
export type SeatsView = {
  seats: readonly SigningSeat[];
  /** Who looks. */
  me: string;
  /** What was found in the file; empty where it could not be looked at. */
  signatures: readonly SignatureReport[];
  /** Of those, in words, the ones that are of nobody's seat. */
  already: readonly AlreadyThere[];
  firm: string;
  language: Language;
};

export function stateOfSeat(seat: SigningSeat, view: SeatsView, t: Words): SeatState {
  const { me, firm, language } = view;
  const { put, turn } = seat;
  const mine = seat.accountId === me;
  const say = (kind: SeatState["kind"], key: string, values: Record<string, string> = {}): SeatState => ({
    kind,
    text: t(`states.${key}`, values),
    checked: null,
  });
  if (put?.state === "put") {
    const found = signatureOf(seat, view);
    // When a time stamp was given it says when; else the moment that the person decided.
    const at = found?.time?.source === "timestamp" ? found.time.at : put.givenAt;
    return { ...say("signed", "signed", { day: formatMoment(at, language) }), checked: checkedIn(found) };
  }
  if (put?.state === "stopped") return say("placing", "stopped", { firm });
  if (put || turn === "approved") return say("placing", mine ? "placing" : "placingOther");
  if (turn === "rejected" || turn === "dropped") return say("over", turn);
  if (turn === "held") return say("waits", "after", { names: firstOnes(seat, view, t) });
  return mine ? say("you", "you") : say("waits", "asked");
}

/** Signatures of people that are of nobody's seat: they stood in the document when it came here. */
export function alreadyThere(view: Pick<SeatsView, "seats" | "signatures">): SignatureReport[] {
  const ours = view.seats.map((seat) => signatureOf(seat, view));
  return view.signatures.filter((one) => one.kind === "signature" && !ours.includes(one));
}

/** Of a seat that is in the file. */
function signatureOf(
  { put, field }: SigningSeat,
  { signatures }: Pick<SeatsView, "signatures">,
): SignatureReport | undefined {
  return put?.state === "put" ? signatures.find((one) => one.field === field?.name) : undefined;
}

/**
 * Who comes before a seat that is held: "Marieke van Dijk en Pieter van Dijk", or "u". Also whoever has signed, until that
 * can be seen in the file.
 */
export function firstOnes(seat: Pick<SigningSeat, "step">, view: SeatsView, t: Words): string {
  const first = view.seats.filter(
    ({ step, turn, put }) =>
      step < seat.step &&
      (["asked", "readyToSend", "held"].includes(turn) || (put !== null && put.state !== "put")),
  );
  const names = first.map(({ accountId, name }) =>
    accountId === view.me ? t("yourself") : (name ?? view.firm),
  );
  return listOf(names, view.language);
}

function checkedIn(report: SignatureReport | undefined): SeatState["checked"] {
  if (!report) return null;
  if (report.verdict !== "valid") return report.verdict;
  // With a certificate that was taken back nobody's signature is put on top of it either.
  if (report.distrust === "revoked") return "broken";
  return report.changes.every(({ allowed }) => allowed) ? "valid" : "broken";
}
