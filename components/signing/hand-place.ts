/** What every key of a hand in this tab begins with. */
export const handsPrefix = "ondertekenen:";

/** Where a hand is kept in the tab until it was signed with: of this person, and for exactly this version. */
export function handPlace(accountId: string, filingId: string, version: number): string {
  return `${handsPrefix}${accountId}:${filingId}:${version}`;
}
