import { parsePhoneNumberFromString } from "libphonenumber-js/mobile";
import { derivedSecret } from "@/lib/ports/keyring";
import { hmac } from "@/lib/shared/hash";

/**
 * A telephone number in the one form in which it is sent to, compared and hashed (E.164), however it was typed: two
 * ways of writing must not pass for two telephones. Null for what is no number of a mobile telephone, or has an
 * extension, which a text message cannot reach.
 */
export function telephoneOf(written: string | null): string | null {
  const number = parsePhoneNumberFromString(written ?? "", { extract: false });
  return number?.isValid() && !number.ext ? number.number : null;
}

/** A keyed hash of a telephone number, which tells two telephones apart and says neither; null where there is none. */
export function telephoneHash(firmId: string, written: string | null): Buffer | null {
  const number = telephoneOf(written);
  return number ? hmac(derivedSecret("numbers"), `${firmId}:${number}`) : null;
}

/**
 * The number that a code may be sent to, in E.164, or null: only one that was verified, and only in a country that the
 * firm allows, so that nobody earns by having the portal text expensive numbers (security statement 9).
 * @param firm `allowedCountries` are ISO 3166-1 alpha-2
 */
export function textNumberOf(
  account: { mobile: string | null; mobileVerifiedAt: Date | null },
  firm: { allowedCountries: string[] },
): string | null {
  const number = account.mobileVerifiedAt ? telephoneOf(account.mobile) : null;
  const country = number ? parsePhoneNumberFromString(number)?.country : null;
  return country && firm.allowedCountries.includes(country) ? number : null;
}
