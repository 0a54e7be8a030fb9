import { describe, expect, it } from "vitest";
import { publishInput } from "@/lib/approvals/publication";
import { mostSigners } from "@/lib/approvals/signing/wish-input";

const id = (n: number) => `019a0000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [marieke, pieter, sander, proof] = [id(1), id(2), id(3), id(4)];
const form = {
  organisatie: id(9),
  bijlage: id(8),
  soort: "annualAccounts",
  tijdvakVan: "2025",
  goedkeurenUiterlijk: "2026-11-26",
  indienenUiterlijk: "2026-12-31",
  ondertekenen: "ja",
  plaats: "blad",
  ondertekenaar: [`client:${marieke}`, `accountant:${sander}`],
  [`stap-${marieke}`]: "2",
  [`stap-${sander}`]: "1",
};
type More = Record<string, string | string[]>;
const parsed = (more: More) => publishInput.safeParse({ ...form, ...more });
const wishOf = (more: More = {}) => publishInput.parse({ ...form, ...more }).signing;
const faults = (more: More) =>
  parsed(more).error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`) ?? [];

describe("what the form says about signing", () => {
  it("is who signs, in which order and where", () => {
    const nobody = { deputyFor: null, mandate: null, places: [] };
    expect(wishOf()).toEqual({
      where: "page",
      together: null,
      adopts: false,
      signers: [
        { accountId: marieke, party: "client", step: 2, ...nobody },
        { accountId: sander, party: "accountant", step: 1, ...nobody },
      ],
    });
  });

  it("is nothing where it is approved alone, and is asked of what is always signed", () => {
    expect(wishOf({ ondertekenen: "" })).toBeNull();
    expect(wishOf({ ondertekenen: "", soort: "representationLetter" })?.signers).toHaveLength(2);
    expect(
      publishInput.parse({ ...form, soort: "corporateIncomeTax", "bedrag-tax": "1" }).signing,
    ).toBeNull();
    expect(wishOf({ ondertekenen: "", ondertekenaar: [] })).toBeNull();
  });

  it("adopts annual accounts where staff say so, and nothing else", () => {
    expect(wishOf({ steltVast: "ja" })?.adopts).toBe(true);
    expect(wishOf({ steltVast: "ja", soort: "representationLetter" })?.adopts).toBe(false);
  });

  it("asks for no approval beside the signatures", () => {
    expect(publishInput.parse({ ...form, akkoord: "allen", akkoordVan: [] }).approvers).toBe("anyone");
  });

  it("has a place for each capacity, and a deputy with the proof of the mandate", () => {
    const wish = wishOf({
      plaats: "klik",
      [`plek-${marieke}-0`]: "2,68,640.5,215,84",
      [`plek-${marieke}-1`]: "2,300,640,215,84",
      [`plek-${sander}-0`]: "1,68,640,215,84",
      [`namens-${marieke}`]: " Jan\nKorenaar ",
      [`machtiging-${marieke}`]: proof,
      samenMet: id(7),
    });
    expect(wish?.where).toBe("placed");
    expect(wish?.together).toBe(id(7));
    expect(wish?.signers[0]).toMatchObject({
      deputyFor: "Jan Korenaar",
      mandate: proof,
      places: [
        { page: 2, x: 68, y: 640.5, width: 215, height: 84 },
        { page: 2, x: 300, y: 640, width: 215, height: 84 },
      ],
    });
  });

  it("knows a person once, and no deputy of an accountant", () => {
    const wish = wishOf({
      ondertekenaar: [`client:${marieke}`, `client:${marieke}`, `accountant:${sander}`],
      [`namens-${sander}`]: "Jan",
      [`machtiging-${sander}`]: proof,
    });
    expect(wish?.signers.map(({ deputyFor }) => deputyFor)).toEqual([null, null]);
  });
});

describe("what is wrong with it is said at its field", () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `client:${id(100 + n)}`);
  const spot = (text: string) => ({
    plaats: "klik",
    [`plek-${sander}-0`]: "1,1,1,215,84",
    [`plek-${marieke}-0`]: text,
  });
  it.each<[string, More, string]>([
    ["nobody", { ondertekenaar: [] }, "ondertekenaar: choose-client-signer"],
    ["no client", { ondertekenaar: `accountant:${sander}` }, "ondertekenaar: choose-client-signer"],
    ["somebody else", { ondertekenaar: `boss:${sander}` }, "ondertekenaar: choose-signers"],
    ["no account", { ondertekenaar: ["client:", "client:x"] }, "ondertekenaar: choose-signers"],
    ["too many", { ondertekenaar: many(mostSigners + 1) }, "ondertekenaar: too-many-signers"],
    ["a step of none", { [`stap-${marieke}`]: "0" }, `stap-${marieke}: signing-step`],
    ["a step of ten", { [`stap-${marieke}`]: "10" }, `stap-${marieke}: signing-step`],
    ["a step in words", { [`stap-${marieke}`]: "eerst" }, `stap-${marieke}: signing-step`],
    [
      "a deputy without proof",
      { [`namens-${pieter}`]: "Jan", ondertekenaar: `client:${pieter}` },
      `machtiging-${pieter}: deputy-mandate`,
    ],
    ["a proof of nobody", { [`machtiging-${marieke}`]: proof }, `namens-${marieke}: deputy-for`],
    [
      "a proof that is none",
      { [`namens-${marieke}`]: "Jan", [`machtiging-${marieke}`]: "x" },
      `machtiging-${marieke}: deputy-mandate`,
    ],
    [
      "a long name",
      { [`namens-${marieke}`]: "a".repeat(81), [`machtiging-${marieke}`]: proof },
      `namens-${marieke}: at-most-80`,
    ],
    ["another way of placing", { plaats: "elders" }, "plaats: choose-signing-place"],
    ["no place chosen", spot(""), `plek-${marieke}-0: signing-spot`],
    ["page nought", spot("0,1,1,215,84"), `plek-${marieke}-0: signing-spot`],
    ["a page that no PDF has", spot("99999,1,1,215,84"), `plek-${marieke}-0: signing-spot`],
    ["left of the page", spot("1,-1,1,215,84"), `plek-${marieke}-0: signing-spot`],
    ["a field of a thumb", spot("1,1,1,20,10"), `plek-${marieke}-0: signing-spot`],
    ["a field of a page", spot("1,1,1,595,842"), `plek-${marieke}-0: signing-spot`],
    ["no numbers", spot("1,1e3,1,215,84"), `plek-${marieke}-0: signing-spot`],
    ["a set of nothing", { samenMet: "x" }, "samenMet: nothing-to-sign-with"],
  ])("%s", (_what, more, fault) => {
    expect(faults(more)).toContain(fault);
  });

  it("a place in between that was not chosen, and more places than capacities", () => {
    const places = (...at: number[]) =>
      Object.fromEntries(at.map((n) => [`plek-${marieke}-${n}`, "1,1,1,215,84"]));
    const klik = { plaats: "klik", [`plek-${sander}-0`]: "1,1,1,215,84" };
    expect(faults({ ...klik, ...places(1) })).toContain(`plek-${marieke}-0: signing-spot`);
    expect(faults({ ...klik, ...places(0, 1, 2, 3) })).toEqual([]);
    expect(faults({ ...klik, ...places(0, 1, 2, 3, 4) })).toContain(`plek-${marieke}-4: signing-spot`);
  });
});
