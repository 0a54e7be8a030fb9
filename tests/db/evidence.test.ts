import { beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { type Evidence, evidenceOf } from "@/lib/approvals/evidence";
import { withdrawFiling } from "@/lib/approvals/office";
import { aCast } from "@/tests/support/cast";
import { aSession, clientAt } from "@/tests/support/people";

const cast = aCast();
let rejected: string;
let joint: string;
let open: string;
let tax: string;

beforeAll(async () => {
  const [bakery, own] = [cast.bakery, cast.private];
  const one = async (where: ReturnType<ReturnType<typeof cast.owner>>) => {
    const [row] = await cast.owner()`select id from filings where ${where}`;
    if (!row) throw new Error("The story does not have it");
    return row.id as string;
  };
  rejected = await one(cast.owner()`organisation_id = ${bakery} and stream = 'vat' and version = 2`);
  open = await one(cast.owner()`organisation_id = ${bakery} and stream = 'vat' and state = 'open'`);
  tax = await one(cast.owner()`organisation_id = ${bakery} and stream = 'corporateIncomeTax'`);
  joint = await one(cast.owner()`organisation_id = ${own} and stream = 'personalIncomeTax'`);
});

const evidence = (who: Parameters<typeof clientAt>[0], organisationId: string, id: string) =>
  inScope(clientAt(who, organisationId), (ctx) => evidenceOf(ctx, organisationId, id));

describe("the evidence of a document", () => {
  it("is all that was decided, about every version", async () => {
    const found = (await evidence(cast.marieke, cast.bakery, rejected)) as Evidence;
    expect(found).toMatchObject({ stream: "vat", current: 2, stillAsked: [] });
    expect(found.organisation).toBe("Bakkerij De Korenaar B.V.");
    expect(found.versions.map(({ version }) => version)).toEqual([2, 1]);
    const [second, first] = found.versions.map(({ decisions }) => decisions);
    expect(second).toMatchObject([
      { decision: "approved", by: "Marieke van Dijk", capacity: "director", method: "sms", reason: null },
    ]);
    expect(first).toMatchObject([{ decision: "rejected", category: "missing" }]);
    expect(first?.[0]?.reason).toContain("oven");
    const rows = await cast.owner()`select version, attachment_sha256, manifest_hash, amount::int
      from filing_versions where filing_id = ${rejected} order by version desc`;
    expect(
      found.versions.map(({ version, attachmentSha256, manifestHash, amount }) => ({
        version,
        attachment_sha256: attachmentSha256,
        manifest_hash: manifestHash,
        amount,
      })),
    ).toEqual([...rows]);
  });

  it("names who has not decided yet, and can be kept by them too", async () => {
    for (const who of [cast.marieke, cast.pieter]) {
      const found = await evidence(who, cast.private, joint);
      expect(found?.versions.flatMap(({ decisions }) => decisions.map(({ by }) => by))).toEqual([
        "Marieke van Dijk",
      ]);
      expect(found?.stillAsked).toEqual(["Pieter van Dijk"]);
    }
  });

  it("is not there while nobody has decided", async () => {
    expect(await evidence(cast.marieke, cast.bakery, open)).toBeNull();
  });

  it("is out of reach from another organisation, for another client, and without the right", async () => {
    expect(await evidence(cast.marieke, cast.property, rejected)).toBeNull();
    const fatima = await aSession(cast.owner(), "noorderlicht", "fatima@fysiodelinde.example");
    expect(await evidence(fatima, cast.bakery, rejected)).toBeNull();
    const els = await aSession(cast.owner(), "noorderlicht", "els@korenaar.example");
    expect(await evidence(els, cast.bakery, tax)).toBeNull();
    expect(await evidence(els, cast.bakery, rejected)).not.toBeNull();
  });

  it("goes with a document that is withdrawn", async () => {
    expect(await evidence(cast.marieke, cast.bakery, tax)).not.toBeNull();
    const done = await inScope(cast.sander, (ctx) => withdrawFiling(ctx, tax, "Verkeerde klant"));
    expect(done.ok).toBe(true);
    expect(await evidence(cast.marieke, cast.bakery, tax)).toBeNull();
  });
});
