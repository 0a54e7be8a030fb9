import { hash, verify } from "@node-rs/argon2";
import { dictionary } from "@zxcvbn-ts/language-common";
import { environment } from "@/lib/ports/environment";

// argon2id, as OWASP's password storage cheat sheet gives it: 19 MiB, two passes, one lane.
export const argon = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
export const demoPassword = "Demo-portaal-2026";

export function hashPassword(password: string): Promise<string> {
  return hash(password, argon);
}

let decoy: Promise<string> | undefined;

/**
 * Verifies against the stored hash, or against a decoy when there is none: always exactly one
 * verification, so that time tells nothing about which accounts exist.
 */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("a password that nobody has");
  const matches = await verify(stored ?? (await decoy), password).catch(() => false);
  if (environment().PORTAL_MODE === "production" && password === demoPassword) return false;
  return matches && stored !== null;
}

let known: Set<string> | undefined;

/**
 * What is wrong with a new password, or null: 12 to 128 characters, any characters, and not one that
 * is in the lists of leaked passwords, in any case or with digits and signs around it (ASVS 5.0, 6.2).
 * @param personal names that are no secret here, the firm's and the person's: neither they nor one of their words
 */
export function passwordFault(
  password: string,
  personal: string[],
): "too-short" | "too-long" | "too-common" | null {
  const length = [...password].length;
  if (length < 12) return "too-short";
  if (length > 128) return "too-long";
  known ??= new Set(dictionary["passwords-common"] as string[]);
  const lower = password.toLowerCase();
  const bare = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, "");
  if (known.has(lower) || known.has(bare)) return "too-common";
  if (new Set(lower).size < 5 || stepsIn(lower) < 4) return "too-common";
  if (environment().PORTAL_MODE === "production" && password === demoPassword) return "too-common";
  const own = personal.flatMap((name) => [name, ...name.split(/\s+/)]).filter((word) => word.length >= 4);
  if (own.some((word) => bare === word.toLowerCase())) return "too-common";
  return null;
}

/** In how many different ways one character follows on another: 12345… and abcd… only ever go one up. */
function stepsIn(text: string): number {
  const points = [...text].map((sign) => sign.codePointAt(0) ?? 0);
  return new Set(points.slice(1).map((point, i) => point - (points[i] ?? 0))).size;
}
