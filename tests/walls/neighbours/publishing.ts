import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { inScope } from "@/db/scope";
import { possibleApprovers, seatsFor } from "@/lib/approvals/approvers";
import { parseFilters } from "@/lib/approvals/filters";
import {
  dropApprover,
  expireFiling,
  fileWithoutApproval,
  markFiled,
  openingsOf,
  releaseFiling,
  withdrawFiling,
} from "@/lib/approvals/office";
import { publishFiling } from "@/lib/approvals/publish";
import { duplicateOf, readFor, whoseIs } from "@/lib/approvals/reading";
import { receiveUpload } from "@/lib/approvals/receive";
import { preparedUploads } from "@/lib/staff/prepare";
import { publishByStaff } from "@/lib/staff/publish";
import { staffFilings, staffOrganisationNames, staffOrganisations } from "@/lib/staff/queries";
import { type Party, staffOf } from "@/tests/support/two-firms";
import { aPdf, aPublication, storedFiles } from "@/tests/support/uploads";
import { type Doors, door, nothingOfThem, pure } from "./door";

const notFound = { ok: false, reason: "not-found" };
const colleague = (own: Party) => staffOf(own, "portfolio");
const february = { start: "2025-02-01", end: "2025-02-28" };
const xbrl = Buffer.from(
  vatReturnXbrl({ obNumber: "001000056B01", period: february, boxes: { "5b": { vat: 100 } } }),
);
const april = {
  stream: "vat" as const,
  period: { start: "2025-04-01", end: "2025-04-30" },
  label: null,
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** What staff do with documents: put them before clients, and what becomes of them afterwards. */
export const publishingDoors: Doors = {
  "approvals/publish.publishFiling": door(
    (own, them) =>
      inScope(colleague(own), async (ctx) => [
        await publishFiling(ctx, aPublication(them.organisationId, them.uploads), colleague(own)),
        await publishFiling(ctx, aPublication(own.organisationId, them.uploads), colleague(own)),
      ]),
    [notFound, { ok: false, reason: "upload-used" }],
  ),
  "staff/publish.publishByStaff": door(
    async (own, them) => [
      await publishByStaff(colleague(own), aPublication(them.organisationId, them.uploads)),
      await publishByStaff(colleague(own), aPublication(own.organisationId, them.uploads)),
    ],
    [notFound, { ok: false, reason: "upload-used" }],
  ),
  "staff/publish.banksOf": { because: "names no row, and reads the names of its own firm's channels" },
  "approvals/approvers.possibleApprovers": door(
    (own, them) => inScope(colleague(own), (ctx) => possibleApprovers(ctx, them.organisationId, "vat")),
    [],
  ),
  "approvals/approvers.seatsFor": door(
    (own, them) =>
      inScope(colleague(own), (ctx) => seatsFor(ctx, them.organisationId, "vat", [them.session.accountId])),
    null,
  ),
  "approvals/reading.readFor": door(
    (own, them) => inScope(colleague(own), (ctx) => readFor(ctx, them.organisationId, xbrl)),
    notFound,
  ),
  "approvals/reading.whoseIs": door(
    (own, them) =>
      inScope(colleague(own), (ctx) =>
        whoseIs(ctx, them.organisationId, { scheme: "kvk", number: "12345678" }),
      ),
    notFound.reason,
  ),
  "approvals/reading.deadlinePolicy": { because: "names no row, and reads its own firm" },
  "approvals/reading.duplicateOf": door(
    (own, them) => inScope(colleague(own), (ctx) => duplicateOf(ctx, them.organisationId, april)),
    false,
  ),
  "approvals/reading.obNumberPlace": pure,
  "approvals/reading.fiscalNumberPlace": pure,
  "approvals/reading.unityNumberPlace": pure,
  "approvals/receive.maxBytes": pure,
  "approvals/receive.receiveUpload": door(
    async (own, them) => {
      const upload = { organisationId: them.organisationId, name: "Aangifte" };
      const pdf = { ...upload, kind: "pdf", body: once(await aPdf()) } as const;
      const before = storedFiles().length;
      return [
        await receiveUpload(colleague(own), { ...upload, kind: "xbrl", body: once(xbrl) }),
        await receiveUpload(colleague(own), pdf),
        storedFiles().length - before,
      ];
    },
    [notFound, notFound, 0],
  ),
  "staff/queries.staffOrganisations": door(
    (own) => inScope(colleague(own), (ctx) => staffOrganisations(ctx)),
    nothingOfThem,
  ),
  "staff/queries.staffOrganisationNames": door(
    (own) => inScope(colleague(own), (ctx) => staffOrganisationNames(ctx)),
    nothingOfThem,
  ),
  "staff/queries.staffFilings": door(
    (own) => inScope(colleague(own), (ctx) => staffFilings(ctx, parseFilters({}))),
    nothingOfThem,
  ),
  "staff/prepare.preparedUploads": door(
    (own, them) => {
      const ids = { attachment: them.uploads.pdf, data: them.uploads.xbrl, annexes: [], replaces: null };
      return inScope(colleague(own), async (ctx) => [
        await preparedUploads(ctx, them.organisationId, ids, null),
        await preparedUploads(ctx, own.organisationId, ids, null),
      ]);
    },
    [null, null],
  ),
};

/** What becomes of a document afterwards. Last of all: with one's own ids it is gone then. */
export const aftermathDoors: Doors = {
  "approvals/office.withdrawFiling": door(
    (own, them) => inScope(colleague(own), (ctx) => withdrawFiling(ctx, them.open, "No")),
    notFound,
  ),
  "approvals/office.fileWithoutApproval": door(
    (own, them) => inScope(colleague(own), (ctx) => fileWithoutApproval(ctx, them.open, "No")),
    notFound,
  ),
  "approvals/office.markFiled": door(
    (own, them) => inScope(colleague(own), (ctx) => markFiled(ctx, them.approved, null)),
    notFound,
  ),
  "approvals/office.releaseFiling": door(
    (own, them) => inScope(colleague(own), (ctx) => releaseFiling(ctx, them.open, "No")),
    notFound,
  ),
  "approvals/office.dropApprover": door(
    (own, them) => inScope(colleague(own), (ctx) => dropApprover(ctx, them.open, 0, "No")),
    notFound,
  ),
  "approvals/office.expireFiling": door(
    (own, them) => inScope(colleague(own), (ctx) => expireFiling(ctx, them.open)),
    notFound,
  ),
  "approvals/office.openingsOf": door(
    (own, them) => inScope(colleague(own), (ctx) => openingsOf(ctx, them.open)),
    [],
  ),
};
