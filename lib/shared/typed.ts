import { z } from "zod";

/** What cannot be seen: control and format characters, fillers, halves of characters. Line ends and tabs are kept. */
const unseen = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * A reason that somebody has to give, as it will be read by whoever asks why: without what cannot be seen, and with at
 * least one letter or digit.
 * @param missing message key for when there is none
 */
export function reasonOf(missing: string) {
  return z
    .string(missing)
    .transform((text) => text.replace(unseen, "").trim())
    .pipe(
      z
        .string()
        .regex(/[\p{L}\p{N}]/u, missing)
        .max(1000, "reason-too-long"),
    );
}

/** No text of ours has this character, and the database takes none that has. */
export function withoutNul(text: string): string {
  return text.replaceAll("\0", "");
}

/** Text on one line: a title, a label, a subject. Whatever ends a line becomes a space, and what cannot be seen goes. */
export function onOneLine(text: string): string {
  return text
    .replace(/[\s\p{Zl}\p{Zp}\u0085]+/gu, " ")
    .replace(unseen, "")
    .trim();
}

/** A pattern of SQL's `like` for anything that has this word in it, whatever signs are in the word. */
export function likeAnyWith(word: string): string {
  return `%${word.replace(/[%_\\]/g, "\\$&")}%`;
}
