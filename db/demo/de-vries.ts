import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { aClient, aMemberOfStaff, anOrganisation } from "./cast";

const mill = [
  { d: "M13 16h6l3 12H10z", opacity: 1 },
  { d: "M15 14 5 4l3-1 8 9 8-9 3 1-10 10 8 8-2 2-7-8-7 8-2-2z", opacity: 0.45 },
];

/** The second firm: so that it can be seen that each keeps to itself. */
export async function tellDeVries(): Promise<void> {
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
