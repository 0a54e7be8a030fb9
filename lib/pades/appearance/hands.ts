import { type EmbeddedFont, PDF } from "@libpdf/core";
import type { Pdf } from "@/lib/pades/document/document";
import type { Hand } from "@/lib/pades/shapes";
import { FACES, fontFile } from "@/lib/pdf/fonts";

/** OFL 1.1; it has the letters of Western and Central Europe, and Cyrillic ones. */
const HAND = "node_modules/@expo-google-fonts/caveat/500Medium/Caveat_500Medium.ttf";

/** The letters of a signature, each embedded, for a document must look the same everywhere and PDF/A stay PDF/A. */
export async function embedHands(pdf: Pdf, hand: Hand): Promise<HandFonts> {
  const regular = await embedded(pdf, FACES.regular);
  // A drawn name needs no letters of a hand.
  return { regular, hand: hand.kind === "typed" ? await embedded(pdf, HAND) : regular };
}

/** No bold one: the letters of each are packed anew with every signature, and a heavier line comes from the pen. */
export type HandFonts = { regular: EmbeddedFont; hand: EmbeddedFont };

const read = new Map<string, Promise<EmbeddedFont>>();

/**
 * To read a font takes longer than to sign with it, so it is read once and then used by one document after another:
 * only one is open at a time. What was used of it before is forgotten, for only that is embedded.
 */
async function embedded(pdf: Pdf, path: string): Promise<EmbeddedFont> {
  const known = read.get(path) ?? fontFile(path).then((bytes) => PDF.create().embedFont(bytes));
  read.set(path, known);
  known.catch(() => read.delete(path));
  const font = await known;
  font.resetUsage();
  const ref = pdf.context.registry.allocateRef();
  font.setRef(ref);
  // The library has no door for a font that it has read already.
  (Reflect.get(pdf.fonts, "embeddedFonts") as Map<EmbeddedFont, unknown>).set(font, ref);
  return font;
}
