import { describe, expect, it } from "vitest";
import { brandHex } from "@/lib/notifications/render";

describe("the firm's colour", () => {
  const luminance = (hex: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  it("carries white words at every hue and chroma: 7 to 1 (WCAG 1.4.6)", () => {
    for (let hue = 0; hue < 360; hue++) {
      for (let chroma = 0; chroma <= 0.16; chroma += 0.02) {
        const hex = brandHex({ hue, chroma });
        expect(hex).toMatch(/^#[0-9a-f]{6}$/);
        expect(1.05 / (luminance(hex) + 0.05), `${hue} ${chroma}`).toBeGreaterThanOrEqual(7);
      }
    }
  });

  it("is grey without chroma, and goes round with the hue", () => {
    expect(brandHex({ hue: 0, chroma: 0 })).toBe("#4a4a4a");
    expect(brandHex({ hue: 360, chroma: 0.1 })).toBe(brandHex({ hue: 0, chroma: 0.1 }));
    const [red, green, blue] = [27, 145, 262].map((hue) => brandHex({ hue, chroma: 0.1 }));
    const strongest = (hex = "") => {
      const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
      return channels.indexOf(Math.max(...channels));
    };
    expect([red, green, blue].map(strongest)).toEqual([0, 1, 2]);
  });
});
