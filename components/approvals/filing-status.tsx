import { useTranslations } from "next-intl";
import { Status, type StatusKind } from "@/components/ui/status";
import type { FilingRow } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";

type Shown = Pick<FilingRow, "state" | "mine" | "waits" | "inVain" | "stream" | "opened"> &
  Partial<Pick<FilingRow, "filedAt">>;

/** What a state is called for this person, as a key of `states` in the message file, and how it looks. */
export function statusOf({ state, mine, waits, inVain, stream, opened }: Shown): {
  kind: StatusKind;
  key: string;
} {
  const bank = streams[stream].goesTo === "bank";
  switch (state) {
    case "open":
    case "readyToSend":
      if (inVain) return { kind: "wait", key: "firm" };
      if (mine === "readyToSend") return { kind: "ready", key: "readyToSend" };
      if (waits) return { kind: "locked", key: "waits" };
      return mine === null ? { kind: "wait", key: "others" } : { kind: "you", key: "you" };
    case "approved":
    case "delivered":
      return { kind: "wait", key: bank ? "underWayToBank" : "underWayToKvk" };
    case "acceptedByRecipient":
      return { kind: "done", key: bank ? "acceptedByBank" : "acceptedByKvk" };
    case "completed":
      return { kind: "done", key: "completed" };
    case "rejected":
      return { kind: "bad", key: "rejected" };
    case "refusedByRecipient":
      return { kind: "bad", key: "refused" };
    case "outcomeUnknown":
    case "notDelivered":
      return { kind: "wait", key: "firm" };
    case "toRead":
      return opened ? { kind: "wasRead", key: "wasRead" } : { kind: "read", key: "toRead" };
    default:
      return { kind: "over", key: state };
  }
}

/**
 * The status of a document in the words of the manual; it says whose turn it is. "Afgerond" is the client's part: that
 * the firm has filed it stands beside it (F52).
 */
export function FilingStatus({ filing, firm }: { filing: Shown; firm: string }) {
  const t = useTranslations("approvals");
  const { kind, key } = statusOf(filing);
  const status = <Status kind={kind}>{t(`states.${key}`, { firm })}</Status>;
  if (filing.state !== "completed" || !filing.filedAt) return status;
  return (
    <span>
      {status} <span className="text-ink-2 text-sm">· {t("filed")}</span>
    </span>
  );
}
