import { z } from "zod";
import type { Preferences } from "./choices";

const paces = { meteen: "now", dagelijks: "daily", niet: "never" } as const;
type Word = keyof typeof paces;

/** One of these words; a field that is not there is left as it was. */
const oneOf = (...words: [Word, ...Word[]]) =>
  z
    .enum(words, "invalid")
    .transform((word) => paces[word])
    .optional();

/** "E-mails" on one's own profile: the first three fields are a client's, the others those of staff. */
export const preferencesInput = z
  .object({
    goedkeuren: oneOf("meteen", "dagelijks"),
    lezen: oneOf("meteen", "dagelijks", "niet"),
    herinneringen: oneOf("meteen", "niet"),
    goedgekeurd: oneOf("meteen", "dagelijks"),
    afgekeurd: oneOf("meteen", "dagelijks"),
    geweigerd: oneOf("meteen", "dagelijks"),
  })
  .transform(
    (form): Preferences => ({
      approval: form.goedkeuren,
      reading: form.lezen,
      reminder: form.herinneringen,
      approved: form.goedgekeurd,
      rejected: form.afgekeurd,
      refused: form.geweigerd,
    }),
  );
