import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { stateKey } from "@/app/admin/stukken/state";
import { mailWords } from "@/lib/notifications/words";
import approvalsEn from "@/messages/en/approvals.json";
import en from "@/messages/en/reasons.json";
import staffEn from "@/messages/en/staff.json";
import approvalsNl from "@/messages/nl/approvals.json";
import nl from "@/messages/nl/reasons.json";
import staffNl from "@/messages/nl/staff.json";
import { sourcesIn } from "@/tests/support/source";

/** The reasons that stand in the pages of staff, and those that any form may be answered. */
const said = new Set([
  "unknown",
  ...sourcesIn("app/admin", "app/profiel").flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/"([a-zA-Z-]+)"/g)].map(([, word = ""]) => word),
  ),
]);

describe("what staff are told when something fails", () => {
  it.each([
    ["Dutch", nl, /\bbel \{firm\}|\{firm\} (?:past|is aan zet|zoekt)/i],
    ["English", en, /\bcall \{firm\}|\{firm\} (?:is |has )/i],
  ])("in %s sends nobody to the firm that they are", (_, { staff, ...words }, toTheFirm) => {
    const plain: Record<string, string> = words;
    const own: Record<string, string> = staff;
    const reasons = Object.keys(plain).filter((key) => said.has(key));
    expect(reasons.length).toBeGreaterThan(60);
    // Asked about a document before it is published, in words of its own.
    const elsewhere = ["shared-number"];
    const wrong = reasons.filter((key) => toTheFirm.test(own[key] ?? plain[key] ?? ""));
    expect(wrong.filter((key) => !elsewhere.includes(key))).toEqual([]);
  });

  it("has the same keys in both languages", () => {
    expect(Object.keys(en.staff)).toEqual(Object.keys(nl.staff));
    expect(Object.keys(en)).toEqual(Object.keys(nl));
  });
});

describe("the words of staff", () => {
  it.each([
    ["Dutch", staffNl, /nieuwe versie/],
    ["English", staffEn, /new version/],
  ])("in %s name every mail, and offer a new version only where there can be one", (_, words, newVersion) => {
    expect(Object.keys(words.templates)).toEqual(expect.arrayContaining(Object.keys(mailWords)));
    const { replace, underway, arrived } = words.fileSaysNotAdopted;
    expect(replace).toMatch(newVersion);
    expect(underway).not.toMatch(newVersion);
    expect(arrived).not.toMatch(newVersion);
  });

  it.each([
    ["Dutch", staffNl, approvalsNl],
    ["English", staffEn, approvalsEn],
  ])("in %s call what a recipient accepted as the client's do", (_, words, client) => {
    const accepted = { state: "acceptedByRecipient", filedAt: null, waits: false, inVain: false } as const;
    const said: Record<string, string> = words.states;
    const wordOf = (stream: "creditReport" | "filingAccounts") => said[stateKey({ ...accepted, stream })];
    expect(wordOf("creditReport")).toBe(client.states.acceptedByBank);
    expect(wordOf("filingAccounts")).toBe(client.states.acceptedByKvk);
    expect(words.statuses.akkoord).toBe(client.statusFilters.akkoord);
  });
});
