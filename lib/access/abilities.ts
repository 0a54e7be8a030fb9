import type { StaffRole } from "@/db/schema/identity";
import type { Session } from "./session";

/** Who may do what. One table for the whole portal; what is not in it nobody may. */
const clientAbilities = ["organisation.read", "filing.read", "filing.approve"] as const;
const staffAbilities = {
  "client.read": ["administrator", "relationshipManager", "assistant"],
  "filing.prepare": ["administrator", "relationshipManager", "assistant"],
  "filing.publish": ["administrator", "relationshipManager"],
  // What becomes of a document after it was published: withdrawing, filing without approval, a new version.
  "filing.manage": ["administrator", "relationshipManager"],
  // An accountant signs what has a place for him, for the firm.
  "filing.sign": ["administrator", "relationshipManager"],
  // Takes what the list shows along in a file; leaves a trace.
  "filing.export": ["administrator", "relationshipManager"],
  "message.read": ["administrator", "relationshipManager", "assistant"],
  "message.resend": ["administrator", "relationshipManager"],
  // One's own certificate, with which the portal puts one's signature.
  "signing.own": ["administrator", "relationshipManager"],
  // What holds for the whole firm: connections to other programs, the ways to the KvK and the banks.
  "settings.manage": ["administrator"],
} as const satisfies Record<string, readonly StaffRole[]>;
/** What anybody may do who is signed in, client or staff: on their own account, and look a colleague in the face. */
const memberAbilities = ["profile.write", "photo.read"] as const;
/** What a visitor may do who has not signed in (or not yet completely). */
const visitorAbilities = ["sign-in", "document.check"] as const;

export type ClientAbility = (typeof clientAbilities)[number];
export type StaffAbility = keyof typeof staffAbilities;
export type MemberAbility = (typeof memberAbilities)[number];
export type VisitorAbility = (typeof visitorAbilities)[number];

export function clientMay(session: Session, ability: ClientAbility): boolean {
  return session.kind === "client" && clientAbilities.includes(ability);
}

/** Whether what a client may do means anything in this organisation: without a stream there is nothing to see (D3). */
export function organisationLets(
  organisation: { streams: string[]; approves: string[] },
  ability: ClientAbility,
): boolean {
  if (ability === "filing.read") return organisation.streams.length > 0;
  return ability !== "filing.approve" || organisation.approves.length > 0;
}

export function staffMay(session: Session, ability: StaffAbility): boolean {
  const roles: readonly StaffRole[] = staffAbilities[ability];
  return session.kind === "staff" && session.role !== null && roles.includes(session.role);
}

export function memberMay(session: Session, ability: MemberAbility): boolean {
  return (session.kind === "client" || session.kind === "staff") && memberAbilities.includes(ability);
}
