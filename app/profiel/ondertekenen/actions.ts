"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import { removeCertificate } from "@/lib/signing/certificates";
import { certificateId, ownServiceInput, ownUploadInput } from "@/lib/signing/input";
import { setUpAtService, setUpFromFile } from "@/lib/signing/set-up";

const here = "/profiel/ondertekenen";

/** "Certificaat opslaan", of one's own. */
export const uploadOwn = staffAction("signing.own", ownUploadInput, async ({ actor }, form) => {
  const saved = await setUpFromFile(actor, actor.accountId, form);
  return saved.ok ? redirect(`${here}?gedaan=opgeslagen`) : saved;
});

/** "Opvragen en opslaan", of one's own. */
export const connectOwn = staffAction("signing.own", ownServiceInput, async ({ actor }, form) => {
  const saved = await setUpAtService(actor, actor.accountId, form);
  return saved.ok ? redirect(`${here}?gedaan=opgeslagen`) : saved;
});

/** "Verwijder dit certificaat", of one's own. */
export const removeOwn = staffAction("signing.own", certificateId, async ({ actor, scope }, form) => {
  const removed = await scope((ctx) => removeCertificate(ctx, form.certificaat, actor.accountId));
  return removed.ok ? redirect(`${here}?gedaan=verwijderd`) : removed;
});
