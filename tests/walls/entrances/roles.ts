import {
  type ClientAbility,
  clientMay,
  type MemberAbility,
  memberMay,
  type StaffAbility,
  staffMay,
} from "@/lib/access/abilities";
import type { Session } from "@/lib/access/session";
import { type Door, type Role, roles } from "./manifest";

function may(role: Role, { audience, ability }: Door): boolean {
  if (audience === "visitor" || audience === "demo") return true;
  // Opened by a secret that no person has.
  if (audience === "machine") return false;
  if (role === "visitor") return false;
  const kind = role === "client" ? ("client" as const) : ("staff" as const);
  const session = { kind, role: role === "client" ? null : role } as Session;
  if (audience === "member") return memberMay(session, ability as MemberAbility);
  if (audience === "staff") return staffMay(session, ability as StaffAbility);
  return kind === "client" && (ability === null || clientMay(session, ability as ClientAbility));
}

/** Whom the table of abilities lets through an entrance. */
export const opensFor = (door: Door) => roles.filter((role) => may(role, door));
