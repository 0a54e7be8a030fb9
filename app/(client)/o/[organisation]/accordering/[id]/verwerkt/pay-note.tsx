import { useTranslations } from "next-intl";
import { wholeEuros } from "@/components/approvals/amount";
import { Note } from "@/components/ui/note";
import { authorityIban, formatPaymentReference } from "@/lib/approvals/payment-reference";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { streams } from "@/lib/approvals/streams";
import { now } from "@/lib/ports/clock";
import { formatDeadline, type Language, today } from "@/lib/shared/dates";

/** What is paid on the return itself has to have arrived in time; for income tax an assessment comes first. */
export function PayNote({ filing, language }: { filing: FilingDetail; language: Language }) {
  const t = useTranslations("approvals");
  const { amount, payBy } = filing;
  if (amount === null || amount <= 0) return null;
  if (streams[filing.stream].paid === "after-assessment")
    return <Note kind="info">{t("assessmentFirst")}</Note>;
  // Whoever looks up an old one has paid long since, or was told by others.
  if (!payBy || payBy < today(now())) return null;
  const iban = authorityIban.replace(/(.{4})(?=.)/g, "$1\u00a0");
  return (
    <Note kind="warning">
      <strong>{t("doNotForget")}</strong>{" "}
      {t("payText", {
        amount: wholeEuros(amount, language),
        day: formatDeadline(payBy, today(now()), language),
        iban,
      })}{" "}
      {filing.paymentReference &&
        t.rich("payReference", {
          reference: formatPaymentReference(filing.paymentReference),
          code: (chunks) => <span className="code">{chunks}</span>,
        })}
    </Note>
  );
}
