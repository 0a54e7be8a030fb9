import { describe, expect, it } from "vitest";
import { nameOfKind } from "@/lib/approvals/file-name";
import { disposition } from "@/lib/dossier/send";

const pdf = "application/pdf";

describe("the name under which a file is kept", () => {
  it.each([
    ["Jaarrekening 2025.pdf", pdf, "Jaarrekening 2025.pdf"],
    ["Jaarrekening 2025.PDF", pdf, "Jaarrekening 2025.PDF"],
    ["factuur.exe", pdf, "factuur.pdf"],
    ["poly.html", pdf, "poly.pdf"],
    ["factuur.pdf.exe", pdf, "factuur.pdf.pdf"],
    ["Aangifte", pdf, "Aangifte.pdf"],
    ["Jaarrekening v1.2", pdf, "Jaarrekening v1.2.pdf"],
    ["Stukken J. de Visser", pdf, "Stukken J. de Visser.pdf"],
    [".htaccess", pdf, ".htaccess.pdf"],
    [".exe", pdf, "bijlage.pdf"],
    ["Toelichting.htm", "text/html", "Toelichting.htm"],
    ["Toelichting.hta", "text/html", "Toelichting.html"],
    ["ob.xml", "application/xml", "ob.xml"],
    ["ob.html", "application/xml", "ob.xbrl"],
    ["rapport.xbri", "application/zip", "rapport.xbri"],
    ["rapport.docm", "application/zip", "rapport.zip"],
    ["rapport.xhtml", "application/xhtml+xml", "rapport.xhtml"],
    ["handtekening.p7s", "application/octet-stream", "handtekening.p7s"],
  ])("%s (%s) is %s", (name, mime, kept) => {
    expect(nameOfKind(name, mime)).toBe(kept);
  });

  it("keeps its ending in a download, however long it is", () => {
    const name = nameOfKind(`${"é".repeat(300)}.exe`, pdf);
    expect(disposition(name, true)).toMatch(/\.pdf"; filename\*=UTF-8''.*\.pdf$/);
  });
});
