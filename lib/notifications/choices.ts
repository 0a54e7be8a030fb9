import type { AccountKind } from "@/db/schema/identity";
import type { MailKind, Pace } from "@/db/schema/notifications";

/** Of each kind of mail, what one can choose from; the first is what everybody begins with. */
export const choices = {
  client: {
    // It is why the portal is there, and the law has a date for it: never switched off.
    approval: ["now", "daily"],
    reading: ["now", "daily", "never"],
    reminder: ["now", "never"],
  },
  staff: {
    approved: ["now", "daily"],
    rejected: ["now", "daily"],
    refused: ["now", "daily"],
  },
} as const satisfies Record<AccountKind, Partial<Record<MailKind, readonly [Pace, ...Pace[]]>>>;

/** What somebody gets, and when. */
export type Preferences = Partial<Record<MailKind, Pace>>;

/** What somebody has who chose nothing. */
export function standard(kind: AccountKind): Preferences {
  return Object.fromEntries(Object.entries(choices[kind]).map(([about, [first]]) => [about, first]));
}
