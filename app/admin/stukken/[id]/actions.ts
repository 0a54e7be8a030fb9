"use server";

import { redirect } from "next/navigation";
import { staffAction } from "@/lib/access/action";
import {
  dropApprover,
  dropInput,
  filedInput,
  fileWithoutApproval,
  mandateInput,
  markFiled,
  reasonInput,
  releaseFiling,
  withdrawFiling,
} from "@/lib/approvals/office";

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

/** "Vrijgeven": publicatiestukken wait for the annual accounts no longer. */
export const release = staffAction("filing.manage", reasonInput, async ({ scope }, { filing, reden }) => {
  const released = await scope((ctx) => releaseFiling(ctx, filing, reden));
  return released.ok ? done(filing, "vrijgeven") : released;
});

/** "Akkoord niet meer nodig": one of several people need not decide any more. */
export const drop = staffAction("filing.manage", dropInput, async ({ scope }, { filing, reden, plaats }) => {
  const dropped = await scope((ctx) => dropApprover(ctx, filing, plaats, reden));
  return dropped.ok ? done(filing, "vervalt") : dropped;
});
