import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
import { now } from "@/lib/ports/clock";
import { aboutOf, askedOf, readersOf } from "./about";
import { giveNotice } from "./notices";
import { planExpiry, planReminder } from "./reminders";
import type { FilingState } from "./shapes";
import { accountantsAsked } from "./signing/accountants";

const told: readonly FilingState[] = ["open", "readyToSend", "toRead"];

/** After publishing: everybody whose turn it is hears of it (F43), and what comes later is planned. */
export async function tellApprovers(ctx: Scoped<System>, job: Job): Promise<void> {
  const about = await aboutOf(ctx, job);
  if (!about || !told.includes(about.state)) return;
  if (job.kind === "filing.published") await planExpiry(ctx, about);
  if (about.waitsFor && job.kind === "filing.published") return;
  if (about.state === "toRead") {
    await giveNotice(ctx, about, "read", await readersOf(ctx, about));
    return;
  }
  // What waited for the second time was asked for before it did, and is asked for again.
  const since = job.kind === "filing.released" ? now() : null;
  const kind = about.version > 1 ? "newVersion" : "approve";
  await giveNotice(ctx, about, kind, await askedOf(ctx, about), { since });
  const accountants = await accountantsAsked(ctx, [about]);
  await giveNotice(
    ctx,
    about,
    "toSign",
    accountants.map(({ accountId }) => accountId),
  );
  await planReminder(ctx, about);
}
