import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { inScope } from "@/db/scope";
import { approvalChallenge, approveFiling, requestApprovalCode } from "@/lib/approvals/approve";
import { attachmentIsIntact } from "@/lib/approvals/attachment";
import { tellApprovers, tellFirm } from "@/lib/approvals/notify";
import { publishFiling } from "@/lib/approvals/publish";
import { allFilings, filingDetail, noteOpening, openTasks } from "@/lib/approvals/queries";
import { questionsAbout, readReturnFor, type VatReading } from "@/lib/approvals/reading";
import { receiveUpload } from "@/lib/approvals/receive";
import { findFile, findUpload, keepUpload, recordUpload } from "@/lib/dossier/files";
import { contactPerson } from "@/lib/organisations/queries";
import { newId } from "@/lib/shared/ids";
import {
  preparedUploads,
  staffFilings,
  staffOrganisationNames,
  staffOrganisations,
} from "@/lib/staff/queries";
import { codeOf } from "@/tests/support/database";
import { facts } from "@/tests/support/people";
import { clientOf, type Party, staffOf } from "@/tests/support/two-firms";
import { aPdf, storedFiles } from "@/tests/support/uploads";
import { aJob, asSystem, type Doors, door, doorOfFirm, nothingOfThem, pure, refusedByDatabase } from "./door";

const notFound = { ok: false, reason: "not-found" };
const colleague = (own: Party) => staffOf(own, "portfolio");
const wish = { approveBy: "2026-01-01", fileBy: "2026-01-31", paymentReference: null, confirmed: [] };
const april = { questions: [], period: { start: "2025-04-01", end: "2025-04-30" } } as unknown as VatReading;
const period = { start: "2025-02-01", end: "2025-02-28" };
const xbrl = Buffer.from(vatReturnXbrl({ obNumber: "001000056B01", period, boxes: { "5b": { vat: 100 } } }));
const stored = { storageKey: newId(), bytes: 1, sha256Hex: "00", fileKey: Buffer.alloc(32) };

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Approvals, the dossier, organisations, and what staff see of them. Using up the upload comes last. */
export const approvalDoors: Doors = {
  "approvals/queries.openTasks": door(
    (own, them) => inScope(clientOf(own), (ctx) => openTasks(ctx, them.organisationId)),
    [],
  ),
  "approvals/queries.allFilings": door(
    (own, them) => inScope(clientOf(own), (ctx) => allFilings(ctx, them.organisationId, null)),
    { rows: [], next: null },
  ),
  "approvals/queries.parseCursor": pure,
  "approvals/queries.olderThan": pure,
  "approvals/queries.cutAt": pure,
  "approvals/queries.filingDetail": door(
    (own, them) =>
      inScope(clientOf(own), async (ctx) => [
        await filingDetail(ctx, them.organisationId, them.open),
        await filingDetail(ctx, own.organisationId, them.approved),
      ]),
    [null, null],
  ),
  "approvals/queries.noteOpening": door((own, them) => {
    const filing = { id: them.approved, organisationId: them.organisationId, version: 1, sha256: "" };
    return inScope(clientOf(own), (ctx) => noteOpening(ctx, filing));
  }, refusedByDatabase),
  "approvals/approve.requestApprovalCode": door(
    (own, them) =>
      inScope(clientOf(own), (ctx) => requestApprovalCode(ctx, own.firm, own.session, them.open)),
    notFound,
  ),
  "approvals/approve.approveFiling": door(
    async (own, them) => {
      const theirSession = { ...own.session, id: them.session.id };
      const code = "000000";
      const theirs = { filingId: them.open, challengeId: them.challenge, code };
      const approve = (session: typeof own.session, input: typeof theirs) =>
        inScope(clientOf(own), (ctx) => approveFiling(ctx, session, input, facts));
      return [
        await approve(own.session, theirs),
        await approve(theirSession, theirs),
        await approve(theirSession, { ...theirs, filingId: own.open }),
      ];
    },
    [notFound, notFound, notFound],
  ),
  "approvals/approve.approvalChallenge": door(
    (own, them) =>
      inScope(clientOf(own), (ctx) =>
        approvalChallenge(ctx, { ...own.session, id: them.session.id }, them.challenge),
      ),
    null,
  ),
  "approvals/attachment.attachmentIsIntact": door(
    (own, them) => attachmentIsIntact((work) => inScope(clientOf(own), work), clientOf(own), them.open),
    null,
  ),
  "approvals/notify.tellApprovers": doorOfFirm(
    (own, them) =>
      asSystem(own, (ctx) => tellApprovers(ctx, { ...aJob(own), payload: { filing: them.open } })),
    undefined,
  ),
  "approvals/notify.tellFirm": doorOfFirm(
    (own, them) =>
      asSystem(own, (ctx) => tellFirm(ctx, { ...aJob(own), payload: { filing: them.open, by: "" } })),
    undefined,
  ),
  "approvals/publish.publishInput": pure,
  "approvals/publish.publishFiling": door(
    (own, them) =>
      inScope(colleague(own), async (ctx) => [
        await publishFiling(
          ctx,
          { ...wish, organisationId: them.organisationId, ...them.uploads },
          colleague(own),
        ),
        await publishFiling(
          ctx,
          { ...wish, organisationId: own.organisationId, ...them.uploads },
          colleague(own),
        ),
      ]),
    [notFound, { ok: false, reason: "upload-used" }],
  ),
  "approvals/reading.readReturnFor": door(
    (own, them) => inScope(colleague(own), (ctx) => readReturnFor(ctx, them.organisationId, xbrl)),
    notFound,
  ),
  "approvals/reading.questionsAbout": door(
    (own, them) => inScope(colleague(own), (ctx) => questionsAbout(ctx, them.organisationId, april)),
    [],
  ),
  "approvals/reading.obNumberPlace": pure,
  "approvals/receive.maxBytes": pure,
  "approvals/receive.receiveUpload": door(
    async (own, them) => {
      const upload = { organisationId: them.organisationId, name: "Aangifte" };
      const pdf = { ...upload, kind: "pdf", body: once(await aPdf()) } as const;
      const before = storedFiles().length;
      return [
        await receiveUpload(colleague(own), { ...upload, kind: "xbrl", body: once(xbrl) }),
        await receiveUpload(colleague(own), pdf).catch(codeOf),
        storedFiles().length - before,
      ];
    },
    [notFound, "42501", 0],
  ),
  "dossier/files.findFile": door(
    async (own, them) => [
      await inScope(clientOf(own), (ctx) => findFile(ctx, them.pdf)),
      await inScope(colleague(own), (ctx) => findFile(ctx, them.pdf)),
    ],
    [null, null],
  ),
  "dossier/files.readFile": { because: "gets what findFile has found" },
  "dossier/files.recordUpload": door((own, them) => {
    const row = {
      id: newId(),
      organisationId: them.organisationId,
      accountId: own.staffId,
      kind: "pdf",
    } as const;
    const upload = { ...row, name: "", mime: "", pages: null, reading: null, stored };
    return inScope(colleague(own), (ctx) => recordUpload(ctx, upload));
  }, refusedByDatabase),
  "dossier/files.recordFirmFile": { because: "names no row, and writes under its own firm" },
  "dossier/files.findUpload": door(
    (own, them) => inScope(colleague(own), (ctx) => findUpload(ctx, them.organisationId, them.uploads.pdf)),
    null,
  ),
  "dossier/send.sendFile": { because: "gets what findFile has found" },
  "dossier/send.parseRange": pure,
  "dossier/send.disposition": pure,
  "organisations/queries.contactPerson": door(
    (own, them) => inScope(clientOf(own), (ctx) => contactPerson(ctx, them.organisationId)),
    null,
  ),
  "staff/queries.staffOrganisations": door(
    (own) => inScope(colleague(own), (ctx) => staffOrganisations(ctx)),
    nothingOfThem,
  ),
  "staff/queries.staffOrganisationNames": door(
    (own) => inScope(colleague(own), (ctx) => staffOrganisationNames(ctx)),
    nothingOfThem,
  ),
  "staff/queries.staffFilings": door((own) => inScope(colleague(own), staffFilings), nothingOfThem),
  "staff/queries.preparedUploads": door(
    (own, them) =>
      inScope(colleague(own), async (ctx) => [
        await preparedUploads(ctx, them.organisationId, them.uploads),
        await preparedUploads(ctx, own.organisationId, them.uploads),
      ]),
    [null, null],
  ),
  "dossier/files.keepUpload": door(async (own, them) => {
    const upload = await asSystem(them, (ctx) => findUpload(ctx, them.organisationId, them.uploads.pdf));
    if (!upload) throw new Error("Their upload is gone");
    return inScope(colleague(own), (ctx) => keepUpload(ctx, upload, "vat"));
  }, false),
};
