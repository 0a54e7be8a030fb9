import { describe, expect, it } from "vitest";
import { changesAfter } from "@/lib/pades/changes/changes";
import { inWords, OTHER_RESULT } from "./statement";
import { appended, file, type Objects, stream } from "./written";

const archive: Objects = { 1: "<< /Type /Catalog /Pages 2 0 R /DSS << >> >>" };
const plain: Objects = {
  1: "<< /Type /Catalog /Pages 2 0 R >>",
  2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
  3: "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
  4: stream("BT /F1 12 Tf 60 700 Td (Winst 1.000) Tj ET"),
};
const UNREADABLE = ["no unreadable - -"];
const DSS = ["yes archive-data - DSS"];

async function told(now: Buffer, revisionEnd: number): Promise<string[]> {
  return inWords(await changesAfter(now, revisionEnd));
}

/** With these bytes before what an update brings in. */
function hiding(words: string, before = file(plain), objects = archive): Buffer {
  return appended(Buffer.concat([before, Buffer.from(words)]), objects, {
    trailer: { Prev: String(startOf(before)) },
  });
}

function startOf(bytes: Buffer): number {
  return Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(bytes.toString("latin1"))?.[1]);
}

/** Readers for whom a table is wrong, which it may be to them alone, go through the bytes. */
describe("what a reader finds that looks through the bytes", () => {
  it.each([
    ["an object that no table leads to", `4 0 obj\n${OTHER_RESULT}\nendobj\n`],
    ["an object with a comment in its head", `4%\n0%\nobj\n${OTHER_RESULT}\nendobj\n`],
    ["an object in a comment", "% 4 0 obj\n"],
    ["a trailer that no other leads to", "trailer\n<< /Root 9 0 R >>\n"],
    ["a trailer behind a comment", "trailer % \n<< /Root 9 0 R >>\n"],
  ])("%s", async (_, words) => {
    const before = file(plain);
    expect(await told(hiding(words), before.length)).toEqual(UNREADABLE);
  });

  it("a section that is no section", async () => {
    const before = file(plain);
    const objects = { ...archive, 9: stream("", "/Type /XRef /Root 10 0 R"), 10: plain[1] ?? "" };
    expect(await told(appended(before, objects), before.length)).toEqual(UNREADABLE);
  });

  it("a replaced object that stands behind the valid one", async () => {
    const before = file(plain);
    const good = appended(before, { 4: plain[4] ?? "" });
    const bad = appended(good, { 4: OTHER_RESULT });
    const rows: [number, number][] = [[4, good.lastIndexOf("\n4 0 obj") + 1]];
    expect(await told(appended(bad, archive, { rows }), before.length)).toEqual(UNREADABLE);
  });

  it("a replaced object that stands before the valid one is nothing to speak of", async () => {
    const before = file(plain);
    const twice = appended(appended(before, archive), archive);
    expect(await told(twice, before.length)).toEqual(DSS);
  });

  it("words that only look like it are nothing to speak of", async () => {
    const before = file(plain);
    expect(await told(hiding("% an object, a trailer, 4 objects\n"), before.length)).toEqual(DSS);
  });
});

it("does not judge what is appended to a file that begins with something else", async () => {
  const junk = Buffer.from("junk\n%PDF-1.7\n");
  const before = appendedTo(junk, plain);
  expect(await told(before, before.length)).toEqual([]);
  expect(await told(appended(before, archive), before.length)).toEqual(UNREADABLE);
});

/** A file of these objects that begins with these bytes. */
function appendedTo(head: Buffer, objects: Objects): Buffer {
  const marked = file(objects).toString("latin1").slice("%PDF-1.7\n".length);
  const shift = head.length - "%PDF-1.7\n".length;
  const moved = marked
    .replace(
      /^(\d{10}) (\d{5}) n/gm,
      (_, at, rest) => `${String(Number(at) + shift).padStart(10, "0")} ${rest} n`,
    )
    .replace(/startxref\n(\d+)/, (_, at) => `startxref\n${Number(at) + shift}`);
  return Buffer.concat([head, Buffer.from(moved, "latin1")]);
}

/** Some readers show it by its first section until something is appended, and by its last from then on. */
describe("a linearized file", () => {
  it("of which the first section is another than the newest is not judged", async () => {
    const before = linearized("first");
    expect(await told(appended(before, archive), before.length)).toEqual(UNREADABLE);
    const blank = Buffer.concat([before, Buffer.from("\n")]);
    expect(await told(blank, before.length)).toEqual(UNREADABLE);
    expect(await told(before, before.length)).toEqual([]);
  });

  it("as it should be is", async () => {
    const before = linearized("newest");
    expect(await told(appended(before, archive), before.length)).toEqual(DSS);
  });

  it("to which something was appended already is", async () => {
    const before = appended(linearized("first"), archive);
    const more = { 1: "<< /Type /Catalog /Pages 2 0 R /DSS << /VRI << >> >> >>" };
    expect(await told(appended(before, more), before.length)).toEqual(DSS);
  });
});

/** @param says which of its two sections the end of the file leads to */
function linearized(which: "first" | "newest"): Buffer {
  const head =
    "%PDF-1.7\n9 0 obj\n<< /Linearized 1 /L 0000009999 /H [99 9] /O 3 /E 99 /N 1 /T 99 >>\nendobj\n";
  const rows = 5 * 20 + "xref\n0 5\n".length;
  const trailer = "trailer\n<< /Size 10 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";
  let text = `${head}${" ".repeat(rows)}${trailer}`;
  const table = (content: number) => {
    const lines = [1, 2, 3].map(
      (number) => `${String(text.indexOf(`\n${number} 0 obj`) + 1).padStart(10, "0")} 00000 n \n`,
    );
    return `xref\n0 5\n0000000000 65535 f \n${lines.join("")}${String(content).padStart(10, "0")} 00000 n \n`;
  };
  const places: number[] = [];
  for (const [number, body] of [...Object.entries(plain), ["4", OTHER_RESULT] as const]) {
    if (number === "4") places.push(text.length);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  text = text.replace(" ".repeat(rows), table(places[0] ?? 0));
  const start = which === "newest" ? head.length : text.length;
  text += which === "newest" ? "" : `${table(places[1] ?? 0)}trailer\n<< /Size 10 /Root 1 0 R >>\n`;
  text += `startxref\n${start}\n%%EOF\n`;
  return Buffer.from(text.replace("0000009999", String(text.length).padStart(10, "0")), "latin1");
}
