/**
 * What a status of Digipoort means for a filing. underway: nothing to do. delivered: at the recipient, not yet
 * looked at. accepted: checked by the recipient. retrying: Digipoort tries again by itself. failed: the process
 * has ended before the recipient decided. refused: the content was found wrong, by Digipoort or by the recipient.
 */
export type Meaning = {
  kind: "underway" | "delivered" | "accepted" | "refused" | "retrying" | "failed";
  /** A key of messages/<language>/digipoort.json, under `codes` and, where something has to be done, `advice`. */
  labelKey: string;
};

/** How long Digipoort goes on trying after a 420; a 420 that is older is final. */
export const RETRIED_FOR_HOURS = 72;

/**
 * Whether Digipoort may go on after a status that turned a delivery away. Of a 410 nothing says that it is final: it is
 * waited for as long as a 420 is retried.
 * @param age in hours, since it was told
 */
export function mayGoOn(code: string, age = 0): boolean {
  return code === "410" && age <= RETRIED_FOR_HOURS;
}

const kinds: Record<string, Meaning["kind"]> = {
  "105": "underway",
  "100": "underway",
  "110": "underway",
  "200": "underway",
  "210": "failed",
  "230": "failed",
  "301": "underway",
  "311": "refused",
  "321": "failed",
  "405": "underway",
  "400": "delivered",
  "410": "failed",
  "420": "retrying",
  "500": "accepted",
  "510": "refused",
};

/**
 * The meaning of a status code. Which code ends a stream well is a setting of whoever asks. A code that is not in
 * the table proves nothing, and so the filing stays underway.
 * @param age in hours, since the status; decides whether a 420 is still being retried
 */
export function meaningOf(code: string, age = 0): Meaning {
  const kind = Object.hasOwn(kinds, code) ? kinds[code] : undefined;
  if (!kind) return { kind: "underway", labelKey: "other" };
  if (kind === "retrying" && age > RETRIED_FOR_HOURS) return { kind: "failed", labelKey: "420-final" };
  return { kind, labelKey: code };
}

/**
 * The words for the status or the reason that a delivery ended with, a key as `labelKey` is: no status ends one before
 * nothing more is tried, so a 420 that did is the final one, however young. What is no status keeps its own name.
 */
export function endKey(fault: string): string {
  return Object.hasOwn(kinds, fault) ? meaningOf(fault, Number.POSITIVE_INFINITY).labelKey : fault;
}

/**
 * By whom a delivery was turned away that ended with this status or fault. channel: Digipoort, or the banks' portal, did
 * not take it or found it wrong. undelivered: it was taken, and could not be handed to the recipient. recipient: that
 * one had it and found it wrong. Null: nobody knows, so nobody is named.
 */
export function turnedAwayBy(fault: string | null): "channel" | "undelivered" | "recipient" | null {
  if (fault === null) return null;
  if (faultKey(fault) === "request") return "channel";
  return Object.hasOwn(enders, fault) ? (enders[fault] ?? null) : null;
}

const enders: Record<string, "channel" | "undelivered" | "recipient"> = {
  "210": "channel",
  "230": "channel",
  "311": "channel",
  "321": "channel",
  "410": "undelivered",
  "420": "undelivered",
  "510": "recipient",
};

/**
 * The words for a SOAP fault, a key under `faults`: what was asked was refused as it stands (ALS100 to ALS170), the
 * service itself failed (ALS400), or a question about statuses was not answered (STS100).
 */
export function faultKey(faultCode: string): "request" | "service" | "status" {
  if (faultCode.startsWith("STS")) return "status";
  return /^ALS1\d\d$/.test(faultCode) ? "request" : "service";
}
