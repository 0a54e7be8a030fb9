import { run } from "./next-server.mjs";
import { signIn } from "./visitor.mjs";

/** The organisation of the story that the bench looks at. */
export const organisation = "bakkerij-de-korenaar";

/**
 * Signs a client and a colleague of the demo in, and asks the portal's own functions who they are.
 * @param {{ port: number, settings: Record<string, string> }} house
 * @returns {Promise<{ client: { visitor, known }, staff: { visitor, known } }>} `known`: see bench/known.ts
 */
export async function signPeopleIn(house, closers) {
  const { port } = house;
  const client = await signClientIn(port);
  const staff = await signIn("noorderlicht", port, "sander@noorderlicht.example", { channel: "totp" });
  const knownOf = (visitor) => known(visitor, house, closers);
  return {
    client: { visitor: client, known: await knownOf(client) },
    staff: { visitor: staff, known: await knownOf(staff) },
  };
}

export function signClientIn(port) {
  const to = { channel: "sms", to: "+31612345678" };
  return signIn("noorderlicht", port, "marieke@korenaar.example", to);
}

/** What the portal looks up for this visitor; asked again when the numbers of tasks have changed. */
export async function known(visitor, { settings }, closers) {
  const cookie = /__Host-portaal=([^;]+)/.exec(visitor.headers().cookie)?.[1] ?? "";
  const env = { ...settings, BENCH_HOST: visitor.host, BENCH_SESSION: cookie };
  const output = await run(process.execPath, ["--import", "tsx", "bench/known.ts"], { env }, closers);
  return JSON.parse(output.trim().split("\n").at(-1));
}

/** The overview, as its filters narrow it: a year of which there are enough, see bench/filings.mjs. */
export const narrowed = narrowedTo(2025);

function narrowedTo(year) {
  return `status=afgerond&jaar=${year}&type=vat`;
}

/**
 * Every page that a client or a colleague sees when signed in.
 * @param {{ open: string, completed: string, challenge: string, year: number }} ids of filings of the story, and of what
 *   decided one; the year of a VAT return that is finished
 */
export function signedInPages({ client, staff }, { open, completed, challenge, year }) {
  const home = `/o/${organisation}`;
  const ofClient = {
    welcome: home,
    "open tasks": `${home}/accordering`,
    "ready to send": `${home}/accordering/verzenden`,
    sent: `${home}/accordering/verzonden/${challenge}`,
    overview: `${home}/accordering/overzicht`,
    "overview, narrowed": `${home}/accordering/overzicht?${narrowedTo(year)}`,
    "overview, nothing found": `${home}/accordering/overzicht?zoek=bestaat-niet`,
    "overview, searched": `${home}/accordering/overzicht?zoek=aangifte`,
    "open filing": `${home}/accordering/${open}`,
    reject: `${home}/accordering/${open}/afkeuren`,
    "completed filing": `${home}/accordering/${completed}`,
    processed: `${home}/accordering/${completed}/verwerkt`,
    viewer: `${home}/accordering/${open}/bijlage`,
    everywhere: "/alle-organisaties",
    "sent, everywhere": `/alle-organisaties/verzonden/${challenge}`,
    contact: `${home}/contact`,
    profile: "/profiel",
  };
  const ofStaff = {
    "staff, documents": "/admin/stukken",
    "staff, to file": "/admin/stukken?status=indienen",
    "staff, narrowed": "/admin/stukken?status=afgerond&jaar=2025&type=vat",
    "staff, open filing": `/admin/stukken/${open}`,
    "staff, completed filing": `/admin/stukken/${completed}`,
    "staff, publish": "/admin/stukken/nieuw",
    "staff, sending": "/admin/verzending",
    "staff, clients": "/admin/clienten",
    "staff, profile": "/profiel",
  };
  const list = (pages, visitor) => Object.entries(pages).map(([name, path]) => ({ name, path, visitor }));
  return [...list(ofClient, client.visitor), ...list(ofStaff, staff.visitor)];
}
