import { checkPaymentReference } from "@/lib/approvals/payment-reference";
import type { FilingPeriod } from "@/lib/shared/dates";

/** An invented betalingskenmerk with a right check digit: whose, of which tax, and over which period or assessment. */
export function paymentReferenceOf(number: string, tax: "01" | "06" | "20", period: FilingPeriod): string {
  const digits = `${number.slice(0, 9)}${tax}${period.end.slice(3, 4)}${period.end.slice(5, 7)}0`;
  for (let first = 0; first <= 9; first++) {
    const checked = checkPaymentReference(`${first}${digits}`);
    if (checked.ok) return checked.value;
  }
  throw new Error(`No betalingskenmerk has the digits ${digits}`);
}
