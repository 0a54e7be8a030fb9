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
  const client = await signIn("noorderlicht", port, "marieke@korenaar.example", {
    channel: "sms",
    to: "+31612345678",
  });
  const staff = await signIn("noorderlicht", port, "sander@noorderlicht.example", { channel: "totp" });
  const knownOf = (visitor) => known(visitor, house, closers);
  return {
    client: { visitor: client, known: await knownOf(client) },
    staff: { visitor: staff, known: await knownOf(staff) },
  };
}

/** What the portal looks up for this visitor; asked again when the numbers of tasks have changed. */
export async function known(visitor, { settings }, closers) {
  const cookie = /__Host-portaal=([^;]+)/.exec(visitor.headers().cookie)?.[1] ?? "";
  const env = { ...settings, BENCH_HOST: visitor.host, BENCH_SESSION: cookie };
  const output = await run(process.execPath, ["--import", "tsx", "bench/known.ts"], { env }, closers);
  return JSON.parse(output.trim().split("\n").at(-1));
}

/** Every page that a client or a colleague sees when signed in. */
export function signedInPages({ client, staff }, { open, completed }) {
  const home = `/o/${organisation}`;
  const ofClient = {
    welcome: home,
    "open tasks": `${home}/accordering`,
    overview: `${home}/accordering/overzicht`,
    "open filing": `${home}/accordering/${open}`,
    "completed filing": `${home}/accordering/${completed}`,
    processed: `${home}/accordering/${completed}/verwerkt`,
    viewer: `${home}/accordering/${open}/bijlage`,
    contact: `${home}/contact`,
    profile: "/profiel",
  };
  const ofStaff = {
    "staff, documents": "/admin/stukken",
    "staff, clients": "/admin/clienten",
    "staff, publish": "/admin/stukken/nieuw",
    "staff, profile": "/profiel",
  };
  const list = (pages, visitor) => Object.entries(pages).map(([name, path]) => ({ name, path, visitor }));
  return [...list(ofClient, client.visitor), ...list(ofStaff, staff.visitor)];
}
