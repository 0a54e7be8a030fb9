import { useTranslations } from "next-intl";
import { Note } from "@/components/ui/note";
import type { Language } from "@/lib/shared/dates";
import type { StaffFilingDetail } from "@/lib/staff/filing";
import { OpeningList } from "./openings";

const known = [
  "intrekken",
  "zonder-akkoord",
  "ingediend",
  "vrijgeven",
  "vervalt",
  "opnieuw-aangeleverd",
  "aangekomen",
  "nagevraagd",
  "teruggenomen",
  "opnieuw-geplaatst",
  "opnieuw-afgerond",
  "ondertekend",
  "geweigerd",
] as const;

/** What was just done, as long as the document shows that it was; after withdrawing at once who had opened it (D5). */
export function Done({
  what,
  filing,
  language,
}: {
  what: string | string[] | undefined;
  filing: StaffFilingDetail;
  language: Language;
}) {
  const t = useTranslations("staff");
  const done = known.find((one) => one === what);
  if (!done || !shows(done, filing)) return null;
  return (
    <Note kind="ok" role="status" className="mt-3">
      <p>{t(`did.${done}`)}</p>
      {done === "intrekken" && (
        <>
          <p className="mt-2 mb-1 font-[640]">
            {t(filing.openings.length > 0 ? "openedBefore" : "openedTitle")}
          </p>
          <OpeningList filing={filing} language={language} />
        </>
      )}
    </Note>
  );
}

function shows(
  done: (typeof known)[number],
  { state, filedAt, waitsFor, approvers, signing, finishing }: StaffFilingDetail,
): boolean {
  switch (done) {
    case "intrekken":
      return state === "withdrawn";
    case "zonder-akkoord":
      return state === "filedWithoutApproval";
    case "ingediend":
      return filedAt !== null;
    case "vrijgeven":
      return waitsFor === null;
    case "opnieuw-aangeleverd":
      return state === "approved" || state === "delivered";
    case "aangekomen":
    case "nagevraagd":
    case "teruggenomen":
      return state === "outcomeUnknown" || state === "refusedByRecipient";
    case "vervalt":
      return approvers.some(({ turn }) => turn === "dropped");
    case "opnieuw-afgerond":
      return finishing?.state === "underWay" || Boolean(signing?.proof);
    case "opnieuw-geplaatst":
    case "ondertekend":
      return signing?.seats.some(({ put }) => put !== null && put.state !== "stopped") ?? false;
    case "geweigerd":
      return state === "rejected";
  }
}
