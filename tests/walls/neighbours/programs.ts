import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { reportsOf } from "@/lib/approvals/report";
import {
  endpointById,
  removeEndpoint,
  renewSecret,
  switchEndpoint,
  testEndpoint,
} from "@/lib/backoffice/endpoints";
import { sendHeld } from "@/lib/backoffice/held";
import { missed, sendTest, sendWebhook } from "@/lib/backoffice/send";
import { tellPrograms } from "@/lib/backoffice/tell";
import { type Party, staffOf } from "@/tests/support/two-firms";
import { aJob, asSystem, type Doors, door, doorOfFirm, pure } from "./door";

const notFound = { ok: false, reason: "not-found" };
const administrator = (own: Party) => staffOf(own, "firm");
/** A message of one's own firm to a program of theirs. */
const message = (own: Party, them: Party) => ({
  ...aJob(own),
  payload: { endpoint: them.endpoint, name: "", event: "filing.approved", message: "msg_1", body: "{}" },
});
const off = { outcome: "failed", reason: "webhook off" };

/** What programs of a firm, such as its tax package, hear of documents. */
export const programDoors: Doors = {
  "approvals/report.reportsOf": door(
    (own, them) => inScope(staffOf(own, "portfolio"), (ctx) => reportsOf(ctx, [{ id: them.approved }])),
    [],
  ),
  "staff/queries.countToSign": { because: "counts what asks for the actor's own signature" },
  "staff/queries.staffNarrowedTo": { because: "makes a condition, and reads nothing" },
  "staff/export.exportPage": { because: "names no row; tests/db/export.test.ts asks who reads what" },
  "staff/export.noteExport": { because: "names no row, and writes under its own firm" },
  "staff/export.exported": pure,
  "staff/export.mostExported": pure,
  "backoffice/tell.tellPrograms": {
    ...doorOfFirm(
      (own, them) =>
        asSystem(own, (ctx) =>
          tellPrograms(ctx, {
            ...aJob(own),
            kind: "filing.approved",
            payload: { filing: them.approved, version: 1, state: "completed" },
          }),
        ),
      undefined,
    ),
    sameForOwn: true,
  },
  "backoffice/send.sendWebhook": doorOfFirm(
    (own, them) => sendWebhook(systemOf(own.firm.id, "wall"), message(own, them)),
    off,
  ),
  "backoffice/send.missed": {
    ...doorOfFirm((own, them) => asSystem(own, (ctx) => missed(ctx, message(own, them))), undefined),
    sameForOwn: true,
  },
  "backoffice/send.sendTest": doorOfFirm(
    (own, them) => sendTest(systemOf(own.firm.id, "wall"), message(own, them)),
    off,
  ),
  "backoffice/held.sendHeld": {
    ...doorOfFirm((own, them) => asSystem(own, (ctx) => sendHeld(ctx, them.endpoint)), 0),
    sameForOwn: true,
  },
  "backoffice/secrets.newSecret": pure,
  "backoffice/secrets.sealSecret": { because: "names no row, and seals with the key of its own firm" },
  "backoffice/secrets.secretsOf": { because: "opens the row that its caller has found in its own scope" },
  "backoffice/endpoints.endpointsOf": { because: "names no row, and reads its own firm" },
  "backoffice/endpoints.addEndpoint": { because: "names no row, and writes under its own firm" },
  "backoffice/endpoints.endpointById": doorOfFirm(
    (own, them) => inScope(administrator(own), (ctx) => endpointById(ctx, them.endpoint)),
    null,
  ),
  "backoffice/endpoints.renewSecret": doorOfFirm(
    (own, them) => inScope(administrator(own), (ctx) => renewSecret(ctx, them.endpoint)),
    notFound,
  ),
  "backoffice/endpoints.switchEndpoint": doorOfFirm(
    (own, them) => inScope(administrator(own), (ctx) => switchEndpoint(ctx, them.endpoint, false)),
    notFound,
  ),
  "backoffice/endpoints.testEndpoint": doorOfFirm(
    (own, them) => inScope(administrator(own), (ctx) => testEndpoint(ctx, them.endpoint)),
    notFound,
  ),
  "backoffice/endpoints.removeEndpoint": doorOfFirm(
    (own, them) => inScope(administrator(own), (ctx) => removeEndpoint(ctx, them.endpoint)),
    notFound,
  ),
};
