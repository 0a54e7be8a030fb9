import type { Stream } from "@/db/schema/approvals";
import type { FilingPeriod } from "@/lib/shared/dates";
import { sha256 } from "@/lib/shared/hash";
import { streams } from "./streams";

/** Digits and letters that are not taken for each other on the phone, and make no words. */
const SIGNS = "23456789BCDFGHJKMNPQRTVWXYZ";
const LENGTH = 6;

/**
 * What people quote on the phone: OB-2026-10-4F7KTN. Two of a firm may come out alike (one in 400 million), and then
 * another attempt gives another.
 */
export function referenceOf(stream: Stream, period: FilingPeriod, id: string, attempt = 0): string {
  const bytes = sha256(`${id}:${attempt}`);
  const signs = Array.from({ length: LENGTH }, (_, n) => {
    const value = bytes.readUInt32BE(n * 4);
    return SIGNS[value % SIGNS.length];
  });
  return `${streams[stream].code}-${period.end.slice(0, 7)}-${signs.join("")}`;
}
