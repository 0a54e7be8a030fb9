import { maskObNumber, parseObNumber } from "@/lib/approvals/vat/ob-number";
import type { Subject, SubjectScheme } from "./shapes";

const PLAIN = /[\s.-]/g;

/**
 * The number in a text, in the notation that it is stored in, or null when it is none of that register.
 *
 * BSN and RSIN: nine digits that pass the eleven-test (weights 9 to 2, then -1), not all of them 0. KvK: eight
 * digits without a check. Loonheffingen: nine digits, L, two digits; VAT the same with a B.
 */
export function parseNumber(scheme: SubjectScheme, text: string): string | null {
  if (text.length > 40) return null;
  const bare = text.replace(PLAIN, "").toUpperCase();
  switch (scheme) {
    case "ob":
      return parseObNumber(text);
    case "rsin":
    case "bsn":
      return /^\d{9}$/.test(bare) && passesElevenTest(bare) ? bare : null;
    case "kvk":
      return /^\d{8}$/.test(bare) ? bare : null;
    case "loonheffingen":
      return /^\d{9}L\d{2}$/.test(bare) ? bare : null;
  }
}

function passesElevenTest(nine: string): boolean {
  const digits = [...nine].map(Number);
  const sum = digits.reduce((total, digit, at) => total + digit * (at === 8 ? -1 : 9 - at), 0);
  return sum % 11 === 0 && digits.some((digit) => digit > 0);
}

/**
 * A number as figures may keep it. The KvK number is public. Of the others too little is left to be a BSN: a sole
 * trader's VAT and payroll tax numbers contain it.
 */
export function maskNumber({ scheme, number }: Subject): string {
  switch (scheme) {
    case "kvk":
      return number;
    case "rsin":
    case "bsn":
      return `${"•".repeat(7)}${number.slice(-2)}`;
    case "ob":
    case "loonheffingen":
      return maskObNumber(number);
  }
}
