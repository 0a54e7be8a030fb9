import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { codeText, signInAbout } from "@/lib/notifications/words";
import { root } from "@/tests/support/source";

/** What is put into a sentence in words or digits of our own, which never end in a full stop. */
const OURS = [
  ...["capacity", "count", "listed", "all", "day", "month", "moment", "time", "version"],
  ...["number", "digits", "ports", "phone", "helpdesk", "iban", "kenmerk", "address"],
];

/** Every sentence of a message file, with its place. */
function sentencesIn(words: unknown, place: string): [string, string][] {
  if (typeof words === "string") return [[place, words]];
  return Object.entries(words as object).flatMap(([key, value]) => sentencesIn(value, `${place}.${key}`));
}

/** The names that a sentence puts right before its full stop. */
function namesBeforeStop(sentence: string): string[] {
  return [...sentence.matchAll(/\{(\w+)\}\s*(?:<\/\w+>)?\./g)]
    .map(([, name = ""]) => name)
    .filter((name) => !OURS.includes(name));
}

describe("a name that ends in a full stop, such as Van Dijk B.V.,", () => {
  it.each(["nl", "en"])("never comes right before one in %s", (language) => {
    const folder = join(root, "messages", language);
    const all = readdirSync(folder).flatMap((file) =>
      sentencesIn(JSON.parse(readFileSync(join(folder, file), "utf8")), file),
    );
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(([, sentence]) => namesBeforeStop(sentence).length > 0)).toEqual([]);
  });

  it("is noticed where it would", () => {
    expect(namesBeforeStop("Bel {firm}. Of wacht.")).toEqual(["firm"]);
    expect(namesBeforeStop("{count, plural, one {Wacht op {name}.} other {Wacht.}}")).toEqual(["name"]);
    expect(namesBeforeStop("Betaal aan <b>{payee}</b>. Uiterlijk {day}.")).toEqual(["payee"]);
    expect(namesBeforeStop("Bel {firm} voor hulp.")).toEqual([]);
  });

  it("brings the full stop of its text message along", () => {
    expect(codeText("nl", "482913", signInAbout("nl", "Van Dijk B.V."), "x.example")).toContain(
      "voor: inloggen bij Van Dijk B.V. Geef",
    );
    expect(codeText("en", "482913", signInAbout("en", "Van Dijk B.V."), "x.example")).toContain(
      "for: signing in to Van Dijk B.V. Give",
    );
  });
});
