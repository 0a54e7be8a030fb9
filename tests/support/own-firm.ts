import { randomUUID } from "node:crypto";
import { type DigipoortServer, digipoortServer } from "./digipoort-server";
import { inPortal, owner } from "./in-portal";

export type OwnFirm = {
  /** Also the first part of its address. */
  slug: `kantoor-${string}`;
  /** Of its only organisation, as the address of the client names it. */
  organisation: string;
  name: string;
  kvkNumber: string;
  staff: string;
  client: { email: string; mobile: string };
  /** Plays the KvK for this firm alone. */
  digipoort: DigipoortServer;
};

/**
 * A firm of one test file in the running portal, whose publications go to a recipient that this process plays: what that
 * does, no other test meets, and what it takes, no other test sent. Whoever asks for it closes `digipoort`.
 */
export async function anOwnFirm(): Promise<OwnFirm> {
  const some = randomUUID().slice(0, 8);
  const slug = `kantoor-${some}` as const;
  const firm = {
    slug,
    organisation: `molen-${some}`,
    name: "Molen De Hoop B.V.",
    kvkNumber: "12345695",
    staff: `nora@${slug}.example`,
    client: { email: `teun@${slug}.example`, mobile: "+31612345600" },
  };
  const digipoort = await digipoortServer();
  try {
    await inPortal(() => found(firm, digipoort));
  } catch (error) {
    await digipoort.close();
    throw error;
  }
  return { ...firm, digipoort };
}

/** Switches the firm's way to the KvK on or off. While it is off nothing that is to go there leaves. */
export async function switchWay({ slug }: OwnFirm, on: boolean): Promise<void> {
  await owner(
    (sql) => sql`update delivery_channels set enabled = ${on}
      where firm_id = (select id from firms where slug = ${slug})`,
  );
}

async function found(firm: Omit<OwnFirm, "digipoort">, digipoort: DigipoortServer): Promise<void> {
  const { aClient, aMemberOfStaff, anOrganisation } = await import("@/db/demo/cast");
  const { inScope } = await import("@/db/scope");
  const { systemOf } = await import("@/lib/access/actor");
  const { newId } = await import("@/lib/shared/ids");
  const { createFirm } = await import("@/lib/tenancy/create");
  const { connect } = await import("./deliveries");
  const { slug, organisation, name, kvkNumber, staff, client } = firm;
  const id = newId();
  await createFirm({
    ...{ id, slug, name: "Kantoor Noord", hue: 200, chroma: 0.09 },
    mark: [{ d: "M8 8h16v16H8z", opacity: 1 }],
    ...{ smsSender: "Accountant", smsShowsAmount: false, allowedCountries: ["NL"] },
    ...{ phone: "038 000 12 99", openingHours: "ma t/m vr, 9.00 – 17.00 uur" },
    mailAddress: `portaal@${slug}.example`,
  });
  await inScope(systemOf(id, "own-firm"), async (ctx) => {
    const manager = await aMemberOfStaff(ctx, {
      ...{ name: "Nora Bos", email: staff, role: "administrator", jobTitle: "Accountant" },
      totpSecret: "NB2W45DFOIZA2DIJNB2W45DFOIZA2DIJ",
    });
    const accountId = await aClient(ctx, { name: "Teun Molenaar", ...client });
    const members = [{ accountId, capacity: "director" }];
    await anOrganisation(ctx, { slug: organisation, name, kvkNumber, manager, members });
  });
  await connect(id, digipoort);
}
