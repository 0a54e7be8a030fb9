import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

/**
 * What a person reads in a PDF, page by page, with single spaces; what it says about itself; the size of its pages in
 * points, and whether any text runs over their edges.
 */
export async function textOf(bytes: Uint8Array): Promise<{
  pages: string[];
  info: Record<string, unknown>;
  sizes: number[][];
  overflows: boolean;
}> {
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, verbosity: 0 }).promise;
  const pages: string[] = [];
  const sizes: number[][] = [];
  let overflows = false;
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const [, , width = 0, height = 0] = page.view;
    sizes.push([width, height]);
    overflows ||= items.some(
      (item) =>
        "str" in item &&
        (item.transform[4] + item.width > width || item.transform[5] < 0 || item.transform[4] < 0),
    );
    pages.push(
      items
        .map((item) => ("str" in item ? item.str : ""))
        .join(" ")
        .replace(/\s+/g, " "),
    );
  }
  const { info } = await pdf.getMetadata();
  await pdf.destroy();
  return { pages, info: info as Record<string, unknown>, sizes, overflows };
}
