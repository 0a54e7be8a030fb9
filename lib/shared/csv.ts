/** One value of a cell. */
export type Cell = string | number | null;

/**
 * One line of a CSV as a Dutch Excel reads it: semicolons, quotes where they are needed, CRLF. A cell that a spreadsheet
 * would take for a formula gets an apostrophe in front, whatever blanks it begins with (statement 28; OWASP, CSV injection).
 */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(cellOf).join(";")}\r\n`;
}

/** What a file begins with, so that Excel reads it as UTF-8. */
export const byteOrderMark = "\uFEFF";

function cellOf(value: Cell): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  // Also full-width signs, which some programs fold into the plain ones.
  const formula = /^[\s\p{Cc}\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u.test(value);
  const text = formula ? `'${value}` : value;
  return /[";\r\n\t,]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
