import { describe, expect, it } from "vitest";
import type { Change, DocumentReport, SignatureReport } from "@/lib/pades/shapes";
import { overallOf, tellable, worthOf } from "@/lib/signing/judgement";

const signed: SignatureReport = {
  field: "Klant",
  kind: "signature",
  verdict: "valid",
  fault: null,
  signer: null,
  distrust: null,
  time: null,
  claimed: { name: null, reason: null, location: null },
  place: null,
  revisionEnd: 10,
  coversAll: true,
  permission: null,
  changes: [],
};
const change = (kind: Change["kind"], allowed: boolean): Change => ({
  kind,
  allowed,
  page: null,
  name: null,
});
const document = (...signatures: Partial<SignatureReport>[]): DocumentReport => ({
  pages: 1,
  archived: false,
  signatures: signatures.map((one) => ({ ...signed, ...one })),
});

describe("what a signature is worth", () => {
  it.each([
    ["sound", {}],
    ["sound", { changes: [change("signature-added", true), change("archive-data", true)] }],
    // Allowed, and seen: nobody may be told that nothing was done.
    ["added-to", { changes: [change("form-filled", true)] }],
    ["added-to", { changes: [change("annotation-added", true)] }],
    ["added-to", { changes: [change("annotation-removed", true), change("archive-data", true)] }],
    ["unknown-issuer", { changes: [change("form-filled", true)], distrust: "no-root" }],
    ["changed", { changes: [change("page-changed", false)] }],
    // The page was replaced: who vouches for the name does not matter any more.
    ["changed", { changes: [change("page-changed", false)], distrust: "no-root" }],
    ["unknown-issuer", { distrust: "no-root" }],
    ["unknown-issuer", { distrust: "not-for-this" }],
    ["expired", { distrust: "expired" }],
    ["expired", { distrust: "not-yet" }],
    ["revoked", { distrust: "revoked" }],
    ["broken", { verdict: "broken", fault: "bytes-changed" }],
    // Whatever else is right about it: what was not judged is never called right.
    ["unjudged", { verdict: "unjudged", fault: "weak-algorithm" }],
  ] satisfies [string, Partial<SignatureReport>][])("%s", (worth, signature) => {
    expect(worthOf({ ...signed, ...signature })).toBe(worth);
  });
});

describe("what a document is worth", () => {
  it.each([
    ["unsigned", []],
    ["unsigned", [{ kind: "document-timestamp" }]],
    ["sound", [{}, {}]],
    ["broken", [{}, { verdict: "broken" }, { verdict: "unjudged" }]],
    ["changed", [{ changes: [change("page-changed", false)] }, { verdict: "unjudged" }]],
    ["unjudged", [{}, { verdict: "unjudged" }]],
    ["added-to", [{ changes: [change("annotation-changed", true)] }, {}]],
    ["added-to", [{ changes: [change("form-filled", true)], distrust: "no-root" }]],
    ["changed", [{ changes: [change("form-filled", true)] }, { changes: [change("page-changed", false)] }]],
    ["not-trusted", [{ distrust: "expired" }, { distrust: "no-root" }]],
    ["not-trusted", [{}, { distrust: "revoked" }]],
    ["unknown-issuer", [{}, { distrust: "no-root" }]],
    // A time stamp of somebody unknown takes nothing from the signatures; a broken one does.
    ["sound", [{}, { kind: "document-timestamp", distrust: "no-root" }]],
    ["broken", [{}, { kind: "document-timestamp", verdict: "broken" }]],
  ] satisfies [string, Partial<SignatureReport>[]][])("%s", (worth, signatures) => {
    expect(overallOf(document(...signatures))).toBe(worth);
  });
});

it("leaves out what signing and archiving do by themselves, and nothing else", () => {
  const quiet = [
    change("signature-added", true),
    change("signature-field-added", true),
    change("archive-data", true),
  ];
  const loud = [
    change("signature-added", false),
    change("form-filled", true),
    change("annotation-added", true),
    change("annotation-removed", true),
    change("page-changed", false),
    change("unreadable", false),
  ];
  expect(tellable([...quiet, ...loud])).toEqual(loud);
});
