import { StrictReader } from "./strict-syntax";
import { startOf } from "./xref-section";

const BLANK = "(?:[\\0\\t\\n\\f\\r ]|%[^\\r\\n]*[\\r\\n])";
/** Where an object or a trailer begins, for whoever looks for that in the bytes. */
const BEGINNING = new RegExp(`\\d${BLANK}+\\d+${BLANK}*obj|trailer(?=${BLANK}*<<)`, "g");
const OBJECT = /(?:\d+)[\t\n\f\r ]+(?:\d+)[\t\n\f\r ]+obj\b/y;

/**
 * Readers that find something wrong with a file's tables leave them aside and go through the bytes: of each number they
 * take the object that stands last. What is wrong to them may be right to us, so behind the revision nothing may begin
 * but what the tables lead to.
 * @param known where the word "obj" or "trailer" of each object and section behind the revision ends
 * @throws when something else begins there
 */
export function checkBeginnings(text: string, revisionEnd: number, known: Set<number>): void {
  // Most readers count places from here, and some from the first byte.
  if (!text.startsWith("%PDF-")) throw new Error("something stands before the file");
  BEGINNING.lastIndex = revisionEnd;
  for (let found = BEGINNING.exec(text); found; found = BEGINNING.exec(text))
    if (!known.has(BEGINNING.lastIndex)) throw new Error(`something hidden at byte ${found.index}`);
}

/**
 * In a linearized file (ISO 32000-2, annex F) some readers take the section behind the first object for the newest, and
 * that no longer when something is appended. It has to be the newest already.
 * @throws when another stands there
 */
export function checkLinearized(text: string, revisionEnd: number): void {
  const behind = text.slice(0, revisionEnd).indexOf("endobj") + "endobj".length;
  const first = text.slice(0, behind);
  if (!/Linearized|#/.test(first)) return;
  const reader = new StrictReader(text, 0);
  reader.space();
  reader.expect(OBJECT);
  const value = reader.value();
  if (value.kind !== "dictionary" || !value.entries.has("Linearized")) return;
  const length = value.entries.get("L");
  if (length?.kind === "number" && length.value !== revisionEnd) return;
  reader.at = behind;
  reader.space();
  if (reader.at !== startOf(text.slice(0, revisionEnd)))
    throw new Error("a first section that is not the newest");
}
