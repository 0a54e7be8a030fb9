import { daysBetween, today } from "./dates";

/** So many days before its end a certificate is warned of; 0 is its end. */
export const stages = [60, 30, 7, 0] as const;
export type Stage = (typeof stages)[number];

/** How near its end a certificate is, counted in days in the Netherlands; null while it is more than 60 away. */
export function certificateStage(notAfter: Date, at: Date): Stage | null {
  if (notAfter <= at) return 0;
  const left = Math.max(daysBetween(today(at), today(notAfter)), 1);
  return stages.findLast((stage) => left <= stage) ?? null;
}
