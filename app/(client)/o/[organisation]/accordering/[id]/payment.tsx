import { useTranslations } from "next-intl";
import { CopyButton } from "@/components/ui/copy-button";
import { authorityIban, formatPaymentReference } from "@/lib/approvals/payment-reference";
import type { FilingDetail } from "@/lib/approvals/shapes";

/** Where the money goes and with which reference, where there is something to pay now. */
export function Payment({ filing }: { filing: FilingDetail }) {
  const t = useTranslations("approvals");
  const { payBy, paymentReference } = filing;
  if (!payBy && !paymentReference) return null;
  return (
    <div className="mt-4 space-y-3 border-line border-t pt-4">
      {payBy && (
        <p>
          <span className="block text-ink-2 text-sm">{t("iban")}</span>
          <span className="code">{authorityIban.replace(/(.{4})(?=.)/g, "$1\u00a0")}</span>
        </p>
      )}
      {paymentReference && (
        <div>
          <p className="text-ink-2 text-sm">{t("paymentReference")}</p>
          <p className="flex items-center justify-between gap-3">
            <strong className="code">{formatPaymentReference(paymentReference)}</strong>
            <CopyButton
              className="-mr-3.5"
              text={paymentReference}
              words={{ copy: t("copy"), copied: t("copied") }}
            />
          </p>
        </div>
      )}
    </div>
  );
}
