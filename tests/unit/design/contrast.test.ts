import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type Colour, colourOf, contrast } from "./colour";

/** The colours of app/tokens.css as they are written, by role; the dark ones on top of the light ones. */
function roles(): Record<"light" | "dark", Map<string, string>> {
  const css = readFileSync("app/tokens.css", "utf8").replace(/\/\*.*?\*\//gs, "");
  const block = css.slice(css.indexOf("[data-theme] {"), css.indexOf("--background:"));
  const [light = "", dark = ""] = block.split("@variant dark {");
  const read = (text: string) =>
    [...text.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = "", value = ""]) => [name, value] as const);
  return { light: new Map(read(light)), dark: new Map([...read(light), ...read(dark)]) };
}

const body = 7; // WCAG 1.4.6, AAA
const text = 4.5; // 1.4.3
const line = 3; // 1.4.11

/** What stands on what, and how far apart the two must be. */
const pairs: [string, string[], number][] = [
  ["ink", ["bg", "surface", "sunken", "tint", "tint-strong"], body],
  ["ink", ["success-tint", "warning-tint", "danger-tint", "info-tint"], body],
  ["ink-2", ["bg", "surface", "sunken"], body],
  ["ink-2", ["tint", "success-tint"], text],
  ["ink-3", ["bg", "surface", "sunken"], text],
  ["on-brand", ["brand", "brand-hover"], body],
  ["brand-text", ["bg", "surface"], body],
  ["brand-text", ["tint", "tint-strong", "sunken"], text],
  ["on-hero", ["hero"], body],
  ["success", ["bg", "surface", "success-tint"], text],
  ["warning", ["surface", "warning-tint"], text],
  ["danger", ["bg", "surface", "danger-tint"], text],
  ["info", ["info-tint"], text],
  ["on-success", ["success"], text],
  ["on-danger", ["danger"], text],
  ["sign-ink", ["sign"], body],
  ["sign-line", ["sign", "paper"], line],
  ["control", ["bg", "surface", "sunken"], line],
  ["focus-out", ["bg", "surface", "tint", "focus-in"], line],
];

const chromas = [0, 0.03, 0.06, 0.09, 0.12, 0.14, 0.16];

/** The least contrast over every hue and chroma that a firm can choose, and where it is. */
function least(values: Map<string, string>, above: string, below: string) {
  let found = { ratio: Number.POSITIVE_INFINITY, hue: 0, chroma: 0 };
  for (let hue = 0; hue < 360; hue++) {
    for (const chroma of chromas) {
      const colour = (role: string): Colour => colourOf(values, role, { hue, chroma });
      const ratio = contrast(colour(above), colour(below));
      if (ratio < found.ratio) found = { ratio, hue, chroma };
    }
  }
  return found;
}

describe.each(["light", "dark"] as const)("in the %s", (theme) => {
  const values = roles()[theme];
  const each = pairs.flatMap(([above, belows, bound]) => belows.map((below) => ({ above, below, bound })));
  it.each(each)("$above on $below is $bound to 1 at every brand", ({ above, below, bound }) => {
    const found = least(values, above, below);
    expect(found.ratio, JSON.stringify(found)).toBeGreaterThanOrEqual(bound);
  });
});

describe("the measure", () => {
  const at = { hue: 228, chroma: 0.09 };
  const made = (value: string) => colourOf(new Map([["x", value]]), "x", at);

  it("knows black on white, and a colour that is known in both notations", () => {
    expect(contrast(made("#000"), made("#fff"))).toBeCloseTo(21, 5);
    expect(contrast(made("oklch(0.6279554 0.2576833 29.2338805)"), made("#ff0000"))).toBeCloseTo(1, 2);
  });

  it("notices a role that is too pale, and one that is not there", () => {
    const pale = new Map(roles().light).set("ink-2", "oklch(0.6 0.02 var(--brand-h))");
    expect(least(pale, "ink-2", "bg").ratio).toBeLessThan(text);
    expect(() => colourOf(pale, "ink-9", at)).toThrow("ink-9");
  });

  it("reads the dark theme too", () => {
    expect(roles().dark.get("surface")).not.toBe(roles().light.get("surface"));
    expect(roles().light.size).toBeGreaterThan(30);
  });
});
