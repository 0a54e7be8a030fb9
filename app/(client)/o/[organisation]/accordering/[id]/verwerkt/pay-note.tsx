import { getTranslations } from "next-intl/server";
import { wholeEuros } from "@/components/approvals/amount";
import { Note } from "@/components/ui/note";
import { authorityIban, formatPaymentReference } from "@/lib/approvals/payment-reference";
import type { FilingDetail } from "@/lib/approvals/shapes";
import { now } from "@/lib/ports/clock";
import { formatDeadline, type Language, today } from "@/lib/shared/dates";

/** VAT is paid on the return itself, and the money must have arrived in time. */
export async function PayNote({ filing, language }: { filing: FilingDetail; language: Language }) {
  // Whoever looks up an old one has paid long since, or was told by others.
  if (!filing.payBy || filing.amount <= 0 || filing.payBy < today(now())) return null;
  const t = await getTranslations("approvals");
  const iban = authorityIban.replace(/(.{4})(?=.)/g, "$1\u00a0");
  return (
    <Note kind="warning">
      <strong>{t("doNotForget")}</strong>{" "}
      {t("payText", {
        amount: wholeEuros(filing.amount, language),
        day: formatDeadline(filing.payBy, today(now()), language),
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
