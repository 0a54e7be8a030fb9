import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PDF } from "@libpdf/core";
import { beforeAll, describe, expect, it } from "vitest";
import type { Signer } from "@/lib/pades/shapes";
import { DocumentTooHeavy, Lane } from "@/lib/pades/thread/lane";
import { verifyFile } from "@/lib/pades/verify-file";
import { aSignedPaper } from "@/tests/support/pades/people";
import { revised } from "@/tests/support/pades/signed-pdf";
import { aPlan, aPrepared, signAs } from "@/tests/support/signing/documents";
import { anAuthority } from "@/tests/support/signing/people";
import { bombPdf } from "@/tests/unit/pdf/bomb";
import { aReturn, PAGE, protectedBy, withPages, written } from "@/tests/unit/pdf/documents";
import { textOf } from "@/tests/unit/pdf/text-of";

const lane = new Lane();
let signer: Signer;
let root: Buffer;
beforeAll(async () => {
  const authority = await anAuthority();
  signer = await authority.signer("Noorderlicht");
  root = authority.root.certificate;
});

const certified = (permission: number) =>
  `/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P ${permission} /V /1.2 >> >>]`;
const locking = (lock: string) =>
  `/Reference [<< /Type /SigRef /TransformMethod /FieldMDP /TransformParams << /Type /TransformParams ${lock} >> >>]`;

describe("documents that cannot be signed are refused, each with its reason", () => {
  it.each([
    ["no PDF", "damaged", async () => Buffer.from("Geachte heer")],
    ["nothing", "damaged", async () => Buffer.alloc(0)],
    ["cut off", "damaged", async () => (await aReturn()).subarray(0, 900)],
    [
      "without its table",
      "damaged",
      async () =>
        Buffer.from(
          Buffer.from(await withPages(1))
            .toString("latin1")
            .replace(/startxref\n\d+/, "startxref\n99999"),
          "latin1",
        ),
    ],
    ["without a page", "no-pages", async () => PDF.create().save()],
    ["behind a password", "locked", () => protectedBy({ userPassword: "a", ownerPassword: "b" })],
    [
      "packed behind a password, with its catalog",
      "locked",
      () => readFile(join(import.meta.dirname, "packed-behind-a-password.pdf")),
    ],
  ])("%s: %s", async (_what, reason, make) => {
    const bytes = new Uint8Array(await make());
    await expect(aPrepared(lane, bytes, ["Klant"])).rejects.toMatchObject({ reason });
    await expect(signAs(lane, bytes.slice(), "Klant", signer)).rejects.toMatchObject({ reason });
  });

  it("encrypted against changes by somebody else: it is not decrypted behind their back", async () => {
    const bytes = await protectedBy({ ownerPassword: "van een ander" });
    await expect(aPrepared(lane, bytes, ["Klant"])).rejects.toMatchObject({ reason: "encrypted" });
  });

  it("encrypted, and never prepared", async () => {
    const prepared = await PDF.load(await aPrepared(lane, await withPages(1), ["Klant"]));
    prepared.setProtection({ ownerPassword: "kantoor" });
    const bytes = new Uint8Array(await prepared.save());
    await expect(signAs(lane, bytes, "Klant", signer)).rejects.toMatchObject({ reason: "encrypted" });
  });

  it("signed and encrypted", async () => {
    const { bytes } = await aSignedPaper({});
    const pdf = await PDF.load(bytes);
    pdf.setProtection({ ownerPassword: "kantoor" });
    const locked = new Uint8Array(await pdf.save());
    await expect(aPrepared(lane, locked, ["Nieuw"])).rejects.toMatchObject({
      reason: "signed-and-encrypted",
    });
    await expect(signAs(lane, locked.slice(), "Nieuw", signer)).rejects.toMatchObject({
      reason: "signed-and-encrypted",
    });
  });

  it.each([
    ["certified with P=1", certified(1), "no-changes-allowed"],
    ["certified with what there is not", certified(7), "no-changes-allowed"],
    ["locked by name", locking("/Action /Include /Fields [(Nieuw)]"), "no-changes-allowed"],
    ["locked with all", locking("/Action /All"), "no-changes-allowed"],
    ["locked with all but another", locking("/Action /Exclude /Fields [(Ander)]"), "no-changes-allowed"],
    ["certified with P=2", certified(2), null],
    ["certified with P=3", certified(3), null],
    ["with a lock on another", locking("/Action /Include /Fields [(Ander)]"), null],
    ["with a lock on all but this", locking("/Action /Exclude /Fields [(Nieuw)]"), null],
  ])("%s", async (_what, more, reason) => {
    const paper = await aSignedPaper({}, { more });
    const prepared = await aPrepared(lane, new Uint8Array(paper.bytes), ["Nieuw"]);
    const asked = signAs(lane, prepared, "Nieuw", signer);
    if (reason) await expect(asked).rejects.toMatchObject({ reason });
    else expect((await verifyFile(await asked, [root], new Date())).signatures).toHaveLength(2);
  });

  it("signed already, when a page would have to be added", async () => {
    const { bytes } = await aSignedPaper({});
    const page = { title: "Ondertekening", about: "", signers: [{ field: "Nieuw", lines: ["Naam"] }] };
    const asked = lane.ask("prepare", new Uint8Array(bytes), { fields: [], page });
    await expect(asked).rejects.toMatchObject({ reason: "no-changes-allowed" });
  });
});

describe("somebody else's signature", () => {
  it("stays valid under ours, byte for byte", async () => {
    const { bytes } = await aSignedPaper({});
    const prepared = await aPrepared(lane, new Uint8Array(bytes), ["Nieuw"]);
    // Also between the two: whoever is asked to sign sees that nothing but a field was added.
    const [before] = (await verifyFile(prepared.slice(), [root], new Date())).signatures;
    expect(before?.changes).toEqual([
      expect.objectContaining({ allowed: true, kind: "signature-field-added" }),
    ]);
    const signed = await signAs(lane, prepared, "Nieuw", signer);
    expect(Buffer.compare(signed.subarray(0, bytes.length), bytes)).toBe(0);
    const { signatures } = await verifyFile(signed, [root], new Date());
    expect(signatures).toMatchObject([
      { field: "Klant", verdict: "valid" },
      { field: "Nieuw", verdict: "valid", coversAll: true, permission: null },
    ]);
    expect(signatures[0]?.changes.filter(({ allowed }) => !allowed)).toEqual([]);
  });

  it("is seen to be about something else, when the page was replaced under it", async () => {
    const paper = await aSignedPaper({});
    const content = "BT /F1 20 Tf 60 700 Td (Winst 9.999.999) Tj ET";
    const shadow = revised(paper, { 4: `<< /Length ${content.length} >>\nstream\n${content}\nendstream` });
    const { signatures } = await verifyFile(new Uint8Array(shadow.bytes), [root], new Date());
    expect(signatures).toMatchObject([{ verdict: "valid", coversAll: false }]);
    expect(signatures[0]?.changes).toContainEqual(
      expect.objectContaining({ allowed: false, kind: "page-changed", page: 1 }),
    );
  });
});

describe("a document that is only encrypted against changes", () => {
  it("comes out decrypted, with what stood in it", async () => {
    const pdf = await PDF.load(await aReturn());
    pdf.setProtection({ ownerPassword: "" });
    const locked = new Uint8Array(await pdf.save());
    expect(await lane.ask("examine", locked.slice())).toMatchObject({ encrypted: true });
    const prepared = await aPrepared(lane, locked, ["Klant"]);
    expect(await lane.ask("examine", prepared.slice())).toMatchObject({ encrypted: false });
    expect((await textOf(prepared)).pages).toEqual((await textOf(await aReturn())).pages);
    expect(await signAs(lane, prepared, "Klant", signer)).toBeInstanceOf(Uint8Array);
  });
});

describe("what would take the process with it", () => {
  const endless = () =>
    written(
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      PAGE.replace("/Parent", "} /Parent"),
    );

  it("is stopped, and whoever waits behind it is served", async () => {
    const hurried = new Lane({ heapMb: 128, growthMb: 300, milliseconds: 2000 });
    const [stopped, served] = await Promise.allSettled([
      hurried.ask("examine", endless()),
      hurried.ask("examine", await withPages(2)),
    ]);
    expect(stopped).toMatchObject({ status: "rejected", reason: expect.any(DocumentTooHeavy) });
    expect(served).toMatchObject({ status: "fulfilled", value: { pages: [{}, {}] } });
  });

  it("is not unpacked to the end, to be signed", async () => {
    const wary = new Lane({ heapMb: 128, growthMb: 150, milliseconds: 20_000 });
    const bomb = new Uint8Array(await bombPdf(512));
    await expect(aPrepared(wary, bomb, ["Klant"])).rejects.toBeInstanceOf(DocumentTooHeavy);
    expect(await wary.ask("examine", await withPages(1))).toMatchObject({ pages: [{}] });
  });

  it("names a plan that cannot be", async () => {
    const fields = [aPlan("Klant"), aPlan("Klant")];
    await expect(lane.ask("prepare", await withPages(1), { fields, page: null })).rejects.toMatchObject({
      reason: "field-signed",
    });
  });
});
