import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";

/**
 * The number that a code may be sent to, or null: only one that was verified, and only in a country that the
 * firm allows, so that nobody earns by having the portal text expensive numbers (security statement 9).
 * @param account `mobile` is E.164
 * @param firm `allowedCountries` are ISO 3166-1 alpha-2
 */
export function textNumberOf(
  account: { mobile: string | null; mobileVerifiedAt: Date | null },
  firm: { allowedCountries: string[] },
): string | null {
  if (!account.mobile || !account.mobileVerifiedAt) return null;
  const number = parsePhoneNumberFromString(account.mobile);
  const allowed = number?.country && number.isValid() && firm.allowedCountries.includes(number.country);
  return allowed ? account.mobile : null;
}
