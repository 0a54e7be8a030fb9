import { PDF } from "@libpdf/core";
import { beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import type { Signer } from "@/lib/pades/shapes";
import { Lane } from "@/lib/pades/thread/lane";
import { now } from "@/lib/ports/clock";
import { demoAuthority } from "@/lib/ports/demo-authority";
import { signerFromPkcs12 } from "@/lib/ports/signing-key/own-key";
import { tellable } from "@/lib/signing/judgement";
import { lookAtSignatures } from "@/lib/signing/look";
import { aCast, emails } from "@/tests/support/cast";
import { aFilledPaper, aSignedPaper } from "@/tests/support/pades/people";
import { deliver } from "@/tests/support/people";
import {
  aSigner,
  aSigningCertificate,
  asClient,
  publishSigning,
  type SigningPublication,
} from "@/tests/support/signing/a-signing";
import { signAtOnce, withoutCodes } from "@/tests/support/signing/at-once";
import { aPrepared, signAs } from "@/tests/support/signing/documents";
import { expectSound, newestOf } from "@/tests/support/signing/signed-files";
import { aPdf } from "@/tests/support/uploads";
import { protectedBy, withPages } from "@/tests/unit/pdf/documents";

const cast = aCast();
const lane = new Lane();
const spot = { page: 1, x: 60, y: 300, width: 200, height: 72 };
let other: Signer;
beforeAll(async () => {
  await withoutCodes(cast.owner());
  await cast.owner()`update signing_certificates set removed_at = now()`;
  await aSigningCertificate(cast.sander.firmId, cast.sander.accountId);
  const pkcs12 = await (await demoAuthority()).issue({ name: "Notaris Vos", organisation: "Vos" }, "geheim");
  const opened = await signerFromPkcs12(pkcs12, "geheim", now());
  if (!opened.ok) throw new Error(opened.reason);
  other = opened.signer;
});

const publish = (pdf: Uint8Array, more: Partial<SigningPublication> = {}) =>
  publishSigning(cast.sander, cast.bakery, {
    label: `bestand ${Math.random()}`,
    signers: [aSigner(cast.marieke.accountId, { places: more.where === "placed" ? [spot] : [] })],
    pdf,
    ...more,
  });

/** A PDF that another than this firm signed already, with one more field that nobody used. */
async function signedByAnother(): Promise<Uint8Array> {
  const bytes = new Uint8Array(await aPdf(`Akte ${Math.random()}`));
  return signAs(lane, await aPrepared(lane, bytes, ["Notaris", "Cliënt"]), "Notaris", other);
}

describe("a PDF that others signed already", () => {
  it("is signed in the field that is left, and their signature stays right", async () => {
    const done = await publish(await signedByAnother(), { where: "found" });
    if (!done.ok) throw new Error(done.reason);
    await signAtOnce(asClient(cast.marieke, cast.bakery, emails.marieke), done.id);
    await deliver();
    const { report } = await newestOf(cast.owner(), done.id);
    expectSound(report);
    expect(report.signatures.map(({ field }) => field)).toEqual(
      expect.arrayContaining(["Notaris", "Cliënt"]),
    );
  });

  it("gets no page and no field that would break it, and says at once that it cannot", async () => {
    // Whether one more page is a change that they left room for is for the file to say: here it is not.
    const done = await publish(await signedByAnother(), { where: "page" });
    expect(done.ok ? "published" : done.reason).toMatch(
      /^(no-changes-allowed|field-signed|changed-since|cannot-be-signed|signature-broken)$/,
    );
  });

  it("is refused where their signature is broken", async () => {
    const bytes = Buffer.from(await signedByAnother());
    const at = bytes.indexOf("/Producer");
    bytes.write("/producer", at === -1 ? bytes.indexOf("/Type") : at, "latin1");
    const done = await publish(bytes, { where: "found" });
    expect(done).toEqual({ ok: false, reason: expect.stringMatching(/^(signature-broken|damaged)$/) });
  });

  it("is asked about where their signature is of a kind that is not judged here", async () => {
    const { bytes } = await aSignedPaper({ sha1: true, named: "v1" }, { subFilter: "adbe.pkcs7.detached" });
    const wish = { where: "placed" as const };
    expect(await publish(new Uint8Array(bytes), wish)).toEqual({
      ok: false,
      reason: "confirm-first",
      questions: ["signatures-unjudged"],
    });
    const confirmed = ["period-old", "deadline-passed", "approval-day-passed", "signatures-unjudged"];
    expect(await publish(new Uint8Array(bytes), { ...wish, confirmed })).toMatchObject({ ok: true });
  });

  it("is asked about where something was filled in after their signature, and signed once that is known", async () => {
    const { bytes } = await aFilledPaper();
    const wish = { where: "placed" as const };
    expect(await publish(new Uint8Array(bytes), wish)).toEqual({
      ok: false,
      reason: "confirm-first",
      questions: ["added-to-since"],
    });
    const done = await publish(new Uint8Array(bytes), { ...wish, alsoConfirmed: ["added-to-since"] });
    if (!done.ok) throw new Error(done.reason);
    await signAtOnce(asClient(cast.marieke, cast.bakery, emails.marieke), done.id);
    await deliver();
    const { report } = await newestOf(cast.owner(), done.id);
    expect(report.signatures.map(({ verdict, changes }) => [verdict, tellable(changes).length])).toEqual([
      ["valid", 1],
      ...Array.from({ length: report.signatures.length - 1 }, () => ["valid", 0]),
    ]);
  });

  it("is asked about both, one after the other, and never about the first again", async () => {
    const { bytes } = await aFilledPaper({ sha1: true, named: "v1" }, { subFilter: "adbe.pkcs7.detached" });
    const asked = async (...alsoConfirmed: string[]) => {
      const done = await publish(new Uint8Array(bytes), { where: "placed", alsoConfirmed });
      return done.ok ? null : "questions" in done ? done.questions : done.reason;
    };
    expect(await asked()).toEqual(["signatures-unjudged"]);
    expect(await asked("signatures-unjudged")).toEqual(["added-to-since"]);
    expect(await asked("signatures-unjudged", "added-to-since")).toBeNull();
  });

  it("is not asked about where others only signed, one after the other", async () => {
    const first = await aSignedPaper({}, { field: "Eén" });
    const { bytes } = await aSignedPaper({}, { paper: first, field: "Twee", rect: "[100 200 300 250]" });
    expect(await publish(new Uint8Array(bytes), { where: "placed" })).toMatchObject({ ok: true });
  });
});

describe("a PDF that cannot be signed", () => {
  it.each([
    ["signed, and cut off", "damaged", async () => (await signedByAnother()).subarray(0, -600)],
    ["behind a password", "locked", () => protectedBy({ userPassword: "a", ownerPassword: "b" })],
    [
      "signed, and encrypted since, which broke the signature",
      "signature-broken",
      async () => {
        const pdf = await PDF.load((await aSignedPaper({})).bytes);
        pdf.setProtection({ ownerPassword: "kantoor" });
        return new Uint8Array(await pdf.save());
      },
    ],
  ])("%s is refused with its reason, and nothing is put before anybody", async (_what, reason, make) => {
    const count = async () => (await cast.owner()`select count(*)::int as n from filings`)[0]?.n;
    const before = await count();
    const made = publish(new Uint8Array(await make()));
    // What cannot be opened at all does not even come in.
    const answer = await made.then(
      (done) => (done.ok ? "published" : done.reason),
      (error: Error) => error.message,
    );
    expect(answer).toContain(reason);
    expect(await count()).toBe(before);
  });

  it("for nothing but a wrong table is mended, which staff are asked about, and signed as any other", async () => {
    const text = Buffer.from(await withPages(2)).toString("latin1");
    const wrong = Buffer.from(text.replace(/startxref\n\d+/, "startxref\n99999"), "latin1");
    // Whether a page was lost with it, only a person can say.
    expect(await publish(new Uint8Array(wrong))).toEqual({
      ok: false,
      reason: "confirm-first",
      questions: ["pdf-mended"],
    });
    const done = await publish(new Uint8Array(wrong), { alsoConfirmed: ["pdf-mended"] });
    if (!done.ok) throw new Error(done.reason);
    const [row] = await cast.owner()`select attachment_file_id as file from filing_versions
      where filing_id = ${done.id}`;
    const look = await lookAtSignatures((work) => inScope(cast.sander, work), row?.file);
    expect(look?.signatures).toEqual([]);
  });
});
