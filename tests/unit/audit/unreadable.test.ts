import { describe, expect, it } from "vitest";
import { aTrail, judge, linesIn } from "../../support/trail";

const ten = aTrail();

describe("a file that cannot be read is said to be so:", () => {
  const lines = linesIn(ten);
  const bytes = (list: string[]) => Buffer.from(list.map((line) => `${line}\n`).join(""));
  it.each<[string, RegExp, Buffer]>([
    ["empty", /empty/, Buffer.alloc(0)],
    ["some other text", /not an exported audit trail/, Buffer.from("Geachte heer,\n")],
    ["some other JSON", /not an exported audit trail/, Buffer.from('{"format":"x"}\n')],
    ["null", /not an exported audit trail/, Buffer.from("null\n")],
    [
      "another version",
      /version 2 of the format; version 1 is known/,
      bytes([(lines[0] as string).replace('"version":1', '"version":2')]),
    ],
    [
      "a header that lacks something",
      /header is not complete: head/,
      bytes([(lines[0] as string).replace('"head"', '"tail"')]),
    ],
    [
      "cut in the middle of a line",
      /breaks off in line 6/,
      bytes(lines).subarray(0, bytes(lines.slice(0, 5)).length + 40),
    ],
    ["some words behind the anchors", /line 15 is no line of an audit trail/, bytes([...lines, "Amen"])],
    [
      "an entry behind the anchors",
      /line 14 is out of its place/,
      bytes([...lines, lines[4] as string].toSpliced(11, 1)),
    ],
    [
      "UTF-16",
      /UTF-16/,
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(lines.join("\n"), "utf16le")]),
    ],
    ["Latin-1", /line 2 is not in UTF-8/, Buffer.from(`${lines.slice(0, 3).join("\n")}\n`, "latin1")],
    ["gzip", /gzip/, Buffer.from([0x1f, 0x8b, 8, 0, 0])],
    [
      "an endless line",
      /longer than 16 MB/,
      Buffer.concat([bytes(lines.slice(0, 3)), Buffer.alloc(17 * 1024 * 1024, 97)]),
    ],
  ])("%s", async (_what, words, file) => {
    await expect(judge(file)).rejects.toThrow(words);
  });

  it.each([
    ["half there", (lines[4] as string).slice(0, 80)],
    ["empty", ""],
  ])("but an entry that is %s is the first bad one", async (_what, line) => {
    expect(await judge(bytes(lines.with(4, line)))).toMatchObject({
      fault: { seq: 4, what: "cannot be read: line 5 is no line of an audit trail" },
      right: 3,
      entries: 10,
    });
  });

  it("but line ends of Windows and a byte order mark change nothing", async () => {
    const text = `\ufeff${lines.join("\r\n")}\r\n`;
    expect(await judge(Buffer.from(text))).toMatchObject({ fault: null, right: 10 });
  });
});
