import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inspectPdf } from "@/lib/pdf/inspect";
import { aReturn, PAGE, protectedBy, withPages, written } from "./documents";

const refusal = (reason: string) => ({ ok: false, reason });
const pages = (count: number) => ({ ok: true, pages: count });

let good: Uint8Array;
let folder: string;
beforeAll(async () => {
  good = await aReturn();
  folder = mkdtempSync(join(tmpdir(), "portal-pdf-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const behind = (head: string) => new Uint8Array(Buffer.concat([Buffer.from(head, "latin1"), good]));

describe("a PDF", () => {
  it("is read, and stays the caller's: not a byte of it changes", async () => {
    const before = Buffer.from(good);
    expect(await inspectPdf(good)).toEqual(pages(1));
    expect(good.byteLength).toBe(before.byteLength);
    expect(before.equals(good)).toBe(true);
  });

  it("is read from a file too", async () => {
    const path = join(folder, "aangifte.pdf");
    writeFileSync(path, good);
    expect(await inspectPdf(path)).toEqual(pages(1));
  });

  it("has its pages counted", async () => {
    expect(await inspectPdf(await withPages(3))).toEqual(pages(3));
    expect(await inspectPdf(await withPages(250))).toEqual(pages(250));
  });

  it("has the pages that can be found, whatever it claims", async () => {
    const tree = "<< /Type /Pages /Kids [3 0 R] /Count 9 >>";
    expect(await inspectPdf(written("<< /Type /Catalog /Pages 2 0 R >>", tree, PAGE))).toEqual(pages(1));
  });

  it("may be protected against changes, which keeps nobody from reading it", async () => {
    expect(await inspectPdf(await protectedBy({ ownerPassword: "kantoor" }))).toEqual(pages(1));
  });

  it.each([
    ["blanks", "\r\n \t"],
    ["a byte order mark", "\xef\xbb\xbf"],
    ["what is said to a printer", "\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n"],
  ])("may have %s before it", async (_, head) => {
    expect(await inspectPdf(behind(head))).toEqual(pages(1));
  });

  it("is inspected beside others, each by itself", async () => {
    const bad = new Uint8Array(Buffer.from("%PDF-1.7 and nothing"));
    const answers = await Promise.all(
      [good, bad, await withPages(2), bad, good].map((one) => inspectPdf(one)),
    );
    expect(answers).toEqual([pages(1), refusal("damaged"), pages(2), refusal("damaged"), pages(1)]);
  });
});

describe("what cannot be opened", () => {
  it("asks for a password", async () => {
    const locked = await protectedBy({ userPassword: "geheim", ownerPassword: "kantoor" });
    expect(await inspectPdf(locked)).toEqual(refusal("locked"));
  });

  it("has no bytes", async () => {
    expect(await inspectPdf(new Uint8Array())).toEqual(refusal("empty"));
    const path = join(folder, "leeg.pdf");
    writeFileSync(path, "");
    expect(await inspectPdf(path)).toEqual(refusal("empty"));
  });

  it.each([0, 9, 1_000_000_000])("has no page, whether it claims so or %i of them", async (count) => {
    const file = written("<< /Type /Catalog /Pages 2 0 R >>", `<< /Type /Pages /Kids [] /Count ${count} >>`);
    expect(await inspectPdf(file)).toEqual(refusal("empty"));
  });

  it.each([
    ["a third of it", 1 / 3],
    ["half of it", 1 / 2],
  ])("was cut off after %s", async (_, part) => {
    // What is gone are the page and the catalogue, which stand behind the fonts.
    expect(await inspectPdf(good.slice(0, Math.floor(good.length * part)))).toEqual(refusal("damaged"));
  });

  it("is the magic and no more, or the magic and noise", async () => {
    expect(await inspectPdf(new Uint8Array(Buffer.from("%PDF-1.7\n%%EOF")))).toEqual(refusal("damaged"));
    const noise = Buffer.from(Array.from({ length: 20_000 }, (_, i) => (i * 7919) % 251));
    const noisy = new Uint8Array(Buffer.concat([Buffer.from("%PDF-1.7\n"), noise]));
    expect(await inspectPdf(noisy)).toEqual(refusal("damaged"));
  });
});

describe("what is no PDF", () => {
  it.each([
    ["words", "Aangifte omzetbelasting"],
    ["a page of HTML", "<!doctype html><title>PDF</title>"],
    ["a drawing", '<svg xmlns="http://www.w3.org/2000/svg"/>'],
    ["a picture", "\x89PNG\r\n\x1a\n"],
    ["a zip", "PK\x03\x04"],
    ["a program", "MZ\x90\x00"],
    ["an XBRL", '<?xml version="1.0"?><xbrl/>'],
    ["a magic in small letters", "%pdf-1.7"],
    ["a magic too far in", `${" ".repeat(1024)}%PDF-1.7`],
  ])("%s is refused", async (_, text) => {
    expect(await inspectPdf(new Uint8Array(Buffer.from(text, "latin1")))).toEqual(refusal("not-a-pdf"));
  });

  it.each([
    ["a page of HTML", "<html><script>alert(1)</script><!--"],
    ["a script", "alert(1)/*"],
    ["a drawing", '<svg xmlns="http://www.w3.org/2000/svg"><!--'],
    ["a picture", "GIF89a/*"],
    ["a photo", "\xff\xd8\xff\xe0"],
    ["a zip in which it lies unpacked", "PK\x03\x04\x14\x00\x00\x00\x00\x00"],
    ["a program", "MZ\x90\x00"],
    ["a letter", "Content-Type: text/html\r\n\r\n"],
    ["a printer's greeting with a page in it", "\x1b%-12345X\x00<html>"],
  ])("is one that is %s as well", async (_, head) => {
    expect(await inspectPdf(behind(head))).toEqual(refusal("not-a-pdf"));
  });
});

describe("what a PDF carries along", () => {
  const catalogue = (more: string) => `<< /Type /Catalog /Pages 2 0 R ${more} >>`;
  const tree = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>";
  it.each([
    ["a script that runs when it opens", "/OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >>"],
    ["a program that it wants started", "/OpenAction << /S /Launch /F (cmd.exe) >>"],
    ["an address that it wants fetched", "/OpenAction << /S /URI /URI (http://127.0.0.1:1/) >>"],
  ])("%s is not run: the page is readable all the same", async (_, more) => {
    expect(await inspectPdf(written(catalogue(more), tree, PAGE))).toEqual(pages(1));
  });

  it("a file within the file is not unpacked", async () => {
    const packed = deflateSync(Buffer.alloc(1_000_000)).toString("latin1");
    const file = written(
      catalogue("/Names << /EmbeddedFiles << /Names [(x.exe) 4 0 R] >> >>"),
      tree,
      PAGE,
      "<< /Type /Filespec /F (x.exe) /EF << /F 5 0 R >> >>",
      `<< /Type /EmbeddedFile /Filter /FlateDecode /Length ${packed.length} >>\nstream\n${packed}\nendstream`,
    );
    expect(await inspectPdf(file)).toEqual(pages(1));
  });
});
