"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import { removeCertificate } from "@/lib/signing/certificates";
import { setSigningCode } from "@/lib/signing/code-setting";
import { settingsOf } from "@/lib/signing/ending";
import { certificateId, codeSettingInput, serviceInput, uploadInput } from "@/lib/signing/input";
import { setUpAtService, setUpFromFile } from "@/lib/signing/set-up";

const here = "/admin/instellingen/ondertekenen";

/** "Certificaat opslaan": of the firm, or of a colleague. */
export const uploadCertificate = staffAction("settings.manage", uploadInput, async ({ actor }, form) => {
  const saved = await setUpFromFile(actor, form.voor, form);
  return saved.ok ? redirect(`${settingsOf(form.voor)}?gedaan=opgeslagen`) : saved;
});

/** "Opvragen en opslaan": the same for a key at a service. */
export const connectService = staffAction("settings.manage", serviceInput, async ({ actor }, form) => {
  const saved = await setUpAtService(actor, form.voor, form);
  return saved.ok ? redirect(`${settingsOf(form.voor)}?gedaan=opgeslagen`) : saved;
});

/** "Verwijder dit certificaat". */
export const remove = staffAction("settings.manage", certificateId, async ({ scope }, { certificaat }) => {
  const removed = await scope((ctx) => removeCertificate(ctx, certificaat));
  return removed.ok ? redirect(`${here}?gedaan=verwijderd`) : removed;
});

/** "Code per sms bij ondertekenen". */
export const chooseCode = staffAction(
  "settings.manage",
  codeSettingInput,
  async ({ scope }, { bevestiging }) => {
    await scope((ctx) => setSigningCode(ctx, bevestiging === "sms"));
    return { ok: true };
  },
);
