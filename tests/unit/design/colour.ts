/** A colour in linear sRGB, each channel 0 to 1. */
export type Colour = { rgb: [number, number, number] };
type Brand = { hue: number; chroma: number };

/** A role of the tokens as linear sRGB, for one brand. @throws on a notation or a role that it does not know */
export function colourOf(values: Map<string, string>, role: string, brand: Brand): Colour {
  const value = values.get(role)?.trim();
  if (!value) throw new Error(`No colour for ${role}`);
  const other = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (other) return colourOf(values, other, brand);
  if (value.startsWith("#")) return { rgb: ofHex(value) };
  const inner = /^oklch\((.*)\)$/.exec(value)?.[1];
  if (!inner || inner.includes("/")) throw new Error(`${role} is ${value}, which has no place in a contrast`);
  const [l = 0, c = 0, h = 0] = split(inner).map((part) => numberOf(part, brand));
  return { rgb: ofOklch(l, c, h) };
}

/** WCAG 2.2's contrast ratio. */
export function contrast(a: Colour, b: Colour): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance({ rgb: [r, g, b] }: Colour): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** At the blanks that stand outside parentheses. */
function split(text: string): string[] {
  return text.match(/(?:\w*\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|[^\s()])+/g) ?? [];
}

/** A number, var(--brand-h), var(--brand-c), and min() and calc(x * y) over them. */
function numberOf(text: string, brand: Brand): number {
  if (text === "var(--brand-h)") return brand.hue;
  if (text === "var(--brand-c)") return brand.chroma;
  const min = /^min\((.*), ([\d.]+)\)$/.exec(text);
  if (min) return Math.min(numberOf(min[1] ?? "", brand), Number(min[2]));
  const product = /^calc\((.*) \* ([\d.]+)\)$/.exec(text);
  if (product) return numberOf(product[1] ?? "", brand) * Number(product[2]);
  if (!/^[\d.]+$/.test(text)) throw new Error(`Not a number: ${text}`);
  return Number(text);
}

function ofHex(hex: string): [number, number, number] {
  const full = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  const linear = (at: number) => {
    const value = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [linear(1), linear(3), linear(5)];
}

/** To linear sRGB, cut off at its borders as a screen does. Source: Ottosson's OKLab. */
function ofOklch(lightness: number, chroma: number, hue: number): [number, number, number] {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (value: number) => Math.min(1, Math.max(0, value));
  return [
    cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}
