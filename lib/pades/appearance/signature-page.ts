import { grayscale } from "@libpdf/core";
import { type Pdf, pageCount } from "@/lib/pades/document/document";
import type { PlannedField } from "@/lib/pades/document/fields";
import { drawable, fontsOf } from "@/lib/pdf/fonts";
import { wrap } from "@/lib/pdf/wrap";

/** A page for signatures at the end of a document, in the words of whoever prepares it. */
export type SignaturePage = {
  title: string;
  /** What is signed, under the title. */
  about: string;
  signers: readonly { field: string; lines: readonly string[] }[];
};

/** A4 in points. */
const PAGE = { width: 595, height: 842 };
const LEFT = 68;
const TOP = 76;
const FIELD = { width: 215, height: 84 };
const ROW = 116;
const HEAD = 96;
const ON_ONE = Math.floor((PAGE.height - TOP - HEAD - 60) / ROW);
// Greys are the same for every device that PDF/A knows.
const INK = grayscale(0.1);
const GREY = grayscale(0.33);

/** Adds the page, or as many as that many signers take. @returns where each of them signs */
export async function addSignaturePages(
  pdf: Pdf,
  { title, about, signers }: SignaturePage,
): Promise<PlannedField[]> {
  const fonts = await fontsOf(pdf);
  const fields: PlannedField[] = [];
  for (let first = 0; first < signers.length; first += ON_ONE) {
    const page = pdf.addPage(PAGE);
    const number = pageCount(pdf);
    const write = (words: string, x: number, y: number, size: number, bold = false) => {
      const font = bold ? fonts.bold : fonts.regular;
      const color = bold ? INK : GREY;
      page.drawText(drawable(words, font), { x, y: PAGE.height - y - size, font, size, color });
    };
    const lines = (words: string, width: number, size: number, font = fonts.regular) =>
      wrap(drawable(words, font), width, (piece) => font.widthOfTextAtSize(piece, size));

    write(title, LEFT, TOP, 18, true);
    for (const [index, line] of lines(about, PAGE.width - 2 * LEFT, 10)
      .slice(0, 3)
      .entries()) {
      write(line, LEFT, TOP + 30 + index * 14, 10);
    }
    for (const [row, signer] of signers.slice(first, first + ON_ONE).entries()) {
      const y = TOP + HEAD + row * ROW;
      const x = PAGE.width - LEFT - FIELD.width;
      const [name = "", ...rest] = signer.lines;
      const names = lines(name, x - LEFT - 16, 11, fonts.bold).slice(0, 2);
      for (const [index, line] of names.entries()) write(line, LEFT, y + 4 + index * 14, 11, true);
      const under = rest.flatMap((line) => lines(line, x - LEFT - 16, 9.5)).slice(0, 6 - names.length);
      const top = y + 8 + names.length * 14;
      for (const [index, line] of under.entries()) write(line, LEFT, top + index * 13, 9.5);
      fields.push({ name: signer.field, place: { page: number, x, y, ...FIELD } });
    }
  }
  return fields;
}
