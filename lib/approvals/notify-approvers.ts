import type { Scoped } from "@/db/scope";
import type { System } from "@/lib/access/actor";
import type { Job } from "@/lib/outbox/drain";
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
  await giveNotice(ctx, about, about.version > 1 ? "newVersion" : "approve", await askedOf(ctx, about));
  const accountants = await accountantsAsked(ctx, [about]);
  await giveNotice(
    ctx,
    about,
    "toSign",
    accountants.map(({ accountId }) => accountId),
  );
  await planReminder(ctx, about);
}
