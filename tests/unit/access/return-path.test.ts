import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { safeReturn, withReturn } from "@/lib/access/return-path";

describe("a path to go back to after signing in", () => {
  it.each([
    "/o/bakkerij-de-korenaar",
    "/o/bakkerij-de-korenaar/accordering/018f0000-0000-7000-8000-000000000001",
    "/o/x/accordering/1/bijlage?pagina=2&zoom=1.5",
    "/admin",
    "/admin/stukken/nieuw?client=korenaar",
    "/profiel",
    "/o/x?q=caf%C3%A9",
  ])("%s is one of ours", (path) => {
    expect(safeReturn(path)).toBe(path);
  });

  it.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/o\\..\\..\\evil.example",
    "/%2f%2fevil.example",
    "/o/%2e%2e/evil",
    "https://evil.example",
    "https:evil.example",
    "HTTPS://evil.example/o/x",
    "javascript:alert(1)",
    "/o/x\r\nLocation: https://evil.example",
    "/o/x\n",
    "\t//evil.example",
    " /o/x",
    "/o/x#//evil.example",
    "/o/x?terug=//evil.example",
    "/o/../wachtwoord/secret",
    "/o/..",
    "/o//x",
    "/o/",
    "@evil.example",
    "/.evil.example",
    "/o@evil.example",
    "/o.evil.example",
    // Ours, but not to come back to: what holds a secret, signs out, or leads round in a circle.
    "/wachtwoord/secret",
    "/inloggen",
    "/api/uploads/x",
    "/organisatie",
    "/",
    "",
    "/o/ｘ",
    `/o/${"x".repeat(500)}`,
  ])("%j is not", (path) => {
    expect(safeReturn(path)).toBeNull();
  });

  it.each([undefined, null, 1, {}, ["/o/x"], { toString: () => "/o/x" }])("%j is none", (path) => {
    expect(safeReturn(path)).toBeNull();
  });

  it("stays on the site, and where it says, whatever it is", () => {
    const piece = fc.constantFrom(
      "/",
      "//",
      "\\",
      "..",
      ".",
      "o",
      "admin",
      "@",
      ":",
      "%2f",
      "?",
      "#",
      "\t",
      "evil.example",
    );
    const typed = fc.oneof(
      fc.array(piece, { maxLength: 8 }).map((pieces) => `/${pieces.join("")}`),
      fc.array(piece, { maxLength: 8 }).map((pieces) => `/o/${pieces.join("")}`),
      fc.webPath(),
      fc.string(),
    );
    fc.assert(
      fc.property(typed, (text) => {
        const path = safeReturn(text);
        if (path === null) return;
        const url = new URL(path, "https://devries.portaal.example");
        expect(url.href).toBe(`https://devries.portaal.example${path}`);
        expect(url.pathname).toMatch(/^\/(o|admin|profiel)(\/|$)/);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("an address that remembers it", () => {
  it("carries it as one value, beside others", () => {
    expect(withReturn("/inloggen", null)).toBe("/inloggen");
    expect(withReturn("/inloggen", "/o/x?a=1&b=2")).toBe("/inloggen?terug=%2Fo%2Fx%3Fa%3D1%26b%3D2");
    const url = new URL(withReturn("/inloggen?reden=sessie", "/o/x?a=1&reden=b"), "https://x.example");
    expect([...url.searchParams]).toEqual([
      ["reden", "sessie"],
      ["terug", "/o/x?a=1&reden=b"],
    ]);
  });
});
