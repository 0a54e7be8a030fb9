import { describe, expect, it } from "vitest";
import { changesAfter } from "@/lib/pades/changes/changes";
import { and, but, inWords, OTHER_RESULT, STATEMENT, statement } from "./statement";
import { appended, type Objects, stream, type Update, WAYS } from "./written";

const unreadable = ["no unreadable - -"];
const before = statement();
const end = before.length;
const at = (text: string) => before.indexOf(text);
const told = async (bytes: Buffer, revisionEnd = end) => inWords(await changesAfter(bytes, revisionEnd));
/** Text behind the revision, exchanged for other text of the same length or behind everything that has an offset. */
const exchanged = (bytes: Buffer, from: string | RegExp, to: string) =>
  Buffer.concat([
    bytes.subarray(0, end),
    Buffer.from(bytes.subarray(end).toString("latin1").replace(from, to), "latin1"),
  ]);

describe("an update that readers see in different ways", () => {
  const old = { 70: "null" };
  const rows: [string, Objects, Update][] = [
    ["leads to an object of another number", old, { rows: [[5, at("\n7 0 obj") + 1]] }],
    ["leads into the middle of something", old, { rows: [[5, at("Winst")]] }],
    [
      "names an entry twice",
      { 3: but(3, "/Contents 5 0 R", "/Contents 70 0 R /Contents 5 0 R"), 70: OTHER_RESULT },
      {},
    ],
    ["has an object without an end", { 5: `${STATEMENT[5]}\n5 0 obj\n${OTHER_RESULT}` }, {}],
    ["has a word that means nothing", { 3: and(3, "/Tabs zzz") }, {}],
    ["has a brace, at which the library stays for ever", { 3: and(3, "/X } 1") }, {}],
    ["has names of other characters", { 3: and(3, "/F\xff 1") }, {}],
    ["writes names of other characters in figures", { 3: and(3, "/F#ff 1") }, {}],
    ["is deeper than any", { 3: and(3, `/Deep ${"[".repeat(200)}${"]".repeat(200)}`) }, {}],
    ["does not lead on", old, { trailer: { Prev: "0" } }],
    ["leads on to itself", old, { trailer: { Prev: String(end + 30) } }],
    ["has another catalog", { 70: STATEMENT[1] ?? "" }, { trailer: { Root: "70 0 R" } }],
    ["has a catalog of another generation", old, { trailer: { Root: "1 1 R" } }],
    ["has an object outside of its table", old, { trailer: { Size: "50" } }],
    ["has a shorter table", { 3: STATEMENT[3] ?? "" }, { trailer: { Size: "20" } }],
    [
      "is encrypted",
      { 70: "<< /Filter /Standard /V 1 /R 2 >>" },
      { trailer: { Encrypt: "70 0 R", ID: "[<00> <00>]" } },
    ],
  ];
  it.each(rows)("%s", async (_, objects, how) => {
    for (const way of WAYS)
      expect(await told(appended(before, objects, { ...how, way })), way).toEqual(unreadable);
  });

  it("has two entries for one object", async () => {
    const now = appended(before, { 5: OTHER_RESULT });
    expect(await told(now)).toEqual(["no page-changed 1 -"]);
    const place = String(at("\n5 0 obj") + 1).padStart(10, "0");
    expect(await told(exchanged(now, "trailer", `5 1\n${place} 00000 n \ntrailer`))).toEqual(unreadable);
  });

  it("has a table and a stream that say different things of one object", async () => {
    const now = appended(before, { 5: OTHER_RESULT }, { way: "hybrid" });
    const [row = ""] =
      now
        .subarray(end)
        .toString("latin1")
        .match(/(?<=\n5 1\n)\d{10}/) ?? [];
    const place = String(at("\n5 0 obj") + 1).padStart(10, "0");
    expect(await told(exchanged(now, `\n5 1\n${row}`, `\n5 1\n${place}`))).toEqual(unreadable);
  });

  it("has a stream beside a stream, which only some look into", async () => {
    const first = appended(before, { 70: "null" }, { way: "stream" });
    const trailer = {
      XRefStm: String(first.lastIndexOf("71 0 obj")),
      Prev: /startxref\s+(\d+)/.exec(before.toString("latin1"))?.[1] ?? "",
    };
    expect(await told(appended(first, { 5: OTHER_RESULT }, { way: "stream", trailer }))).toEqual(unreadable);
  });

  it("has an object of another generation", async () => {
    const now = appended(before, { 5: OTHER_RESULT });
    expect(await told(exchanged(now, "5 0 obj", "5 1 obj"))).toEqual(unreadable);
    const both = exchanged(exchanged(now, "5 0 obj", "5 1 obj"), /(\n5 1\n\d{10}) 00000/, "$1 00001");
    expect(both.equals(exchanged(now, "5 0 obj", "5 1 obj"))).toBe(false);
    expect(await told(both)).toEqual(unreadable);
  });

  it("brings in a new object of another generation, which some writers do", async () => {
    const now = appended(before, { 70: "null" });
    const other = exchanged(exchanged(now, "70 0 obj", "70 1 obj"), /(\n70 1\n\d{10}) 00000/, "$1 00001");
    expect(other.includes(" 00001 n")).toBe(true);
    expect(await told(other)).toEqual([]);
  });

  it("packs an object under another number", async () => {
    const now = appended(before, { 3: STATEMENT[3] ?? "", 4: STATEMENT[4] ?? "" }, { way: "packed" });
    expect(await told(now)).toEqual([]);
    // The rows of the two, exchanged: each leads to the other's place in the stream.
    const swapped = exchanged(now, "[3 1 4 1 ", "[4 1 3 1 ");
    expect(swapped.equals(now)).toBe(false);
    expect(await told(swapped)).toEqual(unreadable);
  });

  it("builds on an older revision than the one that was signed", async () => {
    const second = appended(before, { 5: OTHER_RESULT });
    const Prev = /startxref\s+(\d+)/.exec(before.toString("latin1"))?.[1] ?? "";
    expect(await told(appended(second, { 70: "null" }, { trailer: { Prev } }), second.length)).toEqual(
      unreadable,
    );
  });

  it("is no update at all", async () => {
    expect(await told(Buffer.concat([before, Buffer.from("5 0 obj\n<< >>\nendobj\n")]))).toEqual(unreadable);
    const [start = ""] = before.toString("latin1").match(/startxref[\s\S]*$/) ?? [];
    expect(await told(Buffer.concat([before, Buffer.from(`%\n${start}`)]))).toEqual(unreadable);
  });

  it("follows something that is no revision", async () => {
    const now = appended(before, { 5: OTHER_RESULT });
    for (const wrong of [1, 100, end - 200, -1, 1.5, Number.NaN, now.length + 1])
      expect(await told(now, wrong), String(wrong)).toEqual(unreadable);
    expect(await told(Buffer.alloc(0), 0)).toEqual(unreadable);
    expect(await told(Buffer.from("no pdf"), 3)).toEqual(unreadable);
  });
});

it("ends where objects refer to themselves", async () => {
  const ring = { 6: and(6, "/Ring 6 0 R") };
  const first = statement(ring);
  expect(await told(appended(first, ring), first.length)).toEqual([]);
  const other = appended(first, { 22: stream("other") });
  expect(await told(other, first.length)).toEqual(["no page-changed 1 -", "no page-changed 2 -"]);
});
