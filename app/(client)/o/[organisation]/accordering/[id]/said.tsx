import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import type { FilingDetail } from "@/lib/approvals/shapes";

/** What there is to know first: that this is no current version, that it was rejected, or what the firm says with it. */
export function Said({
  filing,
  slug,
  firm,
  current,
}: {
  filing: FilingDetail;
  slug: string;
  firm: string;
  /** Whether the address asks for the current version. */
  current: boolean;
}) {
  const t = useTranslations("approvals");
  const signing = useTranslations("signing");
  const { state, stateReason, note } = filing;
  // The mandate is kept under the reason, as its last line.
  const [, why = stateReason, mandate] = stateReason?.match(/^(.*)\n(.*)$/s) ?? [];
  const rejection = filing.decisions.find(({ decision }) => decision === "rejected");
  return (
    <div className="mb-6 space-y-3 empty:hidden">
      {state === "replaced" && (
        <Note kind="warning">
          <strong>{t("replacedTitle")}</strong> {t("replacedText", { version: filing.version })}{" "}
          <a className="link" href={`/o/${slug}/accordering/${filing.id}`}>
            {t("toCurrent")}
          </a>
        </Note>
      )}
      {rejection && (
        <Note kind={state === "rejected" ? "danger" : "info"}>
          <strong>
            {filing.signing
              ? signing("refusedNote", { name: rejection.by })
              : t("rejectedBy", { name: rejection.by })}
          </strong>{" "}
          {rejection.category && t(`categories.${rejection.category}`)}
          <q className="mt-1 block whitespace-pre-line wrap-anywhere">{rejection.reason}</q>
          {state === "rejected" && current && <p className="mt-1">{t("rejectedNext", { firm })}</p>}
        </Note>
      )}
      {state === "filedWithoutApproval" && (
        <Note kind="warning">
          <strong>{t("states.filedWithoutApproval")}.</strong> <span className="wrap-anywhere">{why}</span>
          {mandate && <span className="block wrap-anywhere">{t("mandate", { mandate })}</span>}
        </Note>
      )}
      {filing.releasedAs && (
        <Note kind="warning">
          <strong>{t(`releasedAs.${filing.releasedAs}`)}</strong>
          {stateReason && state !== "filedWithoutApproval" && (
            <span className="whitespace-pre-line wrap-anywhere">: {stateReason}</span>
          )}
        </Note>
      )}
      {state === "refusedByRecipient" && <Note kind="warning">{t("refusedText", { firm })}</Note>}
      {state === "outcomeUnknown" && <Note kind="warning">{t("unknownText", { firm })}</Note>}
      {state === "notDelivered" && <Note kind="warning">{t("notSentText", { firm })}</Note>}
      {note && (
        <Note kind="info">
          <strong>{t("firmSays", { firm })}</strong>{" "}
          <span className="whitespace-pre-line wrap-anywhere">{note}</span>
        </Note>
      )}
    </div>
  );
}
