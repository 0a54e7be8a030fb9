import { firmBySlug } from "@/db/gate";
import { setClock } from "@/lib/ports/clock";
import { today } from "@/lib/shared/dates";
import { tellBakery } from "./bakery";
import { Chronicle } from "./chronicle";
import { tellDeVries } from "./de-vries";
import { tellFamily } from "./family";
import { openNoorderlicht } from "./noorderlicht";

/**
 * Tells the demo story if this database does not know it yet.
 * @param signed with certificates, and documents that are signed: these take seconds to make; without, the annual accounts
 *   are approved
 * @returns whether it was told now
 */
export async function tellStory(at: Date, { signed = false } = {}): Promise<boolean> {
  if (await firmBySlug("noorderlicht")) return false;
  await tellDeVries();
  const people = await openNoorderlicht(at);
  setClock(null);
  const chronicle = new Chronicle(at);
  tellBakery(chronicle, today(at), people, signed);
  tellFamily(chronicle, today(at), people);
  await chronicle.tell();
  return true;
}
