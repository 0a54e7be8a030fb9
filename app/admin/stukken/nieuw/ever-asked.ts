/** Asked where those who approve are chosen; with the answer to the form it is asked once more. */
const elsewhere = "shared-number";

/**
 * Every question that a form has come to, each once. One that was asked with an earlier answer, and said yes to, stays:
 * left out, it would be asked again when the next one is answered, and so on without end.
 * @param asked from the beginning
 * @param late with the last answer, with spaces between them
 * @param ticked when the form was last sent, each on a line
 */
export function everAsked(asked: readonly string[], late: string, ticked: string): string[] {
  const before = ticked.split("\n").filter((question) => question !== elsewhere);
  return [...new Set([...asked, ...before, ...late.split(" ")])].filter(Boolean);
}
