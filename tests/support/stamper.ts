import { createHash } from "node:crypto";
import type { HeadStamper } from "@/lib/audit/head-stamper";
import { now } from "@/lib/ports/clock";
import { CLOCK, ROOT } from "./pades/people";
import { aStamp, type Odd } from "./pades/signatures";

/** A token over this hash, of the clock of these tests or of another, now or at another time. */
export function aToken(hash: Buffer, { by = CLOCK, at = now(), ...odd }: Odd & Partial<By> = {}): Buffer {
  return aStamp(by, at.toISOString(), [], { ...odd, imprint: hash });
}

type By = { by: typeof CLOCK; at: Date };

/** A service for time stamps that does what it should, or what is said here; it counts how often it was asked. */
export function aStamper(stamp: (hash: Buffer) => Promise<Buffer> | Buffer = aToken) {
  const asked: Buffer[] = [];
  const stamper: HeadStamper = {
    name: "klok.example",
    roots: async () => [ROOT.der],
    async stamp(hash) {
      asked.push(hash);
      return stamp(hash);
    },
  };
  return Object.assign(stamper, { asked });
}

export function sha256Of(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
