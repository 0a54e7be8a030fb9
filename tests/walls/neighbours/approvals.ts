import { eq } from "drizzle-orm";
import { filings } from "@/db/schema/approvals";
import { decisions } from "@/db/schema/decisions";
import { inScope } from "@/db/scope";
import { attachmentsAreIntact } from "@/lib/approvals/attachment";
import { decisionChallenge, requestDecisionCode } from "@/lib/approvals/code";
import { decide, type Expected } from "@/lib/approvals/decide";
import { filingDetail, noteOpening } from "@/lib/approvals/detail";
import { parseFilters } from "@/lib/approvals/filters";
import { sendLater, takeBack } from "@/lib/approvals/later";
import { outOfReach, stoppedBy } from "@/lib/approvals/obstacles";
import { allFilings } from "@/lib/approvals/overview";
import { personOf, sharesNumber } from "@/lib/approvals/person";
import { currentFilings, withOrganisation } from "@/lib/approvals/queries";
import { loadSubjects } from "@/lib/approvals/subjects";
import { decidedTogether } from "@/lib/approvals/together";
import { welcomeFilings } from "@/lib/approvals/welcome";
import { withdrawnFiling } from "@/lib/approvals/withdrawn";
import { findFile, findFiles, findUpload, keepUpload, recordUpload } from "@/lib/dossier/files";
import { newId } from "@/lib/shared/ids";
import { facts } from "@/tests/support/people";
import { clientOf, type Party, staffOf } from "@/tests/support/two-firms";
import { asSystem, type Doors, door, pure, refusedByDatabase } from "./door";

const notFound = { ok: false, reason: "not-found" };
const everything = parseFilters({});
const colleague = (own: Party) => staffOf(own, "portfolio");
const stored = { storageKey: newId(), bytes: 1, sha256Hex: "00", fileKey: Buffer.alloc(32) };
const versions = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, 1]));
const approving = (id: string) => ({ decision: "approve" as const, filings: [id], versions: versions(id) });

/** What clients do with documents, the dossier, organisations. Using up the upload comes last. */
export const approvalDoors: Doors = {
  "approvals/queries.currentFilings": door(
    (own, them) => inScope(clientOf(own), (ctx) => currentFilings(ctx, them.organisationId)),
    [],
  ),
  "approvals/overview.allFilings": door(
    (own, them) => inScope(clientOf(own), (ctx) => allFilings(ctx, them.organisationId, everything, null)),
    { rows: [], next: null, years: null },
  ),
  "approvals/queries.withOrganisation": door(
    (own, them) =>
      inScope(clientOf(own), (ctx) => withOrganisation(ctx, eq(filings.organisationId, them.organisationId))),
    [],
  ),
  "approvals/together.decidedTogether": door(async (own, them) => {
    const [decided] = await asSystem(them, ({ db }) =>
      db.select().from(decisions).where(eq(decisions.filingId, them.approved)),
    );
    return inScope(clientOf(own), (ctx) => decidedTogether(ctx, decided?.challengeId ?? ""));
  }, []),
  "approvals/welcome.welcomeFilings": door(
    (own, them) => inScope(clientOf(own), (ctx) => welcomeFilings(ctx, them.organisationId)),
    { waiting: [], unread: [] },
  ),
  "approvals/welcome.unreadFilings": { because: "names no row, and reads what its own account reaches" },
  "approvals/queries.parseCursor": pure,
  "approvals/queries.olderThan": pure,
  "approvals/queries.cutAt": pure,
  "approvals/queries.inState": pure,
  "approvals/queries.narrowedTo": pure,
  "approvals/queries.rowColumns": pure,
  "approvals/queries.waitsInVain": pure,
  "approvals/queries.shaped": pure,
  "approvals/queries.mineOf": pure,
  "approvals/queries.openedBy": pure,
  "approvals/detail.filingDetail": door(
    (own, them) =>
      inScope(clientOf(own), async (ctx) => [
        await filingDetail(ctx, them.organisationId, them.open),
        await filingDetail(ctx, own.organisationId, them.approved, 1),
      ]),
    [null, null],
  ),
  // None of them was withdrawn; db/office asks for one that was.
  "approvals/withdrawn.withdrawnFiling": {
    ...door(
      (own, them) => inScope(clientOf(own), (ctx) => withdrawnFiling(ctx, them.organisationId, them.open)),
      null,
    ),
    sameForOwn: true,
  },
  "approvals/detail.noteOpening": door((own, them) => {
    const filing = {
      id: them.approved,
      organisationId: them.organisationId,
      stream: "vat" as const,
      version: 1,
      sha256: "",
    };
    return inScope(clientOf(own), (ctx) => noteOpening(ctx, filing));
  }, refusedByDatabase),
  "approvals/subjects.loadSubjects": door(
    (own, them) =>
      inScope(clientOf(own), async (ctx) => [
        await loadSubjects(ctx, [them.open]),
        await loadSubjects(ctx, [own.open, them.open], true),
      ]),
    [null, null],
  ),
  "approvals/subjects.ownSeats": pure,
  "approvals/subjects.boundTo": pure,
  "approvals/subjects.sameDocuments": pure,
  "approvals/code.requestDecisionCode": door(
    (own, them) =>
      inScope(clientOf(own), async (ctx) => [
        await requestDecisionCode(ctx, own.firm, own.session, approving(them.open)),
        await requestDecisionCode(ctx, own.firm, own.session, {
          decision: "reject",
          filings: [them.open],
          versions: versions(them.open),
          category: "amount",
          reason: "No",
        }),
        await requestDecisionCode(ctx, own.firm, own.session, {
          decision: "approve",
          filings: [own.open, them.open],
          versions: versions(own.open, them.open),
        }),
      ]),
    [notFound, notFound, notFound],
  ),
  "approvals/code.decisionChallenge": door(
    (own, them) =>
      inScope(clientOf(own), (ctx) =>
        decisionChallenge(ctx, { ...own.session, id: them.session.id }, them.challenge),
      ),
    null,
  ),
  "approvals/code.saidIn": pure,
  "approvals/code.answersIn": pure,
  "approvals/code.decisionHolder": pure,
  "approvals/decide.decide": door(
    async (own, them) => {
      const theirSession = { ...own.session, id: them.session.id };
      const tryIt = (session: typeof own.session, filing: string) => {
        const expected: Expected = { decision: "approve", filing };
        const input = { challengeId: them.challenge, code: "000000", expected };
        return inScope(clientOf(own), (ctx) => decide(ctx, session, input, facts));
      };
      return [
        await tryIt(own.session, them.open),
        await tryIt(theirSession, them.open),
        await tryIt(theirSession, own.open),
      ];
    },
    [notFound, notFound, notFound],
  ),
  "approvals/obstacles.obstacleTo": pure,
  "approvals/obstacles.stoppedBy": door(
    (own, them) =>
      inScope(clientOf(own), async (ctx) => {
        const [mine] = (await loadSubjects(ctx, [own.open])) ?? [];
        if (!mine) throw new Error("The own return is gone");
        // Of several organisations, so that the name of this one would be said.
        const filing = { ...mine.filing, id: them.open, organisationId: newId() };
        const draft = { ...approving(them.open), batch: true as const };
        const subjects = [mine, { ...mine, filing }];
        const said = await stoppedBy(ctx, own.session, draft, subjects, { reason: "waits", filing });
        return said.title?.includes("(");
      }),
    false,
  ),
  "approvals/obstacles.outOfReach": {
    call: (own, them) => {
      const draft = { ...approving(them.open), batch: true as const };
      return inScope(clientOf(own), (ctx) => outOfReach(ctx, own.session, draft, "not-found"));
    },
    answers: { ok: false, reason: "gone" },
    neighbours: "both",
    // One's own is not withdrawn either.
    sameForOwn: true,
  },
  "approvals/person.personOf": door(
    (own, them) =>
      inScope(clientOf(own), async (ctx) => [
        await personOf(ctx, own.session, [them.organisationId]),
        await personOf(ctx, them.session, [them.organisationId]),
      ]),
    [null, null],
  ),
  "approvals/person.sharesNumber": {
    call: async (own, them) => {
      const [given] = await asSystem(them, ({ db }) =>
        db.select().from(decisions).where(eq(decisions.filingId, them.approved)),
      );
      const numberHash = given?.numberHash ?? null;
      return inScope(clientOf(own), (ctx) =>
        sharesNumber(ctx, [{ id: them.approved, version: 1 }], { numberHash }),
      );
    },
    answers: false,
    neighbours: "both",
    // Of one's own approval it is false as well: only that of somebody else counts.
    sameForOwn: true,
  },
  "approvals/later.sendLater": door(
    (own, them) => inScope(clientOf(own), (ctx) => sendLater(ctx, them.open, 1, {})),
    notFound,
  ),
  "approvals/later.takeBack": door(
    (own, them) => inScope(clientOf(own), (ctx) => takeBack(ctx, them.open)),
    notFound,
  ),
  "approvals/attachment.attachmentsAreIntact": door(
    (own, them) => attachmentsAreIntact((work) => inScope(clientOf(own), work), [them.open]),
    null,
  ),
  "dossier/files.findFile": door(
    async (own, them) => [
      await inScope(clientOf(own), (ctx) => findFile(ctx, them.pdf)),
      await inScope(colleague(own), (ctx) => findFile(ctx, them.pdf)),
    ],
    [null, null],
  ),
  "dossier/files.findFiles": door(
    async (own, them) => [
      await inScope(clientOf(own), (ctx) => findFiles(ctx, [them.pdf])),
      await inScope(colleague(own), (ctx) => findFiles(ctx, [them.pdf])),
    ],
    [[], []],
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
  "dossier/files.keepUpload": door(async (own, them) => {
    const upload = await asSystem(them, (ctx) => findUpload(ctx, them.organisationId, them.uploads.pdf));
    if (!upload) throw new Error("Their upload is gone");
    return inScope(colleague(own), (ctx) => keepUpload(ctx, upload, "vat"));
  }, false),
};
