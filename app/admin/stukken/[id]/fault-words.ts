import { endKey, faultKey } from "@/lib/ports/filing-channel/status-codes";

type Words = { (key: string, values?: Record<string, string>): string; has(key: string): boolean };

/**
 * What went wrong with a delivery, and what to do about it, as staff read it: in our own words where the portal gave the
 * reason, and else in those for the recipient's fault or for the status that it ended with.
 * @param words of messages/<language>/staff.json and digipoort.json
 * @param said who is who: `recipient`, `channel`, `helpdesk`
 */
export function faultWords(
  fault: string,
  words: { staff: Words; digipoort: Words },
  said: Record<string, string>,
): string {
  const { staff, digipoort } = words;
  const end = endKey(fault);
  const advice = digipoort.has(`advice.staff.${end}`) ? ` ${digipoort(`advice.staff.${end}`, said)}` : "";
  if (staff.has(`delivery.faults.${fault}`)) return staff(`delivery.faults.${fault}`) + advice;
  if (/^(ALS|STS)/.test(fault)) return digipoort(`faults.${faultKey(fault)}`, said) + advice;
  return (digipoort.has(`codes.${end}`) ? digipoort(`codes.${end}`, said) : fault) + advice;
}
