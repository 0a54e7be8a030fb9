import { NAMESPACES, type XbrlFact, type XbrlInstance } from "./instance";

// Thirteen digits of euros are more than the Kingdom has, and stay exact when counted in cents.
const WHOLE_EUROS = /^([+-]?\d{1,13})(?:\.0+)?$/;
const EUROS_AND_CENTS = /^([+-]?)(\d{1,13})(?:\.(\d{1,2})0*)?$/;

/** The amount of a fact in whole euros, as the tax authority wants them; in cents, or why there is none. */
export function inWholeEuros(
  fact: XbrlFact,
  instance: XbrlInstance,
): number | "not-in-euros" | "not-whole-euros" {
  if (!isInEuros(fact, instance)) return "not-in-euros";
  return wholeEuros(fact.value ?? "") ?? "not-whole-euros";
}

/** The amount of a fact that may hold cents, as accounts may. */
export function inEuros(fact: XbrlFact, instance: XbrlInstance): number | "not-in-euros" | "not-an-amount" {
  if (!isInEuros(fact, instance)) return "not-in-euros";
  return eurosAndCents(fact.value ?? "") ?? "not-an-amount";
}

/** "1234" and "1234.00" in cents; null for anything else. */
export function wholeEuros(text: string): number | null {
  const euros = WHOLE_EUROS.exec(text)?.[1];
  // Adding 0 makes 0 of -0, which JSON would not keep apart.
  return euros === undefined ? null : Number(euros) * 100 + 0;
}

function eurosAndCents(text: string): number | null {
  const [, sign, whole, decimals = ""] = EUROS_AND_CENTS.exec(text) ?? [];
  if (whole === undefined) return null;
  const cents = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  return (sign === "-" ? -cents : cents) + 0;
}

function isInEuros({ unitRef }: XbrlFact, { units }: XbrlInstance): boolean {
  const unit = units.get(unitRef ?? "");
  const [measure, ...others] = unit?.measures ?? [];
  const isEuro = measure?.namespace === NAMESPACES.currency && measure.name === "EUR";
  return isEuro && others.length === 0 && unit?.per.length === 0;
}
