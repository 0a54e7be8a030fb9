/**
 * The betalingskenmerk that goes with a payment to the tax authority: 16 digits, of which the first is a check digit
 * over the other fifteen. The portal stores and checks it, and never makes one up: the authority gives it out.
 */

const WEIGHTS = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1];

/** "0012 3456.7012-1100" becomes its 16 digits; null when it has another length or the check digit is wrong. */
export function parsePaymentReference(text: string): string | null {
  const digits = text.replace(/[\s.\-\u00a0]/g, "");
  return /^\d{16}$/.test(digits) && Number(digits[0]) === checkDigit(digits.slice(1)) ? digits : null;
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
