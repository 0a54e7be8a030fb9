/**
 * The OB-nummer (omzetbelastingnummer): nine digits, B, two digits. It is not the btw-id, and of a sole trader the
 * nine digits are the BSN: it is stored encrypted and shown masked wherever the whole number is not needed.
 */

/** "NL 0010.00.044.B37" and "001000044b37" become "001000044B37"; null when the shape is another. */
export function parseObNumber(text: string): string | null {
  const bare = text.replace(/[\s.-]/g, "").toUpperCase();
  return /^(NL)?\d{9}B\d{2}$/.test(bare) ? bare.slice(-12) : null;
}

/** "•••••••44B37": enough to tell two organisations apart, too little to be a BSN. */
export function maskObNumber(obNumber: string): string {
  return `${"•".repeat(7)}${obNumber.slice(-5)}`;
}
