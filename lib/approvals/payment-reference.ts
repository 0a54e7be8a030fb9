import { type Result, refuse } from "@/lib/shared/result";

/**
 * The betalingskenmerk that goes with a payment to the tax authority: 16 digits, of which the first is a check digit
 * over the other fifteen. The portal stores and checks it, and never makes one up: the authority gives it out.
 */

const WEIGHTS = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1];

/** Takes what a person typed or pasted, spaces, dots and dashes included; gives the 16 digits to store. */
export function checkPaymentReference(
  text: string,
): Result<{ value: string }, "not-16-digits" | "wrong-check-digit"> {
  const value = text.replace(/[\s.-]/g, "");
  if (!/^\d{16}$/.test(value)) return refuse("not-16-digits");
  return Number(value[0]) === checkDigit(value.slice(1)) ? { ok: true, value } : refuse("wrong-check-digit");
}

/** In fours, as banks and the authority print it. */
export function formatPaymentReference(reference: string): string {
  return reference.replace(/(\d{4})(?=\d)/g, "$1 ");
}

/** Weighted from the right; 11 minus the remainder of 11, where 10 becomes 1 and 11 becomes 0. */
function checkDigit(digits: string): number {
  const sum = [...digits]
    .reverse()
    .reduce((total, digit, i) => total + Number(digit) * (WEIGHTS[i % 10] ?? 0), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 1 : check === 11 ? 0 : check;
}

/** Where taxes are paid to, in the name of "Belastingdienst". Source: belastingdienst.nl, "Waar kan ik betalen". */
export const authorityIban = "NL86INGB0002445588";
