"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import {
  addEndpoint,
  removeEndpoint,
  renewSecret,
  switchEndpoint,
  testEndpoint,
} from "@/lib/backoffice/endpoints";
import { endpointId, endpointInput, endpointSwitch } from "@/lib/backoffice/input";
import { awaitDelivery } from "@/lib/outbox/await";

const list = "/admin/instellingen/koppelingen";

/** "Koppeling toevoegen". The answer carries the secret, this one time. */
export const add = staffAction(
  "settings.manage",
  endpointInput,
  async ({ scope }, { naam, url, gebeurtenis }) => {
    const added = await scope((ctx) => addEndpoint(ctx, { name: naam, url, events: gebeurtenis }));
    if (added.ok) return { ok: true, details: { id: added.id, secret: added.secret } };
    if (added.reason === "too-many-endpoints") return added;
    return { ok: false, reason: "invalid", fields: { url: added.reason } };
  },
);

/** "Nieuwe sleutel maken". */
export const renew = staffAction("settings.manage", endpointId, async ({ scope }, { koppeling }) => {
  const renewed = await scope((ctx) => renewSecret(ctx, koppeling));
  return renewed.ok ? { ok: true, details: { id: koppeling, secret: renewed.secret } } : renewed;
});

/** "Proefbericht sturen": waits for what comes back, as somebody does who has just set it up. */
export const test = staffAction("settings.manage", endpointId, async ({ actor, scope }, { koppeling }) => {
  const sent = await scope((ctx) => testEndpoint(ctx, koppeling));
  if (!sent.ok) return sent;
  const delivery = await awaitDelivery(actor, sent.jobId);
  revalidatePath(`${list}/${koppeling}`);
  if (delivery === "sent") return { ok: true };
  return { ok: false, reason: delivery === "waiting" ? "test-waiting" : "test-failed" };
});

/** "Uitzetten" and "Aanzetten". */
export const turn = staffAction(
  "settings.manage",
  endpointSwitch,
  async ({ scope }, { koppeling, stand }) => {
    const turned = await scope((ctx) => switchEndpoint(ctx, koppeling, stand === "aan"));
    if (turned.ok) revalidatePath(`${list}/${koppeling}`);
    return turned;
  },
);

/** "Verwijderen". */
export const remove = staffAction("settings.manage", endpointId, async ({ scope }, { koppeling }) => {
  const removed = await scope((ctx) => removeEndpoint(ctx, koppeling));
  return removed.ok ? redirect(`${list}?gedaan=verwijderd`) : removed;
});
