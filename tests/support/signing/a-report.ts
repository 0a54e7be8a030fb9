import { PDF } from "@libpdf/core";

/** A document of so many pages of words, as annual accounts have them. */
export async function aReport(title: string, pages: number): Promise<Buffer> {
  const pdf = PDF.create();
  for (let number = 1; number <= pages; number++) {
    const page = pdf.addPage({ width: 595, height: 842 });
    page.drawText(`${title}, pagina ${number} van ${pages}`, { x: 56, y: 770, size: 16 });
    for (let line = 0; line < 24; line++)
      page.drawText(`Regel ${line + 1} van de toelichting op de cijfers van het boekjaar.`, {
        x: 56,
        y: 730 - line * 20,
        size: 11,
      });
  }
  return Buffer.from(await pdf.save());
}
