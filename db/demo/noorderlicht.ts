import type { ChannelSettings } from "@/db/schema/delivery";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { saveChannel } from "@/lib/delivery/channels";
import { setClock } from "@/lib/ports/clock";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { aClient, aMemberOfStaff, anOrganisation, aPhoto } from "./cast";

const bars = [
  { d: "M8.25 4h6.5a5.25 5.25 0 0 1 0 10.5h-6.5a5.25 5.25 0 0 1 0-10.5z", opacity: 1 },
  { d: "M17.25 17.5h6.5a5.25 5.25 0 0 1 0 10.5h-6.5a5.25 5.25 0 0 1 0-10.5z", opacity: 0.45 },
];

const demoChannel = (stream: "filingAccounts" | "creditReport"): ChannelSettings => ({
  deliverUrl: "",
  statusUrl: "",
  messageType: stream === "filingAccounts" ? "Jaarrekening_AV" : "Kredietrapportage",
  identityType: "kvk",
  role: "Intermediair",
  signatureAlgorithm: "rsa-sha256",
  digestAlgorithm: "sha256",
  timestampTtlSeconds: 300,
  timeoutMs: 20_000,
  trusted: {},
  terminalCode: "500",
});

/** Base32. */
export const sanderTotpSecret = "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU";

export type Noorderlicht = {
  firmId: string;
  sander: string;
  marieke: string;
  pieter: string;
  bakery: string;
  property: string;
  privately: string;
};

/** The first firm, its staff and its clients, long before there was anything to approve. @param at when the story ends */
export async function openNoorderlicht(at: Date): Promise<Noorderlicht> {
  const firmId = newId();
  // The story is told in the order in which it happened, so that the audit chain runs forward in time.
  setClock(() => new Date(at.getTime() - 430 * 86_400_000));
  await createFirm({
    id: firmId,
    slug: "noorderlicht",
    name: "Noorderlicht Accountants",
    hue: 228,
    chroma: 0.09,
    mark: bars,
    smsSender: "Accountant",
    smsShowsAmount: false,
    allowedCountries: ["NL", "BE", "DE"],
    phone: "038 000 12 34",
    openingHours: "ma t/m vr, 8.30 – 17.00 uur",
    mailAddress: "portaal@noorderlicht.example",
  });
  const people = await inScope(systemOf(firmId, "demo-story"), async (ctx) => {
    await aMemberOfStaff(ctx, {
      name: "Anouk Smit",
      email: "anouk@noorderlicht.example",
      role: "administrator",
      jobTitle: "Accountant en beheerder",
      totpSecret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
    });
    const sander = await aMemberOfStaff(ctx, {
      name: "Sander Hoekstra",
      email: "sander@noorderlicht.example",
      role: "relationshipManager",
      jobTitle: "Relatiebeheerder",
      availability: "aanwezig ma t/m do",
      phone: "038 000 12 36",
      photoFileId: await aPhoto(ctx, "sander-hoekstra.jpg"),
      totpSecret: sanderTotpSecret,
    });
    const joris = await aMemberOfStaff(ctx, {
      name: "Joris Bakker",
      email: "joris@noorderlicht.example",
      role: "assistant",
      jobTitle: "Assistent",
      totpSecret: "MFZWI3BONRUWG2BAMFZWI3BONRUWG2BA",
    });
    const marieke = await aClient(ctx, {
      name: "Marieke van Dijk",
      email: "marieke@korenaar.example",
      mobile: "+31612345678",
    });
    const pieter = await aClient(ctx, {
      name: "Pieter van Dijk",
      email: "pieter@korenaar.example",
      mobile: "+31612345634",
    });
    const fatima = await aClient(ctx, {
      name: "Fatima el Amrani",
      email: "fatima@fysiodelinde.example",
      mobile: "+31612345691",
    });
    const tom = await aClient(ctx, {
      name: "Tom Visser",
      email: "tom@visserwatersport.example",
      mobile: null,
    });
    const els = await aClient(ctx, {
      name: "Els de Groot",
      email: "els@korenaar.example",
      mobile: "+31612345602",
    });
    const common = { manager: sander, portfolioOf: [sander, joris] };
    const bakery = await anOrganisation(ctx, {
      ...common,
      slug: "bakkerij-de-korenaar",
      name: "Bakkerij De Korenaar B.V.",
      kvkNumber: "12345678",
      obNumber: "001000056B01",
      fiscalNumber: "001000056",
      members: [
        { accountId: marieke, capacity: "director" },
        { accountId: pieter, capacity: "director" },
        // Keeps the books: sees what they are about, and decides nothing.
        {
          accountId: els,
          capacity: "bookkeeper",
          streams: ["vat", "vatCorrection", "ecSalesList"],
          approves: [],
        },
      ],
    });
    const property = await anOrganisation(ctx, {
      ...common,
      slug: "de-korenaar-vastgoed",
      name: "De Korenaar Vastgoed B.V.",
      kvkNumber: "12345679",
      obNumber: "001000044B37",
      fiscalNumber: "001000044",
      // Its other director is a holding, and she represents that too.
      members: [
        {
          accountId: marieke,
          capacity: "director",
          also: [{ capacity: "director", onBehalfOf: "Van Dijk Holding B.V." }],
        },
      ],
    });
    const privately = await anOrganisation(ctx, {
      ...common,
      slug: "m-van-dijk",
      name: "M. van Dijk",
      kind: "person",
      fiscalNumber: "999990019",
      members: [
        { accountId: marieke, capacity: "self" },
        { accountId: pieter, capacity: "partner", streams: ["personalIncomeTax"] },
      ],
    });
    await anOrganisation(ctx, {
      ...common,
      slug: "fysio-de-linde",
      name: "Fysio De Linde",
      kvkNumber: "12345681",
      members: [{ accountId: fatima, capacity: "owner" }],
    });
    await anOrganisation(ctx, {
      ...common,
      slug: "visser-watersport",
      name: "Visser Watersport",
      kvkNumber: "12345682",
      members: [{ accountId: tom, capacity: "owner" }],
    });
    // In the demo this machine plays the KvK and the bank.
    for (const [stream, recipient] of [
      ["filingAccounts", ""],
      ["creditReport", "Rabobank"],
    ] as const)
      await saveChannel(ctx, {
        stream,
        recipient,
        settings: demoChannel(stream),
        certificate: null,
        key: null,
      });
    return { sander, marieke, pieter, bakery, property, privately };
  });
  return { firmId, ...people };
}
