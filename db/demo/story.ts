import { firmBySlug } from "@/db/gate";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { setClock } from "@/lib/ports/clock";
import { addDays, addMonths, endOfMonth, type FilingPeriod, startOfMonth, today } from "@/lib/shared/dates";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { aClient, aMemberOfStaff, anOrganisation, aPhoto } from "./cast";
import { aVatReturn, type ReturnWish } from "./returns";

const bars = [
  { d: "M8.25 4h6.5a5.25 5.25 0 0 1 0 10.5h-6.5a5.25 5.25 0 0 1 0-10.5z", opacity: 1 },
  { d: "M17.25 17.5h6.5a5.25 5.25 0 0 1 0 10.5h-6.5a5.25 5.25 0 0 1 0-10.5z", opacity: 0.45 },
];
const mill = [
  { d: "M13 16h6l3 12H10z", opacity: 1 },
  { d: "M15 14 5 4l3-1 8 9 8-9 3 1-10 10 8 8-2 2-7-8-7 8-2-2z", opacity: 0.45 },
];

/** Tells the demo story if this database does not know it yet. @returns whether it was told now */
export async function tellStory(at: Date): Promise<boolean> {
  if (await firmBySlug("noorderlicht")) return false;
  await tellDeVries();
  await tellNoorderlicht(at);
  return true;
}

async function tellNoorderlicht(at: Date): Promise<void> {
  const firmId = newId();
  // The story is told in the order in which it happened, so that the audit chain runs forward in time.
  setClock(() => new Date(at.getTime() - 300 * 86_400_000));
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
      totpSecret: "KRSXG5CTMVRXEZLUKRSXG5CTMVRXEZLU",
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
    const common = { manager: sander, portfolioOf: [sander, joris] };
    const bakery = await anOrganisation(ctx, {
      ...common,
      slug: "bakkerij-de-korenaar",
      name: "Bakkerij De Korenaar B.V.",
      kvkNumber: "12345678",
      obNumber: "001000056B01",
      members: [
        { accountId: marieke, capacity: "director" },
        { accountId: pieter, capacity: "director" },
      ],
    });
    const property = await anOrganisation(ctx, {
      ...common,
      slug: "de-korenaar-vastgoed",
      name: "De Korenaar Vastgoed B.V.",
      kvkNumber: "12345679",
      obNumber: "001000044B37",
      members: [{ accountId: marieke, capacity: "director" }],
    });
    await anOrganisation(ctx, {
      ...common,
      slug: "m-van-dijk",
      name: "M. van Dijk",
      kind: "person",
      members: [{ accountId: marieke, capacity: "self" }],
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
    return { sander, marieke, bakery, property };
  });
  await tellReturns(at, firmId, people);
}

type People = { sander: string; marieke: string; bakery: string; property: string };

async function tellReturns(
  at: Date,
  firmId: string,
  { sander, marieke, bakery, property }: People,
): Promise<void> {
  const firm = { firmId, firmName: "Noorderlicht Accountants", by: sander };
  const ofBakery = {
    ...firm,
    organisationId: bakery,
    organisationName: "Bakkerij De Korenaar B.V.",
    obNumber: "001000056B01",
  };
  const day = today(at);
  // Five months of history, then last month's: to pay 4,812.
  const inputTax = [4810, 4620, 5104, 4702, 4390, 4548];
  const wishes: ReturnWish[] = [];
  for (let back = 6; back >= 1; back--) {
    const period = monthOf(day, back);
    const index = 6 - back;
    const open = back === 1;
    const sold = open ? 0 : ([-260, 140, -350, 40, 210][index] ?? 0);
    wishes.push({
      ...ofBakery,
      period,
      boxes: {
        "1a": euros(18_240 + sold, Math.round((18_240 + sold) * 0.21)),
        "1b": euros(61_450, 5530),
        "5b": { vat: euro(inputTax[index] ?? 4548) },
      },
      publishedOn: open ? earlier(day, addDays(day, -4)) : addDays(period.end, 12),
      ...(open ? { paymentReference: "7001000056011110" } : {}),
      ...(open
        ? {}
        : { approved: { accountId: marieke, name: "Marieke van Dijk", on: addDays(period.end, 15) } }),
    });
  }
  wishes.push({
    ...firm,
    organisationId: property,
    organisationName: "De Korenaar Vastgoed B.V.",
    obNumber: "001000044B37",
    period: quarterBefore(day),
    boxes: { "1a": euros(2400, 504), "5b": { vat: euro(1750) } },
    // Put before her in the month in which it is due: later in the quarter it is overdue, as happens.
    publishedOn: before(addDays(quarterBefore(day).end, 11), day),
  });
  for (const wish of wishes.sort((a, b) => a.publishedOn.localeCompare(b.publishedOn)))
    await aVatReturn(wish);
}

async function tellDeVries(): Promise<void> {
  const firmId = newId();
  await createFirm({
    id: firmId,
    slug: "devries",
    name: "De Vries & Partners",
    hue: 300,
    chroma: 0.11,
    mark: mill,
    smsSender: "De Vries",
    smsShowsAmount: false,
    allowedCountries: ["NL"],
    phone: "058 000 43 21",
    openingHours: "ma t/m vr, 9.00 – 17.00 uur",
    mailAddress: "portaal@devries.example",
  });
  await inScope(systemOf(firmId, "demo-story"), async (ctx) => {
    const willemijn = await aMemberOfStaff(ctx, {
      name: "Willemijn de Vries",
      email: "willemijn@devries.example",
      role: "administrator",
      jobTitle: "Accountant",
      availability: "aanwezig ma t/m vr",
      phone: "058 000 43 22",
      totpSecret: "NB2W45DFOIZA2DIJNB2W45DFOIZA2DIJ",
    });
    const gerrit = await aClient(ctx, {
      name: "Gerrit Postma",
      email: "gerrit@garagepostma.example",
      mobile: "+31612345655",
    });
    const marieke = await aClient(ctx, {
      name: "Marieke van Dijk",
      email: "marieke@korenaar.example",
      mobile: "+31612345678",
    });
    await anOrganisation(ctx, {
      slug: "garage-postma",
      name: "Garage Postma",
      kvkNumber: "12345690",
      manager: willemijn,
      members: [{ accountId: gerrit, capacity: "owner" }],
    });
    await anOrganisation(ctx, {
      slug: "stichting-molen-de-korenaar",
      name: "Stichting Molen De Korenaar",
      kvkNumber: "12345691",
      manager: willemijn,
      members: [{ accountId: marieke, capacity: "director" }],
    });
  });
}

const euro = (whole: number) => whole * 100;
const euros = (turnover: number, vat: number) => ({ turnover: euro(turnover), vat: euro(vat) });

function monthOf(day: string, back: number): FilingPeriod {
  const start = startOfMonth(addMonths(startOfMonth(day), -back));
  return { start, end: endOfMonth(start) };
}

function quarterBefore(day: string): FilingPeriod {
  const month = Number(day.slice(5, 7)) - 1;
  const start = addMonths(startOfMonth(day), -(month % 3) - 3);
  return { start, end: endOfMonth(addMonths(start, 2)) };
}

function before(wish: string, day: string): string {
  return wish < day ? wish : addDays(day, -1);
}

function earlier(day: string, wish: string): string {
  return wish < startOfMonth(day) ? startOfMonth(day) : wish;
}
