import { z } from "zod";
import { faultOfAddress, places } from "@/lib/ports/filing-channel/places";

const text = (most: number) => z.string().trim().max(most, "too-many-characters").default("");
const needed = (most: number) =>
  z.string("fill-in").trim().min(1, "fill-in").max(most, "too-many-characters");
const whole = (from: number, to: number) =>
  z
    .string("fill-in")
    .trim()
    .regex(/^\d{1,4}$/, "seconds")
    .transform(Number)
    .refine((number) => number >= from && number <= to, "seconds");

/** A file that was chosen, or the same as text; a certificate with its issuers takes some kilobytes. */
const pem = z
  .union([
    z.string().max(65_536, "file-too-large"),
    z.instanceof(File).refine(({ size }) => size <= 65_536, "file-too-large"),
  ])
  .optional();

/** "kvk", "nieuw" (a bank's), or the channel's id. */
const which = z.union([z.literal("kvk"), z.literal("nieuw"), z.uuid()]);

/** The form of one channel. `berichtsoort` and its neighbours are the fields of `aanleverRequest`, with their lengths. */
export const channelInput = z
  .object({
    kanaal: which,
    bank: text(60),
    omgeving: z.enum(["productie", "preproductie", "anders", "demo"], "choose-place"),
    aanleveradres: text(300),
    statusadres: text(300),
    berichtsoort: needed(80),
    identiteitstype: needed(20),
    rol: needed(40),
    ontvangerNummer: text(35),
    ontvangerType: text(20),
    ontvangerRol: text(40),
    autorisatieadres: text(255),
    algoritme: z.enum(["sha1", "sha256"], "choose-algorithm"),
    geldigheid: whole(30, 3600),
    wachttijd: whole(2, 120),
    eindstatus: z
      .string("fill-in")
      .trim()
      .regex(/^\d{3}$/, "status"),
    bestandssoort: text(80).refine((type) => type === "" || /^[a-z]+\/[a-z0-9.+-]+$/.test(type), "mime-type"),
    vingerafdrukken: text(4000),
    uitgever: text(65_536),
    certificaat: pem,
    sleutel: pem,
    wachtwoordzin: z.string().max(200).default(""),
  })
  .transform((form, issues) => {
    const fault = (path: string, message: string) =>
      issues.addIssue({ code: "custom", path: [path], message });
    if (form.kanaal === "nieuw" && form.bank === "") fault("bank", "bank");
    const place =
      form.omgeving === "anders"
        ? { deliverUrl: form.aanleveradres, statusUrl: form.statusadres }
        : form.omgeving === "demo"
          ? { deliverUrl: "", statusUrl: "" }
          : places[form.omgeving];
    if (form.omgeving === "anders")
      for (const field of ["aanleveradres", "statusadres"] as const) {
        const wrong = faultOfAddress(form[field]);
        if (wrong) fault(field, wrong);
      }
    const recipient = [form.ontvangerNummer, form.ontvangerType, form.ontvangerRol];
    if (recipient.some(Boolean) && !recipient.every(Boolean)) fault("ontvangerNummer", "recipient-whole");
    const fingerprints = form.vingerafdrukken
      .split(/[\s,;]+/)
      .map((one) => one.replaceAll(":", "").toLowerCase())
      .filter(Boolean);
    if (fingerprints.some((one) => !/^[0-9a-f]{64}$/.test(one))) fault("vingerafdrukken", "fingerprint");
    return { ...form, place, fingerprints };
  });

export type ChannelForm = z.output<typeof channelInput>;

export const switchInput = z.object({ kanaal: z.uuid(), stand: z.enum(["aan", "uit"]) });

/** Whose berichtsoorten are asked for when a connection is tried: a number of the KvK. */
export const tryInput = z.object({
  kanaal: z.uuid(),
  nummer: z
    .string("kvk-number")
    .trim()
    .regex(/^\d{8}$/, "kvk-number"),
});
