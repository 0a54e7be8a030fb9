"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import { tryChannel } from "@/lib/delivery/attempt";
import { channelInput, switchInput, tryInput } from "@/lib/delivery/input";
import { setUpChannel, switchChannel } from "@/lib/delivery/set-up";

const here = "/admin/instellingen/kanalen";

/** "Opslaan": how the firm reaches the KvK or a bank. A certificate and a key come along as files. */
export const saveChannelSettings = staffAction("settings.manage", channelInput, async ({ scope }, form) => {
  const [certificate, key] = await Promise.all([textOf(form.certificaat), textOf(form.sleutel)]);
  const saved = await scope((ctx) => setUpChannel(ctx, form, { certificate, key }));
  return saved.ok ? redirect(`${here}/${saved.id}?gedaan=opgeslagen`) : saved;
});

/** "Uitzetten" and "Aanzetten". */
export const switchChannelOnOff = staffAction(
  "settings.manage",
  switchInput,
  async ({ scope }, { kanaal, stand }) => {
    const switched = await scope((ctx) => switchChannel(ctx, kanaal, stand === "aan"));
    if (switched.ok) revalidatePath(here, "layout");
    return switched;
  },
);

/** "Verbinding proberen". */
export const tryConnection = staffAction("settings.manage", tryInput, async ({ actor }, { kanaal, nummer }) =>
  tryChannel(actor, kanaal, nummer),
);

/** Null when nothing was chosen: what was there stays. */
async function textOf(chosen: File | string | undefined): Promise<string | null> {
  const text = typeof chosen === "string" ? chosen : await chosen?.text();
  return text || null;
}
