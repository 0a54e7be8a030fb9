import { describe, expect, it } from "vitest";
import {
  endKey,
  faultKey,
  meaningOf,
  RETRIED_FOR_HOURS,
  turnedAwayBy,
} from "@/lib/ports/filing-channel/status-codes";
import en from "@/messages/en/digipoort.json";
import nl from "@/messages/nl/digipoort.json";

const kinds = [
  ["105", "underway"],
  ["100", "underway"],
  ["110", "underway"],
  ["200", "underway"],
  ["210", "failed"],
  ["230", "failed"],
  ["301", "underway"],
  ["311", "refused"],
  ["321", "failed"],
  ["405", "underway"],
  ["400", "delivered"],
  ["410", "failed"],
  ["420", "retrying"],
  ["500", "accepted"],
  ["510", "refused"],
] as const;

function keysOf(words: object, path = ""): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === "string" ? `${path}${key}` : keysOf(value as object, `${path}${key}.`),
  );
}

describe("a status code", () => {
  it.each(kinds)("%s means %s", (code, kind) => {
    expect(meaningOf(code)).toEqual({ kind, labelKey: code });
  });

  it("of a delivery that is retried is final after 72 hours", () => {
    expect(meaningOf("420", RETRIED_FOR_HOURS)).toEqual({ kind: "retrying", labelKey: "420" });
    expect(meaningOf("420", RETRIED_FOR_HOURS + 1)).toEqual({ kind: "failed", labelKey: "420-final" });
    expect(meaningOf("500", RETRIED_FOR_HOURS + 1)).toMatchObject({ kind: "accepted" });
  });

  it.each(["", "999", "5000", "0500", "500 ", "toString", "__proto__"])(
    "that is not known (%j) proves nothing",
    (code) => expect(meaningOf(code)).toEqual({ kind: "underway", labelKey: "other" }),
  );

  it.each([
    ["ALS100", "request"],
    ["ALS170", "request"],
    ["ALS400", "service"],
    ["STS100", "status"],
    ["XXX999", "service"],
  ])("of a fault, %s, is worded as %s", (code, key) => expect(faultKey(code)).toBe(key));
});

it("ended a delivery under its own key, but for the 420 that is final", () => {
  for (const [code] of kinds) expect(endKey(code)).toBe(code === "420" ? "420-final" : code);
  // A reason of our own, or a fault, keeps its name.
  expect(["no-channel", "ALS110", "toString"].map(endKey)).toEqual(["no-channel", "ALS110", "toString"]);
});

it.each(kinds)("%s (%s) that ends a delivery says by whom, where it says that at all", (code, kind) => {
  const ends = ["refused", "failed", "retrying"].includes(kind);
  expect(turnedAwayBy(code) !== null).toBe(ends);
  // The recipient is named for what it found wrong itself, and for nothing else.
  expect(turnedAwayBy(code) === "recipient").toBe(code === "510");
});

describe("the words for it", () => {
  it.each([
    ["nl", nl],
    ["en", en],
  ])("are there for every code (%s)", (_, words) => {
    const codes = [...kinds.map(([code]) => code), "420-final", "other"];
    expect(Object.keys(words.codes).sort()).toEqual(codes.sort());
    const troubles = codes.filter(
      (code) => !["underway", "delivered", "accepted"].includes(meaningOf(code).kind),
    );
    const advised = [...troubles, "420-final"].sort();
    expect(Object.keys(words.advice.client).sort()).toEqual(advised);
    expect(Object.keys(words.advice.staff).sort()).toEqual(advised);
  });

  it.each([
    ["nl", nl],
    ["en", en],
  ])("name Digipoort and its help desk as who they are for this recipient only (%s)", (_, words) => {
    const { codes, advice, faults } = words;
    expect(JSON.stringify({ codes, advice, faults })).not.toMatch(/Digipoort|Logius/);
    expect([words.channelBank, words.helpdeskBank].join()).not.toMatch(/Digipoort|Logius|KvK/);
  });

  it("are the same ones in both languages", () => expect(keysOf(en).sort()).toEqual(keysOf(nl).sort()));
});
