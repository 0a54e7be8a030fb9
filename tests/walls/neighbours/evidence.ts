import { inScope } from "@/db/scope";
import { evidenceOf } from "@/lib/approvals/evidence";
import { clientOf } from "@/tests/support/two-firms";
import { type Doors, door } from "./door";

/** The proof of what was decided. */
export const evidenceDoors: Doors = {
  "approvals/evidence.evidenceOf": door(
    (own, them) =>
      inScope(clientOf(own), async (ctx) => [
        await evidenceOf(ctx, them.organisationId, them.approved),
        await evidenceOf(ctx, own.organisationId, them.approved),
      ]),
    [null, null],
  ),
  "dossier/send.sendBytes": { because: "sends what it is given" },
};
