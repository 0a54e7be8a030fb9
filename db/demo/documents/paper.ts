import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type EmbeddedFont, PDF, type PDFPage, rgb } from "@libpdf/core";

/** Embedded, and not one of the fonts that every viewer is said to have: then the page looks the same in each. */
const FONTS = "node_modules/pdfjs-dist/standard_fonts";
const LEFT = 68;
const RIGHT = 595 - LEFT;
const GREY = rgb(0.33, 0.33, 0.33);
const INK = rgb(0.09, 0.11, 0.13);

export type Line = { label: string; amounts: string[]; total?: boolean };

/** One A4 page that is written from the top down. */
export class Paper {
  private y = 842 - 76;

  private constructor(
    private readonly pdf: PDF,
    private readonly page: PDFPage,
    private readonly regular: EmbeddedFont,
    private readonly bold: EmbeddedFont,
  ) {}

  static async open(about: { title: string; author: string; at: Date }): Promise<Paper> {
    const pdf = PDF.create();
    const { title, author, at } = about;
    pdf.setMetadata({
      title,
      author,
      language: "nl-NL",
      creator: author,
      creationDate: at,
      modificationDate: at,
    });
    const [regular, bold] = await Promise.all(["Regular", "Bold"].map((face) => font(pdf, face)));
    if (!regular || !bold) throw new Error("a font is missing");
    return new Paper(pdf, pdf.addPage({ width: 595, height: 842 }), regular, bold);
  }

  /** The sender at the left and two small lines at the right. */
  letterhead(sender: string, right: [string, string]): void {
    this.write(sender, LEFT, { size: 13, font: this.bold });
    this.writeRight(right[0], RIGHT, { size: 8, color: GREY });
    this.down(12);
    this.writeRight(right[1], RIGHT, { size: 8, color: GREY });
    this.down(46);
  }

  heading(text: string, size: number): void {
    this.write(text, LEFT, { size, font: this.bold });
    this.down(size + 6);
  }

  paragraph(text: string): void {
    this.write(text, LEFT, { size: 9.5, color: GREY });
    this.down(30);
  }

  /** Amounts stand in columns from the right; a total is bold under a heavy line. */
  table(lines: Line[], head?: Line): void {
    if (head) this.row({ ...head, total: true }, 0);
    for (const line of lines) this.row(line, line.total ? 1 : 0.4);
    this.down(22);
  }

  smallPrint(lines: string[]): void {
    for (const line of lines) {
      this.write(line, LEFT, { size: 8, color: GREY });
      this.down(12);
    }
  }

  async bytes(): Promise<Uint8Array> {
    return withoutChance(await this.pdf.save({ subsetFonts: true }));
  }

  private row({ label, amounts, total }: Line, rule: number): void {
    if (rule > 0) this.rule(rule);
    const style = { size: 9.5, font: total ? this.bold : this.regular };
    this.write(label, LEFT, style);
    for (const [column, amount] of [...amounts].reverse().entries()) {
      this.writeRight(amount, RIGHT - column * 84, style);
    }
    this.down(19);
  }

  private rule(thickness: number): void {
    const y = this.y + 13;
    const color = thickness < 1 ? rgb(0.8, 0.82, 0.84) : INK;
    this.page.drawLine({ start: { x: LEFT, y }, end: { x: RIGHT, y }, thickness, color });
  }

  private write(
    text: string,
    x: number,
    style: { size: number; font?: EmbeddedFont; color?: typeof INK },
  ): void {
    if (text) this.page.drawText(text, { x, y: this.y, font: this.regular, color: INK, ...style });
  }

  private writeRight(
    text: string,
    x: number,
    style: { size: number; font?: EmbeddedFont; color?: typeof INK },
  ): void {
    this.write(text, x - (style.font ?? this.regular).widthOfTextAtSize(text, style.size), style);
  }

  private down(points: number): void {
    this.y -= points;
  }
}

async function font(pdf: PDF, face: string): Promise<EmbeddedFont> {
  return pdf.embedFont(
    new Uint8Array(await readFile(join(process.cwd(), FONTS, `LiberationSans-${face}.ttf`))),
  );
}

/**
 * The library draws the tags of its subset fonts and the document's id at random. They are replaced by what follows
 * from the rest, length for length so that no offset moves: the same story gives the same bytes, and hashes.
 */
function withoutChance(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes)
    .toString("latin1")
    .replace(/\/[A-Z]{6}\+Liberation/g, "/AAAAAA+Liberation");
  const ids = /(?<=\/ID \[)<[0-9A-F]{32}> <[0-9A-F]{32}>(?=\])/;
  const id = createHash("sha256")
    .update(text.replace(ids, ""), "latin1")
    .digest("hex")
    .slice(0, 32)
    .toUpperCase();
  return new Uint8Array(Buffer.from(text.replace(ids, `<${id}> <${id}>`), "latin1"));
}
