import { expect, it } from "vitest";
import { vatReturnXbrl } from "@/db/demo/documents/vat-return-xbrl";
import { readVatReturn } from "@/lib/approvals/vat/read";

/** Generous for a slow machine; what grows with the square of the size takes minutes. */
const soon = 5_000;

it("judges long names of dictionaries soon, however many facts are in them", () => {
  const period = { start: "2026-10-01", end: "2026-10-31" };
  const plain = vatReturnXbrl({ obNumber: "001000056B01", period, boxes: { "5b": { vat: 100 } } });
  const namespace = `http://www.nltaxonomie.nl/x/${"bd/".repeat(20_000)}`;
  const facts = Array.from(
    { length: 5_000 },
    (_, n) =>
      `<x:F${n} xmlns:x="${n === 0 ? namespace : namespace.slice(0, 600)}" contextRef="c">1</x:F${n}>`,
  );
  const end = plain.lastIndexOf("</");
  const bytes = Buffer.from(plain.slice(0, end) + facts.join("") + plain.slice(end));
  const began = performance.now();
  readVatReturn(bytes);
  expect(performance.now() - began).toBeLessThan(soon);
});
