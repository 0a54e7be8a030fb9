import { z } from "zod";
import { parseTarget } from "@/lib/ports/webhook/target";

const needed = (most: number) =>
  z.string("fill-in").trim().min(1, "fill-in").max(most, "too-many-characters");

/** A key with its certificates takes some thousands of bytes; more than this is something else. */
const mostBytes = 256 * 1024;

/** Of the firm, or of the member of staff with this account. */
const whose = z.union([z.literal("kantoor").transform(() => null), z.uuid()]);

/** A PKCS#12 with its password, of one's own. */
export const ownUploadInput = z.object({
  bestand: z
    .instanceof(File, { message: "signing-file" })
    .refine(({ size }) => size > 0, "signing-file")
    .refine(({ size }) => size <= mostBytes, "signing-file-too-large"),
  wachtwoord: z.string("fill-in").max(200, "too-many-characters"),
});
/** The same of whoever is named. */
export const uploadInput = ownUploadInput.extend({ voor: whose });
export type UploadForm = z.output<typeof ownUploadInput>;

/** A key that lies with a service, of one's own. */
export const ownServiceInput = z.object({
  adres: z
    .string("fill-in")
    .trim()
    .superRefine((url, issues) => {
      const target = parseTarget(url);
      const fault = !target.ok ? target.reason : target.url.search ? "url-query" : null;
      if (fault) issues.addIssue({ code: "custom", message: fault });
    }),
  credential: needed(200),
  // It goes along in a header.
  toegangstoken: needed(8000).regex(/^[\x21-\x7e]*$/, "signing-token"),
  pincode: z.string().trim().max(100, "too-many-characters").default(""),
});
/** The same of whoever is named. */
export const serviceInput = ownServiceInput.extend({ voor: whose });
export type ServiceForm = z.output<typeof ownServiceInput>;

export const certificateId = z.object({ certificaat: z.uuid() });

export const codeSettingInput = z.object({ bevestiging: z.enum(["sms", "geen"], "choose-confirmation") });
