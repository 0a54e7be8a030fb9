"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import {
  dropApprover,
  fileWithoutApproval,
  markFiled,
  releaseFiling,
  withdrawFiling,
} from "@/lib/approvals/office";
import {
  againInput,
  dropInput,
  filedInput,
  mandateInput,
  reasonInput,
  releaseInput,
  seatInput,
} from "@/lib/approvals/office-input";
import { deliverAgain } from "@/lib/approvals/recipient";
import { arrivalInput, askInput, askNow, confirmArrival, takeBackClaim } from "@/lib/delivery/resolve";
import { finishAgain } from "@/lib/staff/finishing";
import { putAgain } from "@/lib/staff/put-again";

const done = (filing: string, what: string) => redirect(`/admin/stukken/${filing}?gedaan=${what}`);

/** "Intrekken" (D5). The page then says at once who had opened it. */
export const withdraw = staffAction("filing.manage", reasonInput, async ({ scope }, { filing, reden }) => {
  const withdrawn = await scope((ctx) => withdrawFiling(ctx, filing, reden));
  return withdrawn.ok ? done(filing, "intrekken") : withdrawn;
});

/** "Ingediend zonder akkoord" (D1). */
export const fileAnyway = staffAction("filing.manage", mandateInput, async ({ scope }, { filing, reden }) => {
  const filed = await scope((ctx) => fileWithoutApproval(ctx, filing, reden));
  return filed.ok ? done(filing, "zonder-akkoord") : filed;
});

/** "Ingediend" (F52): the firm's own package has filed what the client approved. */
export const file = staffAction("filing.manage", filedInput, async ({ scope }, { filing, kenmerk }) => {
  const filed = await scope((ctx) => markFiled(ctx, filing, kenmerk || null));
  return filed.ok ? done(filing, "ingediend") : filed;
});

/** "Vrijgeven": publicatiestukken wait for the annual accounts no longer, and it is said in what they fall short. */
export const release = staffAction(
  "filing.manage",
  releaseInput,
  async ({ scope }, { filing, reden, als }) => {
    const released = await scope((ctx) => releaseFiling(ctx, filing, reden, als));
    return released.ok ? done(filing, "vrijgeven") : released;
  },
);

/** "Akkoord niet meer nodig": one of several people need not decide any more. */
export const drop = staffAction("filing.manage", dropInput, async ({ scope }, { filing, reden, plaats }) => {
  const dropped = await scope((ctx) => dropApprover(ctx, filing, plaats, reden));
  return dropped.ok ? done(filing, "vervalt") : dropped;
});

/** "Opnieuw proberen": a signature that stopped on its way into the file. */
export const retrySignature = staffAction(
  "filing.manage",
  seatInput,
  async ({ scope }, { filing, plaats }) => {
    const again = await scope((ctx) => putAgain(ctx, filing, plaats));
    return again.ok ? done(filing, "opnieuw-geplaatst") : again;
  },
);

/** "Opnieuw proberen", of a file that everybody has signed and that was not finished. */
export const retryFinish = staffAction(
  "filing.manage",
  seatInput.pick({ filing: true }),
  async ({ scope }, { filing }) => {
    const again = await scope((ctx) => finishAgain(ctx, filing));
    return again.ok ? done(filing, "opnieuw-afgerond") : again;
  },
);

/** "Opnieuw aanleveren": a person decides that it may be sent once more. */
export const deliverOnceMore = staffAction(
  "filing.manage",
  againInput,
  async ({ scope }, { filing, reden, nietAangekomen, tochAanleveren }) => {
    const [notArrived, nevertheless] = [nietAangekomen === "ja", tochAanleveren === "ja"];
    const sent = await scope((ctx) => deliverAgain(ctx, filing, reden, notArrived, nevertheless));
    if (sent.ok) return done(filing, "opnieuw-aangeleverd");
    const tick = ticks[sent.reason];
    return tick ? { ...sent, fields: { [tick]: sent.reason } } : sent;
  },
);

/** The box that a refusal is about. */
const ticks: Partial<Record<string, "nietAangekomen" | "tochAanleveren">> = {
  "has-kenmerk": "nietAangekomen",
  "say-not-arrived": "nietAangekomen",
  "say-nevertheless": "tochAanleveren",
};

/** "Nu opnieuw vragen": what the recipient knows of a delivery that nobody is sure of. */
export const ask = staffAction("filing.manage", askInput, async ({ scope }, input) => {
  const asked = await scope((ctx) => askNow(ctx, input.aanlevering));
  return asked.ok ? done(input.filing, "nagevraagd") : asked;
});

/** "Het is aangekomen": a person knows under which kenmerk. */
export const confirm = staffAction("filing.manage", arrivalInput, async ({ scope }, input) => {
  const confirmed = await scope((ctx) => confirmArrival(ctx, input.aanlevering, input.kenmerk));
  return confirmed.ok ? done(input.filing, "aangekomen") : confirmed;
});

/** "Dit kenmerk klopt niet": what a colleague gave is not this delivery's. */
export const takeBack = staffAction("filing.manage", askInput, async ({ scope }, input) => {
  const taken = await scope((ctx) => takeBackClaim(ctx, input.aanlevering));
  return taken.ok ? done(input.filing, "teruggenomen") : taken;
});
