import { Check } from "lucide-react";
import { getTranslations } from "next-intl/server";
import { directionKey, wholeEuros } from "@/components/approvals/amount";
import { ActionForm } from "@/components/ui/action-form";
import { Card, CardBody } from "@/components/ui/card";
import { Submit } from "@/components/ui/submit";
import { formWords } from "@/lib/access/form-words";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { now } from "@/lib/ports/clock";
import { formatDeadline, type Language, today } from "@/lib/shared/dates";
import { askForApprovalCode } from "./actions";

/** The amount, its direction and its dates, and beside them the one thing to do. */
export async function Outcome({
  filing,
  slug,
  language,
  contact,
  contactId,
}: {
  filing: FilingDetail;
  slug: string;
  language: Language;
  contact: string | null;
  contactId: string | null;
}) {
  const t = await getTranslations("approvals");
  const day = today(now());
  const heading = { toPay: "ToPay", toReceive: "ToReceive", nothingToPay: "NothingToPay" } as const;
  return (
    <Card className="max-md:order-1" aria-labelledby="outcome">
      <CardBody>
        <h2 id="outcome" className="font-normal text-ink-2 text-sm tracking-normal">
          {t(heading[directionKey(filing.amount)])}
        </h2>
        <p className="num mt-1 mb-1.5 font-[680] text-fig tracking-[-0.025em]">
          {wholeEuros(filing.amount, language)}
        </p>
        {filing.myTurn && (
          <p className="text-ink-2">
            {t.rich("approveByRich", {
              day: formatDeadline(filing.approveBy, day, language, "weekday"),
              b: (chunks) => <strong className="text-ink">{chunks}</strong>,
            })}
          </p>
        )}
        {filing.payBy && (
          <p className="text-ink-2">
            {t.rich("payByRich", {
              day: formatDeadline(filing.payBy, day, language),
              b: (chunks) => <strong className="text-ink">{chunks}</strong>,
            })}
          </p>
        )}
        {filing.myTurn && (
          <>
            <ApproveButton filing={filing} slug={slug} />
            <p className="mt-3.5 text-sm">
              {t("doubt")}{" "}
              <a className="link" href={`/o/${slug}/contact${contactId ? `?aan=${contactId}` : ""}`}>
                {contact ? t("ask", { name: contact.split(" ")[0] ?? contact }) : t("askFirm")}
              </a>
            </p>
          </>
        )}
      </CardBody>
    </Card>
  );
}

/** On a phone it stays in reach at the bottom of the screen, in the place of the menu. */
async function ApproveButton({ filing, slug }: { filing: FilingDetail; slug: string }) {
  const t = await getTranslations("approvals");
  const words = await formWords(
    "already-completed",
    "attachment-changed",
    "no-number",
    "too-many-codes",
    "too-many-tries",
    "expired",
    "used",
  );
  return (
    <ActionForm
      action={askForApprovalCode}
      words={words}
      className="no-print mt-5 max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:z-20 max-md:mt-0 max-md:border-line max-md:border-t max-md:bg-surface max-md:px-[1.125rem] max-md:pt-3 max-md:pb-[calc(.75rem+env(safe-area-inset-bottom))] max-md:shadow-e3"
    >
      <input type="hidden" name="organisatie" value={slug} />
      <input type="hidden" name="filing" value={filing.id} />
      <Submit variant="approve" wide busy={t("requesting")}>
        <Check aria-hidden />
        {t("approve")}
      </Submit>
    </ActionForm>
  );
}
