import postgres from "postgres";
import { closePool } from "@/db/connection";
import { inScope } from "@/db/scope";
import { requestDecisionCode } from "@/lib/approvals/code";
import { decide } from "@/lib/approvals/decide";
import { sendLater } from "@/lib/approvals/later";
import { aPaper } from "@/tests/support/a-paper";
import { aSession, clientAt, deliver, facts, firm, mobiles, readSms, staffAt } from "@/tests/support/people";
import { organisationOf } from "@/tests/support/uploads";

/** What bench/batch.mjs sends: put so many documents before a client and have the code sent, then approve them. */
type Order = { prepare: number } | { approve: true };

const email = "marieke@korenaar.example";
const owner = postgres(process.env.BENCH_OWNER_URL ?? "", { max: 1, onnotice: () => {} });
const cast = start();
let asked = { challengeId: "", code: "" };

process.on("message", async (order: Order) => {
  process.send?.("prepare" in order ? await prepare(order.prepare) : await approve());
});
process.once("disconnect", () => void Promise.all([closePool(), owner.end()]));

async function start() {
  const bakery = await organisationOf(owner, "bakkerij-de-korenaar");
  const marieke = await aSession(owner, "noorderlicht", email);
  const sander = await staffAt(owner, "noorderlicht", "sander@noorderlicht.example");
  return { bakery, marieke, sander, actor: clientAt(marieke, bakery), at: await firm("noorderlicht") };
}

async function prepare(count: number) {
  const { bakery, marieke, sander, actor, at } = await cast;
  await owner`truncate challenge_codes, challenges`;
  const filings: string[] = [];
  for (let made = 0; made < count; made++) filings.push(await aPaper(sander, bakery));
  for (const id of filings) await inScope(actor, (ctx) => sendLater(ctx, id, 1, {}));
  const versions = Object.fromEntries(filings.map((id) => [id, 1]));
  const sent = await inScope(actor, (ctx) =>
    requestDecisionCode(ctx, at, marieke, { decision: "approve", filings, versions, batch: true }),
  );
  if (!sent.ok) throw new Error(`No code was sent: ${sent.reason}`);
  await deliver();
  const { code } = await readSms(owner, mobiles[email] ?? "");
  asked = { challengeId: sent.challengeId, code };
  return { prepared: count };
}

async function approve() {
  const { marieke, actor } = await cast;
  const expected = { decision: "approve", filing: null } as const;
  const began = performance.now();
  const done = await inScope(actor, (ctx) => decide(ctx, marieke, { ...asked, expected }, facts));
  const took = performance.now() - began;
  if (!done.ok) throw new Error(`It was refused: ${done.reason}`);
  return { took };
}
