import { describe, expect, it } from "vitest";
import { readXbrl } from "@/lib/approvals/xbrl/read";
import { BARE, CONTEXT, instance } from "./an-instance";

const MB = 1024 * 1024;
/** Generous for a slow machine; what grows with the square of the size takes minutes. */
const SOON = 5_000;

function timed(bytes: Uint8Array | string) {
  const start = performance.now();
  const result = readXbrl(typeof bytes === "string" ? Buffer.from(bytes) : bytes);
  return { result, took: performance.now() - start };
}
/** Repeats a part until the whole is this large. */
const filled = (part: string, bytes: number) => part.repeat(Math.floor(bytes / part.length));

describe("encodings", () => {
  const words = instance('<d:A contextRef="m">Privégebruik €</d:A>');
  const value = (bytes: Buffer) => {
    const result = readXbrl(bytes);
    return result.ok ? result.instance.facts[0]?.value : result.reason;
  };

  it.each([
    ["UTF-8", Buffer.from(words), "Privégebruik €"],
    ["UTF-8 with its mark", Buffer.from(`\ufeff${words}`), "Privégebruik €"],
    ["UTF-8 in small letters", Buffer.from(words.replace("UTF-8", "utf-8")), "Privégebruik €"],
    ["UTF-8 without a declaration", Buffer.from(words.replace(/<\?.*\?>/, "").trim()), "Privégebruik €"],
    ["Latin-1", Buffer.from(words.replace("UTF-8", "ISO-8859-1"), "latin1"), "unreadable-encoding"],
    ["Latin-1 that calls itself UTF-8", Buffer.from(words, "latin1"), "unreadable-encoding"],
    [
      "UTF-8 that calls itself Windows-1252",
      Buffer.from(words.replace("UTF-8", "windows-1252")),
      "unreadable-encoding",
    ],
    ["UTF-16 with its mark", Buffer.from(`\ufeff${words}`, "utf16le"), "unreadable-encoding"],
    ["UTF-16 the other way round", Buffer.from(`\ufeff${words}`, "utf16le").swap16(), "unreadable-encoding"],
    ["UTF-16 without a mark", Buffer.from(words, "utf16le"), "unreadable-encoding"],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), "not-xml"],
    ["a zip", Buffer.from([0x50, 0x4b, 0x03, 0x04, 0xff, 0xfe]), "not-xml"],
  ])("%s", (_, bytes, expected) => {
    expect(value(bytes)).toBe(expected);
  });
});

describe("the limits", () => {
  it("are 5 MB, to the byte", () => {
    const padded = (bytes: number) => BARE + " ".repeat(bytes - BARE.length);
    expect(timed(padded(5 * MB)).result.ok).toBe(true);
    expect(timed(padded(5 * MB + 1)).result).toEqual({ ok: false, reason: "too-large" });
  });

  it("are 64 elements deep", () => {
    const nested = (depth: number) => instance("<d:T>".repeat(depth - 1) + "</d:T>".repeat(depth - 1));
    expect(timed(nested(64)).result.ok).toBe(true);
    expect(timed(nested(65)).result).toEqual({ ok: false, reason: "too-large" });
  });

  it("are 100,000 elements", () => {
    expect(timed(instance("<d:T/>".repeat(99_999))).result.ok).toBe(true);
    expect(timed(instance("<d:T/>".repeat(100_000))).result).toEqual({ ok: false, reason: "too-large" });
  });

  it("are 64 attributes to an element, and start anew with the next one", () => {
    const element = (count: number) =>
      `<d:T ${Array.from({ length: count }, (_, i) => `a${i}="1"`).join(" ")}/>`;
    expect(timed(instance(element(64) + element(64))).result.ok).toBe(true);
    expect(timed(instance(element(65))).result).toEqual({ ok: false, reason: "too-large" });
    expect(timed(instance(element(64) + element(65))).result).toEqual({ ok: false, reason: "too-large" });
  });

  it("leave room for the longest returns that there are", () => {
    const fact = '<d:Amount contextRef="Msg" unitRef="EUR" decimals="INF">123456</d:Amount>';
    const { result } = timed(instance(CONTEXT + fact.repeat(20_000)));
    expect(result.ok && result.instance.facts).toHaveLength(20_000);
  });
});

describe("10 MB and more", () => {
  it.each([
    ["of elements", filled("<d:T/>", 10 * MB)],
    ["of open elements", filled("<d:T>", 10 * MB)],
    ["of blanks", filled(" ", 60 * MB)],
  ])("%s are refused without being read", (_, body) => {
    const { result, took } = timed(Buffer.from(instance(body)));
    expect(result).toEqual({ ok: false, reason: "too-large" });
    expect(took).toBeLessThan(50);
  });
});

describe("just under the limit, and hard to read", () => {
  const size = 5 * MB - 2_000;
  it.each([
    ["open elements", instance(filled("<d:T>", size)), "too-large"],
    [
      "attributes",
      instance(`<d:T ${Array.from({ length: 400_000 }, (_, i) => `a${i}=''`).join(" ")}/>`),
      "too-large",
    ],
    [
      "namespaces",
      instance(`<d:T ${Array.from({ length: 200_000 }, (_, i) => `xmlns:a${i}='u'`).join(" ")}/>`),
      "too-large",
    ],
    [
      "namespaces on each element",
      instance(filled(`<d:T xmlns:e="${"u".repeat(100)}"><e:A/></d:T>`, size)),
      true,
    ],
    ["one value", instance(`<d:A contextRef="m">${filled("x", size)}</d:A>`), true],
    ["one value in small parts", instance(`<d:A contextRef="m">${filled("x<!---->", size)}</d:A>`), true],
    ["one attribute", instance(`<d:A contextRef="${filled("x", size)}"/>`), true],
    ["one name", instance(`<d:${filled("x", size)}/>`), true],
    ["one comment", instance(`<!--${filled("x", size)}-->`), true],
    ["one comment without an end", instance(`<!--${filled("- ", size)}`), "not-xml"],
    ["references", instance(`<d:A contextRef="m">${filled("&#x41;", size)}</d:A>`), true],
    ["named references", instance(`<d:A contextRef="m">${filled("&amp;", size)}</d:A>`), true],
    ["one reference without an end", instance(`<d:A contextRef="m">&${filled("x", size)}</d:A>`), "not-xml"],
    ["CDATA", instance(`<d:A contextRef="m">${filled("<![CDATA[]]>", size)}</d:A>`), true],
    ["brackets", instance(`<d:A contextRef="m"><![CDATA[${filled("]", size)}]]></d:A>`), true],
    ["instructions", instance(filled("<?x y?>", size)), true],
    ["line ends", instance(filled("\r\n", size)), true],
    [
      "a document type",
      instance("").replace("?>", `?><!DOCTYPE x [${filled("<!ENTITY a 'b'>", size)}]>`),
      "has-dtd",
    ],
    ["open brackets", filled("<", size), "not-xml"],
  ])("%s are judged soon", (_, text, expected) => {
    expect(text.length).toBeLessThanOrEqual(5 * MB);
    const { result, took } = timed(text);
    expect(result.ok ? true : result.reason).toBe(expected);
    expect(took).toBeLessThan(SOON);
  });

  it("says of many contexts what it says of few", () => {
    const contexts = Array.from({ length: 12_000 }, (_, i) => CONTEXT.replace("Msg", `c${i}`)).join("");
    const { result, took } = timed(instance(contexts));
    expect(result.ok && result.instance.contexts.size).toBe(12_000);
    expect(took).toBeLessThan(SOON);
  });
});
