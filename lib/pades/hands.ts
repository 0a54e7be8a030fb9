import type { EmbeddedFont } from "@libpdf/core";
import { type Fonts, fontFile, fontsOf } from "@/lib/pdf/fonts";
import type { Pdf } from "./document";
import type { Hand } from "./shapes";

/** OFL 1.1; it has the letters of Western and Central Europe, and Cyrillic ones. */
const HAND = "node_modules/@expo-google-fonts/caveat/500Medium/Caveat_500Medium.ttf";

/** The letters of a signature, each embedded, for a document must look the same everywhere and PDF/A stay PDF/A. */
export async function embedHands(pdf: Pdf, hand: Hand): Promise<Fonts & { hand: EmbeddedFont }> {
  const fonts = await fontsOf(pdf);
  // A drawn name needs no letters of a hand.
  return { ...fonts, hand: hand.kind === "typed" ? pdf.embedFont(await fontFile(HAND)) : fonts.regular };
}
