import type { Place } from "@/lib/pades/shapes";
import { isId } from "@/lib/shared/ids";
import { onOneLine } from "@/lib/shared/typed";
import type { StreamTraits } from "../streams";
import type { Signatory, SigningWish } from "./wish";

/** More people than that sign no document of a client, and no page has room for them. */
export const mostSigners = 20;
/** In so many capacities one person signs at most. */
const mostCapacities = 4;
/** Of a name that one signs in place of. */
const mostLetters = 80;

/** In points: what a name can still be read in, and what is no field but a page. */
const least = { width: 60, height: 24 };
const most = { page: 9999, side: 14_400, width: 600, height: 300 };

type Fields = Record<string, unknown>;
type Fault = (path: string, message: string) => void;

/**
 * What the form says about signing; null where it is not signed. Whether these people may sign there, and whether the
 * PDF has those pages, is asked where both are known.
 *
 * Fields: `ondertekenen` ("ja", asked where there is a choice), `ondertekenaar` ("client:<account>" or
 * "accountant:<account>", each as often as there are signers), for each of them `stap-<account>`, `namens-<account>`,
 * `machtiging-<account>` and `plek-<account>-<n>` ("page,x,y,width,height"), and `plaats`,
 * `samenMet` and `steltVast` ("ja", of annual accounts).
 */
export function signingWishOf(
  form: Fields,
  { signed }: Pick<StreamTraits, "signed">,
  fault: Fault,
): SigningWish | null {
  if (signed === "never" || (signed === "optional" && textIn(form, "ondertekenen") !== "ja")) return null;
  const where = wheres[textIn(form, "plaats") || "blad"];
  if (!where) fault("plaats", "choose-signing-place");
  const people = peopleOf(form, fault);
  const signers = people.map((person) => signatoryOf(form, person, where ?? "page", fault));
  const together = textIn(form, "samenMet");
  if (together !== "" && !isId(together)) fault("samenMet", "nothing-to-sign-with");
  const adopts = form.soort === "annualAccounts" && textIn(form, "steltVast") === "ja";
  return { signers, where: where ?? "page", together: together || null, adopts };
}

const wheres: Record<string, SigningWish["where"] | undefined> = {
  blad: "page",
  velden: "found",
  klik: "placed",
};

type Person = Pick<Signatory, "party" | "accountId">;

function peopleOf(form: Fields, fault: Fault): Person[] {
  const people: Person[] = [];
  for (const said of [form.ondertekenaar ?? []].flat()) {
    const [party, accountId = ""] = String(said).split(":");
    if ((party !== "client" && party !== "accountant") || !isId(accountId)) {
      fault("ondertekenaar", "choose-signers");
      return [];
    }
    if (!people.some((one) => one.accountId === accountId)) people.push({ party, accountId });
  }
  if (people.length > mostSigners) {
    fault("ondertekenaar", "too-many-signers");
    return [];
  }
  if (!people.some(({ party }) => party === "client")) fault("ondertekenaar", "choose-client-signer");
  return people;
}

function signatoryOf(
  form: Fields,
  { accountId, party }: Person,
  where: SigningWish["where"],
  fault: Fault,
): Signatory {
  const step = textIn(form, `stap-${accountId}`) || "1";
  if (!/^[1-9]$/.test(step)) fault(`stap-${accountId}`, "signing-step");
  const deputy = party === "client" ? deputyOf(form, accountId, fault) : { deputyFor: null, mandate: null };
  const places = where === "page" ? [] : placesOf(form, accountId, where, fault);
  if (where === "placed" && places.length === 0) fault(`plek-${accountId}-0`, "signing-spot");
  return { accountId, party, step: Number(step), ...deputy, places };
}

/** In whose place somebody signs, and by which proof: neither without the other. */
function deputyOf(form: Fields, accountId: string, fault: Fault): Pick<Signatory, "deputyFor" | "mandate"> {
  const name = onOneLine(textIn(form, `namens-${accountId}`)).trim();
  const mandate = textIn(form, `machtiging-${accountId}`);
  if (name.length > mostLetters) fault(`namens-${accountId}`, "at-most-80");
  if (name === "" && mandate !== "") fault(`namens-${accountId}`, "deputy-for");
  if (name !== "" && !isId(mandate)) fault(`machtiging-${accountId}`, "deputy-mandate");
  return { deputyFor: name || null, mandate: mandate || null };
}

/** One for each capacity, in their order; a gap in it is a place that was not chosen. */
function placesOf(form: Fields, accountId: string, where: SigningWish["where"], fault: Fault): Place[] {
  const said = Array.from({ length: mostCapacities + 1 }, (_, n) => textIn(form, `plek-${accountId}-${n}`));
  const count = said.findLastIndex((one) => one !== "") + 1;
  if (count > mostCapacities) {
    fault(`plek-${accountId}-${mostCapacities}`, "signing-spot");
    return [];
  }
  return said.slice(0, count).flatMap((one, n) => {
    const place = placeOf(one, where === "found" ? { width: 1, height: 1 } : least);
    if (!place) fault(`plek-${accountId}-${n}`, "signing-spot");
    return place ?? [];
  });
}

/**
 * "2,68,640,215,84": page, and from its upper left corner in points where the field begins and how large it is.
 * @param atLeast a field that the PDF has is as small as whoever made it wanted
 */
function placeOf(text: string, atLeast: { width: number; height: number }): Place | null {
  if (!/^\d{1,4}(?:,\d{1,5}(?:\.\d{1,3})?){4}$/.test(text)) return null;
  const [page = 0, x = 0, y = 0, width = 0, height = 0] = text.split(",").map(Number);
  const sane =
    page >= 1 &&
    page <= most.page &&
    x <= most.side &&
    y <= most.side &&
    width >= atLeast.width &&
    width <= most.width &&
    height >= atLeast.height &&
    height <= most.height;
  return sane ? { page, x, y, width, height } : null;
}

function textIn(form: Fields, name: string): string {
  const value = Object.hasOwn(form, name) ? form[name] : "";
  return typeof value === "string" ? value.trim() : "";
}
