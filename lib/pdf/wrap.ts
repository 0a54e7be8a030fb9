/**
 * Breaks text into lines that are not wider than this, between words; a word that is too wide by itself is broken
 * where the line is full. Line ends in the text stay.
 * @param widthOf of a piece of text, in the unit of `width`
 */
export function wrap(text: string, width: number, widthOf: (piece: string) => number): string[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => wrapLine(line, width, widthOf));
}

function wrapLine(line: string, width: number, widthOf: (piece: string) => number): string[] {
  const lines: string[] = [];
  let current = "";
  for (const word of line.split(" ").filter(Boolean)) {
    const longer = current === "" ? word : `${current} ${word}`;
    if (widthOf(longer) <= width) {
      current = longer;
      continue;
    }
    if (current !== "") lines.push(current);
    const pieces = brokenUp(word, width, widthOf);
    lines.push(...pieces.slice(0, -1));
    current = pieces.at(-1) ?? "";
  }
  return [...lines, current];
}

function brokenUp(word: string, width: number, widthOf: (piece: string) => number): string[] {
  if (widthOf(word) <= width) return [word];
  const pieces: string[] = [];
  let current = "";
  for (const sign of word) {
    if (current !== "" && widthOf(current + sign) > width) {
      pieces.push(current);
      current = "";
    }
    current += sign;
  }
  return [...pieces, current];
}
