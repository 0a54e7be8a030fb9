import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Signer } from "@/lib/pades/shapes";
import { sign } from "@/lib/pades/sign";
import { Lane } from "@/lib/pades/thread/lane";
import { verifyFile } from "@/lib/pades/verify-file";
import { aText, signAs, whole } from "@/tests/support/signing/documents";
import { anAuthority } from "@/tests/support/signing/people";
import { PAGE, withPages, written } from "@/tests/unit/pdf/documents";
import { textOf } from "@/tests/unit/pdf/text-of";

const lane = new Lane();
const folder = mkdtempSync(join(tmpdir(), "portal-places-"));
const poppler = spawnSync("pdftotext", ["-v"]).error === undefined;
let signer: Signer;
let root: Buffer;

beforeAll(async () => {
  const authority = await anAuthority();
  signer = await authority.signer("Noorderlicht");
  root = authority.root.certificate;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const report = (bytes: Uint8Array) => verifyFile(bytes, [root], new Date());

/** A page of 500 by 700 in its own coordinates, which begin elsewhere, turned and cut. */
function turned(rotate: number, crop: string): Uint8Array {
  return written(
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Kids [3 0 R] /Count 1 /Rotate ${rotate} /MediaBox [100 -50 600 650] >>`,
    `<< /Type /Page /Parent 2 0 R /Contents 4 0 R ${crop} >>`,
    "<< /Length 0 >>\nstream\n\nendstream",
  );
}

type Box = { left: number; top: number; right: number; bottom: number };

/** Where a word stands on the page as it is looked at, by poppler. */
function boxOf(bytes: Uint8Array, word: string): Box {
  const file = join(folder, "turned.pdf");
  writeFileSync(file, bytes);
  const html = execFileSync("pdftotext", ["-cropbox", "-bbox", file, "-"], { encoding: "utf8" });
  const found = new RegExp(
    `xMin="([\\d.-]+)" yMin="([\\d.-]+)" xMax="([\\d.-]+)" yMax="([\\d.-]+)">${word}<`,
  ).exec(html);
  if (!found) throw new Error(`${word} is not on the page: ${html}`);
  const [left = 0, top = 0, right = 0, bottom = 0] = found.slice(1).map(Number);
  return { left, top, right, bottom };
}

describe("a field stands where it was put, however the page lies", () => {
  const place = { page: 1, x: 30, y: 40, width: 200, height: 90 };
  const rows = [0, 90, 180, 270, -90, 450].flatMap((rotate) =>
    ["", "/CropBox [140 20 560 600]", "/CropBox [-500 -500 900 900]"].map((crop) => [rotate, crop] as const),
  );

  it.each(rows)("turned by %i, %s", async (rotate, crop) => {
    const fields = [{ name: "Klant", place }];
    const prepared = await lane.ask("prepare", turned(rotate, crop), { fields, page: null });
    expect((await lane.ask("examine", prepared.slice())).fields).toEqual([
      { name: "Klant", signed: false, place },
    ]);
    const bytes = await signAs(lane, prepared, "Klant", signer);
    expect((await report(bytes)).signatures).toMatchObject([{ verdict: "valid", place }]);
    if (!poppler) return;
    // Upright: wider than high; within the field, and in its lower part.
    const name = boxOf(bytes, "november");
    expect(name.right - name.left).toBeGreaterThan(name.bottom - name.top);
    expect(name.left).toBeGreaterThan(place.x);
    expect(name.right).toBeLessThan(place.x + place.width);
    expect(name.top).toBeGreaterThan(place.y + place.height / 2);
    expect(name.bottom).toBeLessThan(place.y + place.height + 2);
  });

  it("also when the page is smaller than a stamp, or says nothing of its size", async () => {
    const tiny = written(
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      PAGE.replace("595 842", "20 12"),
    );
    const small = { page: 1, x: 1, y: 1, width: 18, height: 10 };
    const prepared = await lane.ask("prepare", tiny, {
      fields: [{ name: "Klant", place: small }],
      page: null,
    });
    expect((await report(await signAs(lane, prepared, "Klant", signer))).signatures).toMatchObject([
      { verdict: "valid", place: small },
    ]);
    const bare = written(
      "<< /Type /Catalog /Pages 2 0 R >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      "<< /Type /Page /Parent 2 0 R >>",
    );
    expect(await lane.ask("examine", bare)).toMatchObject({ pages: [{ width: 612, height: 792 }] });
  });
});

describe("fields that a document has already", () => {
  const form = (field: string) =>
    written(
      "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      `${PAGE.slice(0, -2)} /Annots [5 0 R] >>`,
      field,
      "<< /Type /Annot /Subtype /Widget /Parent 4 0 R /P 3 0 R /Rect [100 100 300 180] >>",
    );

  it("are found by their full name, and signed where they stand", async () => {
    const bytes = form("<< /FT /Sig /T (Tekenen) /Kids [5 0 R] >>");
    const place = { page: 1, x: 100, y: 662, width: 200, height: 80 };
    expect((await lane.ask("examine", bytes.slice())).fields).toEqual([
      { name: "Tekenen", signed: false, place },
    ]);
    const signed = await signAs(lane, bytes, "Tekenen", signer);
    expect((await report(signed)).signatures).toMatchObject([{ field: "Tekenen", verdict: "valid", place }]);
    expect((await lane.ask("examine", signed)).fields).toMatchObject([{ signed: true }]);
  });

  it("may be hidden: then nothing is drawn, and it is signed all the same", async () => {
    const hidden = written(
      "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [4 0 R] >> >>",
      "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      PAGE,
      "<< /FT /Sig /T (Onzichtbaar) /Type /Annot /Subtype /Widget /P 3 0 R /Rect [0 0 0 0] >>",
    );
    expect((await lane.ask("examine", hidden.slice())).fields).toMatchObject([{ place: null }]);
    const signed = await signAs(lane, hidden, "Onzichtbaar", signer);
    expect((await report(signed)).signatures).toMatchObject([{ verdict: "valid", place: null }]);
  });
});

describe("a page for signatures", () => {
  const signers = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      field: `Ondertekenaar ${index + 1}`,
      lines: [
        "Wolfeschlegelsteinhausenbergerdorff-Überhöhungsgeschwindigkeit van der Lange Naam",
        "bestuurder van Van Dijk Holding B.V.",
      ],
    }));

  it.each([1, 5, 6, 11])("has room for %i", async (count) => {
    const page = {
      title: "Ondertekening",
      about: "Jaarrekening 2025 van Bakkerij De Korenaar B.V.",
      signers: signers(count),
    };
    const prepared = await lane.ask("prepare", await withPages(2), { fields: [], page });
    const { pages, fields } = await lane.ask("examine", prepared.slice());
    expect(pages).toHaveLength(2 + Math.ceil(count / 5));
    expect(fields.map(({ name }) => name)).toEqual(page.signers.map(({ field }) => field));
    // None over another, and none over the edge.
    for (const [index, { place }] of fields.entries()) {
      const under = fields[index + 1]?.place;
      if (under?.page === place?.page)
        expect(under?.y).toBeGreaterThan((place?.y ?? 0) + (place?.height ?? 0));
      expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThan(842);
    }
    const { pages: words, overflows } = await textOf(prepared);
    expect(words[2]).toContain("Jaarrekening 2025 van Bakkerij De Korenaar B.V.");
    expect(overflows).toBe(false);
    const last = whole(await sign(lane, prepared, aText(`Ondertekenaar ${count}`), { signer }));
    expect((await report(last)).signatures).toMatchObject([{ verdict: "valid", coversAll: true }]);
  });
});
