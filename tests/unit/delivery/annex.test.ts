import { describe, expect, it } from "vitest";
import { annexOf } from "@/lib/delivery/annex";

describe("what kind of file an annex is for its recipient", () => {
  it.each([
    ["an auditor's report", "%PDF-1.7\n…", "application/pdf"],
    ["one behind a mark", "\ufeff%PDF-2.0", "application/pdf"],
    ["XML", '<?xml version="1.0"?><x/>', "application/xml"],
    ["XML behind a mark", '\ufeff<?xml version="1.0"?><x/>', "application/xml"],
    ["a signature", "<Signature xmlns='http://www.w3.org/2000/09/xmldsig#'/>", "application/xml"],
    ["one with a prefix", " \n<!-- a > b --><ds:Signature\nxmlns:ds='x'>", "application/xml"],
    ["a page", "<html><p>", "application/octet-stream"],
    ["a page that says so", "<!DOCTYPE html><html>", "application/octet-stream"],
    ["many comments and no element", "<!---->".repeat(146), "application/octet-stream"],
    ["words", "< 5 & more", "application/octet-stream"],
    ["bytes", "\u0000\u0001<x/>", "application/octet-stream"],
  ])("%s", (_what, words, mimeType) => {
    // A part of a larger piece of memory, as files are read.
    const bytes = Buffer.from(`%PDF-${words}`).subarray(5);
    const content = { mimeType: "application/octet-stream", fileName: "bijlage", bytes };
    expect(annexOf(content)).toEqual({ ...content, mimeType });
  });
});
