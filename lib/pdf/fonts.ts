import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmbeddedFont, PDF } from "@libpdf/core";

/** Embedded, and not one of the fonts that every viewer is said to have: then the page looks the same in each. */
export const FACES = {
  regular: "node_modules/pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf",
  bold: "node_modules/pdfjs-dist/standard_fonts/LiberationSans-Bold.ttf",
} as const;

export type Fonts = { regular: EmbeddedFont; bold: EmbeddedFont };

/** Latin, Greek and Cyrillic, upright, in two weights. */
export async function fontsOf(pdf: PDF): Promise<Fonts> {
  const [regular, bold] = await Promise.all([fontFile(FACES.regular), fontFile(FACES.bold)]);
  return { regular: pdf.embedFont(regular), bold: pdf.embedFont(bold) };
}

const read = new Map<string, Promise<Uint8Array>>();

/** A font's bytes, read once. @param path from the portal's folder */
export function fontFile(path: string): Promise<Uint8Array> {
  const known = read.get(path);
  if (known) return known;
  const bytes = readFile(join(/* turbopackIgnore: true */ process.cwd(), path)).then(
    (buffer) => new Uint8Array(buffer),
  );
  read.set(path, bytes);
  // Of what could not be read the next one tries again.
  bytes.catch(() => read.delete(path));
  return bytes;
}

/**
 * Text as this font can draw it: composed, on one line, without characters that are not seen or that turn others
 * around. One that the font has no picture of (Chinese, Arabic, an emoji) stands there by its number, U+674E: a name
 * that cannot be drawn must not vanish from a page of evidence.
 */
export function drawable(text: string, font: EmbeddedFont): string {
  const plain = text.normalize("NFC").replace(/\s+/g, (blank) => (blank === NBSP ? NBSP : " "));
  return [...plain.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")]
    .map((sign) => (font.canEncode(sign) ? sign : `[${codeOf(sign)}]`))
    .join("");
}

const NBSP = "\u00a0";

function codeOf(sign: string): string {
  return `U+${(sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
