import { describe, expect, it } from "vitest";
import { failsSince, givenUp } from "@/lib/backoffice/rules";

const at = new Date("2026-11-23T10:00:00Z");
const ago = (hours: number) => new Date(at.getTime() - hours * 3_600_000);

describe("since when nothing arrives", () => {
  it.each([
    ["the first failure", { since: null, last: null, called: true }, true, 0],
    ["the first one after what arrived", { since: null, last: ago(1), called: true }, true, 0],
    ["one of several", { since: ago(30), last: ago(1), called: true }, true, 30],
    ["one a day later, as the program asked", { since: ago(48), last: ago(25), called: true }, true, 48],
    ["one after days without any", { since: ago(96), last: ago(96), called: true }, true, 0],
    ["an address that may not be called, again", { since: ago(30), last: ago(1), called: false }, false, 30],
    ["an address that may not be called any more", { since: ago(30), last: ago(1), called: true }, false, 30],
    ["an address that may be called now", { since: ago(30), last: ago(1), called: false }, true, 0],
  ] as const)("%s", (_, before, called, hours) => {
    expect(failsSince(before, called, at)).toEqual(ago(hours));
  });
});

describe("a program", () => {
  it.each([
    ["where nothing arrived for three days, the message at hand included", 500, 72, 72, "failing"],
    ["where nothing arrived for three days, without an answer", null, 80, 75, "failing"],
    ["where nothing arrived for nearly three days", 500, 71.9, 90, null],
    ["with a new message after three days", 500, 90, 0, null],
    ["with a message that is there for nearly three days", 500, 90, 71.9, null],
    ["with a test", 500, 90, null, null],
    ["that says that it is gone", 410, 0, 0, "gone"],
    ["that says to a test that it is gone", 410, 0, null, "gone"],
  ] as const)("%s", (_, status, since, waiting, why) => {
    expect(givenUp(status, ago(since), waiting === null ? null : ago(waiting), at)).toBe(why);
  });
});
