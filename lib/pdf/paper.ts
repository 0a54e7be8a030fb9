import { type EmbeddedFont, PDF, type PDFPage, rgb } from "@libpdf/core";
import { drawable, type Fonts, fontsOf } from "./fonts";
import { withoutChance } from "./without-chance";
import { wrap } from "./wrap";

/** A4 in points. */
const PAGE = { width: 595, height: 842 };
const LEFT = 68;
const RIGHT = PAGE.width - LEFT;
const TOP = PAGE.height - 76;
const BOTTOM = 76;
/** Where the values of facts begin. */
const VALUES = LEFT + 130;
const GREY = rgb(0.33, 0.33, 0.33);
const INK = rgb(0.09, 0.11, 0.13);
const LIGHT = rgb(0.8, 0.82, 0.84);

export type Line = { label: string; amounts: string[]; total?: boolean };
type Style = { size: number; font?: EmbeddedFont; color?: typeof INK };
type About = {
  title: string;
  author: string;
  at: Date;
  subject?: string;
  language?: "nl-NL" | "en-GB";
};

/** A4 pages that are written from the top down; what does not fit on one goes on on the next. */
export class Paper {
  private page: PDFPage;
  private y = TOP;

  private constructor(
    private readonly pdf: PDF,
    private readonly fonts: Fonts,
  ) {
    this.page = pdf.addPage(PAGE);
  }

  static async open({ title, author, at, subject, language = "nl-NL" }: About): Promise<Paper> {
    const pdf = PDF.create();
    pdf.setMetadata({
      title,
      author,
      ...(subject ? { subject } : {}),
      language,
      creator: author,
      creationDate: at,
      modificationDate: at,
    });
    // A reader announces the title then, and not the name of a file.
    pdf.setTitle(title, { showInWindowTitleBar: true });
    return new Paper(pdf, await fontsOf(pdf));
  }

  /** The sender at the left and two small lines at the right. */
  letterhead(sender: string, right: [string, string]): void {
    this.write(sender, LEFT, { size: 13, font: this.fonts.bold });
    this.writeRight(right[0], RIGHT, { size: 8, color: GREY });
    this.down(12);
    this.writeRight(right[1], RIGHT, { size: 8, color: GREY });
    this.down(46);
  }

  /** Wide words are broken: a document may be called whatever staff typed. */
  heading(text: string, size: number): void {
    this.room(size + 40);
    this.lines(text, LEFT, { size, font: this.fonts.bold }, size + 6);
  }

  paragraph(text: string): void {
    this.lines(text, LEFT, { size: 9.5, color: GREY }, 14);
    this.down(16);
  }

  /** Amounts stand in columns from the right; a total is bold under a heavy line. */
  table(lines: Line[], head?: Line): void {
    if (head) this.row({ ...head, total: true }, 0);
    for (const line of lines) this.row(line, line.total ? 1 : 0.4);
    this.down(22);
  }

  /** Names at the left and what they are beside them, in as many lines as that takes. Empty ones are left out. */
  facts(facts: readonly (readonly [name: string, value: string | null])[]): void {
    for (const [name, value] of facts) {
      if (!value) continue;
      this.room(30);
      this.rule(0.4);
      this.write(name, LEFT, { size: 9, color: GREY });
      // Of this size a SHA-256 stands on one line.
      this.lines(value, VALUES, { size: 9 }, 13);
      this.down(6);
    }
    this.down(16);
  }

  smallPrint(lines: string[]): void {
    for (const line of lines) this.lines(line, LEFT, { size: 8, color: GREY }, 12);
  }

  /** @param foot what stands at the foot of each page, such as "1 / 3"; nothing when left out */
  async bytes(foot?: (page: number, of: number) => string): Promise<Uint8Array> {
    const pages = this.pdf.getPages();
    for (const [index, page] of pages.entries()) {
      if (!foot) break;
      this.page = page;
      this.y = 44;
      this.writeRight(foot(index + 1, pages.length), RIGHT, { size: 8, color: GREY });
    }
    return withoutChance(await this.pdf.save({ subsetFonts: true }));
  }

  private row({ label, amounts, total }: Line, rule: number): void {
    this.room(19);
    if (rule > 0) this.rule(rule);
    const style = { size: 9.5, font: total ? this.fonts.bold : this.fonts.regular };
    this.write(label, LEFT, style);
    for (const [column, amount] of [...amounts].reverse().entries()) {
      this.writeRight(amount, RIGHT - column * 84, style);
    }
    this.down(19);
  }

  private rule(thickness: number): void {
    const y = this.y + 13;
    const color = thickness < 1 ? LIGHT : INK;
    this.page.drawLine({ start: { x: LEFT, y }, end: { x: RIGHT, y }, thickness, color });
  }

  private lines(text: string, x: number, style: Style, height: number): void {
    const font = style.font ?? this.fonts.regular;
    const kept = text
      .split(/\r\n|\r|\n/)
      .map((line) => drawable(line, font))
      .join("\n");
    for (const line of wrap(kept, RIGHT - x, (piece) => font.widthOfTextAtSize(piece, style.size))) {
      this.room(height);
      this.write(line, x, style);
      this.down(height);
    }
  }

  private write(text: string, x: number, style: Style): void {
    const { font = this.fonts.regular, color = INK, size } = style;
    const drawn = drawable(text, font);
    if (drawn) this.page.drawText(drawn, { x, y: this.y, font, color, size });
  }

  private writeRight(text: string, x: number, style: Style): void {
    const font = style.font ?? this.fonts.regular;
    this.write(text, x - font.widthOfTextAtSize(drawable(text, font), style.size), style);
  }

  /** Turns to a new page when that much does not fit any more. */
  private room(points: number): void {
    if (this.y - points >= BOTTOM - 20) return;
    this.page = this.pdf.addPage(PAGE);
    this.y = TOP;
  }

  private down(points: number): void {
    this.y -= points;
  }
}
