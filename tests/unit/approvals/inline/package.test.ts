import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { reportIn } from "@/lib/approvals/inline/package";
import { reportPackage, type ZipEntry, zipOf } from "@/tests/support/inline-report";

const page = "<html/>";
const mark = { name: "META-INF/taxonomyPackage.xml", bytes: "<taxonomyPackage/>" };
const report = { name: "reports/a.xhtml", bytes: page };
const many = (count: number): ZipEntry[] =>
  Array.from({ length: count }, (_, index) => ({ name: `pkg/reports/media/${index}.png`, bytes: "" }));
const refusal = (reason: string) => ({ ok: false, reason });
/** The file says that it has more in it than it has; or the other way round. */
const lying = (size: number) => zipOf([mark, { ...report, bytes: "x".repeat(5000), size }]);

describe("a report package", () => {
  it.each([
    ["as they are today", reportPackage(page)],
    [
      "with pictures and a style sheet",
      reportPackage(page, [...many(20), { name: "pkg/reports/style.css", bytes: "" }]),
    ],
    ["as they were", zipOf([mark, report])],
  ])("%s: the one report comes out", async (_what, zip) => {
    expect(await reportIn(zip)).toEqual({ ok: true, report: Buffer.from(page) });
  });

  it.each<[string, Buffer, string]>([
    ["no package: a letter", zipOf([{ name: "word/document.xml", bytes: "<w/>" }]), "not-xml"],
    ["no report", zipOf([mark]), "package-reports"],
    ["two reports", reportPackage(page, [{ name: "pkg/reports/b.html", bytes: page }]), "package-reports"],
    [
      "a report in another language too",
      reportPackage(page, [{ name: "pkg/reports/en/b.XHTML", bytes: page }]),
      "package-reports",
    ],
    ["a report that is no page", zipOf([mark, { name: "reports/a.json", bytes: "{}" }]), "package-reports"],
    [
      "a name that leads out of it",
      reportPackage(page, [{ name: "pkg/../../etc/passwd", bytes: "" }]),
      "package-broken",
    ],
    ["a name from the root", reportPackage(page, [{ name: "/etc/passwd", bytes: "" }]), "package-broken"],
    ["a name with a backslash", reportPackage(page, [{ name: "pkg\\a", bytes: "" }]), "package-broken"],
    ["a link", reportPackage(page, [{ name: "pkg/a", bytes: "/etc/passwd", link: true }]), "package-broken"],
    [
      "one name twice",
      reportPackage(page, [{ name: "PKG/reports/Jaarrekening.xhtml", bytes: page }]),
      "package-broken",
    ],
    [
      "something encrypted",
      reportPackage(page, [{ name: "pkg/a", bytes: "", encrypted: true }]),
      "package-broken",
    ],
    ["more entries than a report needs", reportPackage(page, many(501)), "too-large"],
    ["a report that unpacks to 21 MB", reportPackage("x".repeat(21 * 1024 * 1024)), "too-large"],
    [
      "entries that unpack to more than any report has",
      reportPackage(page, [{ name: "pkg/a", bytes: "", size: 0xf000_0000 }]),
      "too-large",
    ],
    ["less in it than it says", lying(9000), "package-broken"],
    ["more in it than it says", lying(10), "package-broken"],
    ["nothing but its beginning", reportPackage(page).subarray(0, 60), "package-broken"],
    ["only the signature of a zip", Buffer.from("PK\u0003\u0004"), "package-broken"],
  ])("is refused: %s", async (_what, zip, reason) => {
    expect(await reportIn(zip)).toEqual(refusal(reason));
  });

  it("never throws and never hangs, whatever was done to it", async () => {
    const whole = reportPackage(page, many(3));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), async (place, byte) => {
        const damaged = Buffer.from(whole);
        damaged[place] = byte;
        const result = await reportIn(damaged);
        if (result.ok) expect(result.report.length).toBeLessThan(1000);
      }),
      { numRuns: 300 },
    );
  });
});
