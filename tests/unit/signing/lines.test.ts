import { expect, it } from "vitest";
import { linesOf } from "@/lib/signing/lines";

it.each([
  [{ name: "Marieke van Dijk", capacity: "director", onBehalfOf: null }, ["Marieke van Dijk", "bestuurder"]],
  [
    { name: "Marieke van Dijk", capacity: "director", onBehalfOf: "Van Dijk Holding B.V." },
    ["Marieke van Dijk", "bestuurder, namens Van Dijk Holding B.V."],
  ],
  [
    { name: "Pieter van Dijk", capacity: "director", onBehalfOf: null, deputyFor: "Els de Groot" },
    ["Pieter van Dijk", "bestuurder", "in de plaats van Els de Groot, volgens machtiging"],
  ],
  [{ name: "Sander Hoekstra", capacity: "accountant", onBehalfOf: null }, ["Sander Hoekstra", "accountant"]],
])("what stands with the signature of %o", (seat, lines) => {
  expect(linesOf(seat)).toEqual(lines);
});
