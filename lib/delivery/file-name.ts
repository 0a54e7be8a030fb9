/** `bestandsnaam`: 80 characters of plain text. */
const longest = 80;

/**
 * What a file is called for its recipient, whatever it was called at the firm: ASCII without a sign that means something,
 * one space at a time and none at an end, its ending kept where the rest is cut. What it has to be is judged in
 * lib/ports/filing-channel/delivery.ts, and a name of a file is never a reason not to send it.
 */
export function plainName(name: string): string {
  const [, stem = "", ending = ""] = /^(.*?)((?:\.[A-Za-z0-9]{1,10})?)$/su.exec(name.trim()) ?? [];
  const room = longest - ending.length;
  return `${plain(stem).slice(0, room).trimEnd() || "bestand"}${ending}`;
}

function plain(words: string): string {
  return (
    words
      .normalize("NFKD")
      .replace(/\p{Pd}/gu, "-")
      // What was an accent, or a letter of another alphabet, leaves no gap; any other sign stood between two words.
      .replace(/\p{M}|(?![A-Za-z])\p{L}/gu, "")
      .replace(/[^\w.-]+/g, " ")
      .trim()
  );
}
