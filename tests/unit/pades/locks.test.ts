import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Signer } from "@/lib/pades/shapes";
import { Lane } from "@/lib/pades/thread/lane";
import { verifyFile } from "@/lib/pades/verify-file";
import { pemOf } from "@/lib/shared/pem";
import { findJudges, type Judges } from "@/scripts/corpus/judges";
import { aSignedPaper } from "@/tests/support/pades/people";
import { aPaper, revised } from "@/tests/support/pades/signed-pdf";
import { signAs } from "@/tests/support/signing/documents";
import { anAuthority, type TestAuthority } from "@/tests/support/signing/people";
import { appended } from "./changes/written";

const lane = new Lane();
const folder = mkdtempSync(join(tmpdir(), "portal-locks-"));
let authority: TestAuthority;
let people: Record<string, Signer>;
let judges: Judges;
beforeAll(async () => {
  authority = await anAuthority({ keyType: "RSA" });
  people = {
    [FIRST]: await authority.signer("Noorderlicht"),
    [SECOND]: await authority.signer("Noorderlicht twee"),
  };
  judges = await findJudges(pemOf(authority.root.certificate, "CERTIFICATE"));
});
afterAll(async () => {
  await judges.end();
  rmSync(folder, { recursive: true, force: true });
});

const FIRST = "Eerste é";
const SECOND = "Tweede";
const widget = (rect: string, more: string) =>
  `<< /Type /Annot /Subtype /Widget /P 3 0 R /Rect [${rect}] /F 4 ${more} >>`;
const amount = (value: string) => widget("60 300 260 330", `/FT /Tx /T (Winst) /V (${value})`);

/** Two who sign in fields of the document's own, which say this of a lock, and a text that can be filled in. */
function aForm(first = "", second = first) {
  return revised(
    { ...aPaper(), next: 9, fields: [6, 7, 8] },
    {
      6: widget("60 100 260 180", `/FT /Sig /T (Eerste \\351) ${first}`),
      7: widget("300 100 500 180", `/FT /Sig /T (${SECOND}) ${second}`),
      8: amount("1.000"),
    },
  );
}
const lock = (how: string) => `/Lock << /Type /SigFieldLock ${how} >>`;

async function prepared(bytes: Buffer, found = [FIRST, SECOND]): Promise<Uint8Array> {
  return lane.ask("prepare", new Uint8Array(bytes), { fields: [], page: null, found });
}
async function signedBy(bytes: Uint8Array, field: string): Promise<Uint8Array> {
  return signAs(lane, bytes.slice(), field, people[field] as Signer);
}
async function forbidden(bytes: Uint8Array, chosen = [FIRST, SECOND]) {
  return (await lane.ask("examine", bytes.slice(), chosen)).forbidden;
}
async function reportOf(bytes: Uint8Array) {
  const { signatures } = await verifyFile(bytes, [authority.root.certificate], new Date());
  return signatures.map(({ field, verdict, changes }) => ({
    ...{ field, verdict },
    bad: changes.filter(({ allowed }) => !allowed).map(({ kind, name }) => `${kind} ${name}`),
  }));
}
const sound = (...fields: string[]) => fields.map((field) => ({ field, verdict: "valid", bad: [] }));

/** Signs in both, and looks each time at what a stranger could still fill in. */
async function signedByBoth(ready: Uint8Array, order: string[]): Promise<Uint8Array> {
  let bytes = ready;
  for (const field of order) {
    bytes = await signedBy(bytes, field);
    const filled = await reportOf(new Uint8Array(appended(Buffer.from(bytes), { 8: amount("9.999") })));
    expect(filled.find((one) => one.field === field)).toMatchObject({ bad: ["form-filled Winst"] });
  }
  return bytes;
}

/** Programs of others, where they are installed: of ours they trust the root. */
async function expectOthersAgree(bytes: Uint8Array, count: number) {
  const file = join(folder, "signed.pdf");
  writeFileSync(file, bytes);
  expect((await judges.soundness?.(file)) ?? 0).toBe(0);
  expect((await judges.signatures?.(file, count, 2)) ?? null).toBeNull();
}

const OWN = [
  ["none", ""],
  ["all", lock("/Action /All")],
  ["all, and the whole document", lock("/Action /All /P 1")],
  ["the whole document by itself", lock("/P 1")],
  ["the other", lock(`/Action /Include /Fields [(${SECOND}) (Eerste \\351)]`)],
  ["all but the text", lock("/Action /Exclude /Fields [(Winst)]")],
  ["nothing that matters", lock("/Action /Include /Fields [(Niets)]")],
];

describe("a document that nobody signed, whose fields lock", () => {
  it.each(OWN)("%s: all can sign, and the text is closed by the first", async (_what, own) => {
    const ready = await prepared(aForm(own).bytes);
    expect(await forbidden(ready)).toEqual([]);
    const bytes = await signedByBoth(ready, [FIRST, SECOND]);
    expect(await reportOf(bytes)).toEqual(sound(FIRST, SECOND));
    await expectOthersAgree(bytes, 2);
  });

  it("keeps the lock of a field that nobody was given", async () => {
    const ready = await prepared(aForm(lock("/Action /All")).bytes, [FIRST]);
    expect(await forbidden(ready)).toEqual([FIRST]);
    expect(await forbidden(ready, [FIRST])).toEqual([]);
  });
});

describe("a document that somebody else signed", () => {
  const others = async (...locks: string[]) =>
    prepared((await aSignedPaper({}, { paper: aForm(...locks) })).bytes);

  it.each([
    ["none", ""],
    ["nothing that matters", lock("/Action /Include /Fields [(Niets)]")],
    ["all but signatures", lock(`/Action /Exclude /Fields [(Eerste \\351) (${SECOND})]`)],
  ])("has its fields left as they are, and the text closed all the same: %s", async (_what, own) => {
    const ready = await others(own);
    expect(await forbidden(ready)).toEqual([]);
    const bytes = await signedByBoth(ready, [SECOND, FIRST]);
    expect(await reportOf(bytes)).toEqual(sound(FIRST, SECOND, "Klant"));
    await expectOthersAgree(bytes, 3);
  });

  it.each([
    ["all", lock("/Action /All"), "", [SECOND]],
    ["the whole document", lock("/P 1"), "", [SECOND]],
    ["the other", "", lock("/Action /Include /Fields [(Eerste \\351)]"), [FIRST]],
    ["each other", lock("/Action /All"), lock("/Action /All"), [FIRST, SECOND]],
    ["itself", lock("/Action /Include /Fields [(Eerste \\351)]"), "", []],
  ])("says before anybody signs whom a lock would keep out: %s", async (_what, first, second, kept) => {
    const ready = await others(first, second);
    expect(await forbidden(ready)).toEqual(kept);
    for (const one of [FIRST, SECOND]) expect(await forbidden(ready, [one])).toEqual([]);
  });

  it("takes a lock of all by the one who signs alone", async () => {
    const ready = await others(lock("/Action /All /P 1"), "");
    const bytes = await signedBy(ready, FIRST);
    expect(await reportOf(bytes)).toEqual(sound(FIRST, "Klant"));
    expect(await forbidden(bytes, [])).toBeNull();
  });
});
