import type { Scoped } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { lookAtSignatures } from "@/lib/signing/look";
import { staffFiling } from "./filing";

type Scope = <T>(work: (ctx: Scoped<Staff>) => Promise<T>) => Promise<T>;

/**
 * Whether the signatures in each of these documents hold, and nothing was done to it since but to sign: nobody signs
 * under what is not right any more. What is out of reach is left to whoever asks for the code.
 */
export async function signaturesHold(scope: Scope, filings: readonly string[]): Promise<boolean> {
  for (const id of filings) {
    const filing = await scope((ctx) => staffFiling(ctx, id));
    if (!filing) continue;
    const file = filing.signing?.revisions[0]?.fileId ?? filing.attachment.id;
    const look = await lookAtSignatures(scope as Parameters<typeof lookAtSignatures>[0], file);
    if (!look || look.state === "wrong") return false;
  }
  return true;
}
