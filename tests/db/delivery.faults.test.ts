import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { toDeliver } from "@/lib/approvals/to-deliver";
import { enqueue } from "@/lib/outbox/enqueue";
import { newId } from "@/lib/shared/ids";
import { manifestHash } from "@/lib/shared/manifest";
import { aCast } from "@/tests/support/cast";
import { connect, publicationOf } from "@/tests/support/deliveries";
import { type DigipoortServer, digipoortServer } from "@/tests/support/digipoort-server";
import { manifestOf } from "@/tests/support/manifest";
import type { Task } from "@/tests/support/returns";
import { root } from "@/tests/support/source";

// npm run test:faults takes the long way.
const kills = process.env.PORTAL_FAULTS === "long" ? 60 : 4;
/** Deliveries that are kept on their way at a time. */
const underWay = 12;

const cast = aCast();
const workers = new Set<ChildProcess>();
let digipoort: DigipoortServer;
let model: Task;

beforeAll(async () => {
  digipoort = await digipoortServer();
  await connect(cast.sander.firmId, digipoort, 20_000);
  model = await publicationOf(cast.sander, cast.bakery, 1990);
  // Taken first, answered a while later: most kills meet a delivery of which only the authority knows.
  digipoort.failWith({ lateMs: 400 }, "deliver");
});
afterAll(async () => {
  for (const worker of workers) worker.kill("SIGKILL");
  await digipoort.close();
});

async function aWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "tests/support/delivery-worker.ts")], {
    cwd: root,
    env: { ...process.env, LEASE_SECONDS: "2" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  workers.add(child);
  child.once("exit", () => workers.delete(child));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`The worker did not start (${code})`)));
  });
  // A worker also tells of what it does; nobody reads that here.
  child.stdout?.resume();
  return child;
}

/** Publicatiestukken like the first ones, approved, with the event that follows from it: in one transaction each. */
async function anApproval(): Promise<string> {
  const id = newId();
  const as = (changes: object) => JSON.stringify(changes);
  await cast.owner()`insert into filings select (jsonb_populate_record(f,
    ${as({ id, reference: `K-${id.slice(-12)}`, state: "approved" })}::text::jsonb)).* from filings f where id = ${model.id}`;
  const hash = manifestHash({ ...(await manifestOf(cast.owner(), model.id)), filing: id, annexes: [] });
  await cast.owner()`insert into filing_versions select (jsonb_populate_record(v,
    ${as({ filing_id: id, manifest_hash: hash })}::text::jsonb)).* from filing_versions v where filing_id = ${model.id}`;
  await inScope(systemOf(model.firmId, "test"), (ctx) =>
    enqueue(ctx, toDeliver({ id, version: 1, organisationId: model.organisationId }, 1)),
  );
  return id;
}

const count = async (words: string) =>
  Number((await cast.owner().unsafe(`select count(*)::int as n from ${words}`))[0]?.n);
/** Waits, a while at most, until this worker has something out of which it does not know yet whether it arrived. */
const isOut = async ({ pid }: ChildProcess) => {
  const until = Date.now() + 15_000;
  const begun = `outbox where status = 'running' and started_at is not null and lease_by like '${pid}-%'`;
  while (Date.now() < until && (await count(begun)) === 0) await sleep(10);
  await sleep(Math.random() * 400);
};
/** Nobody waits a minute here before the authority is asked what it knows. */
const hurry = () =>
  cast.owner()`update outbox set run_after = now() - interval '1 second' where status = 'waiting' and run_after > now()
    and kind like 'delivery.%'`;
const unfinished = () =>
  count(`outbox where status in ('waiting', 'running') and (kind like 'delivery.%' or kind like 'filing.%')
    and (kind <> 'filing.reminder' and kind <> 'filing.expire')`);

describe(`the real delivery while its worker is killed ${kills} times`, () => {
  it(
    "reaches the authority at most once for each document, and none is lost",
    async () => {
      const approved: string[] = [];
      let loading = true;
      const load = (async () => {
        while (loading) {
          // What was approved and has not left yet: an event, or a delivery that waits.
          const ahead =
            (await count("deliveries where state = 'waiting'")) +
            (await count("outbox where kind = 'filing.toDeliver' and status in ('waiting', 'running')"));
          if (ahead >= underWay) await sleep(30);
          else approved.push(await anApproval());
        }
      })();
      let next = aWorker();
      let interrupted = 0;
      for (let kill = 0; kill < kills; kill++) {
        const worker = await next;
        // The one after it starts meanwhile, so that there is always somebody, and now and then two.
        next = aWorker();
        await sleep(300 + Math.random() * 1500);
        // Half of the kills come at any moment, mostly before the request was kept; half while one is out.
        if (kill % 2 === 1) await isOut(worker);
        worker.kill("SIGKILL");
        interrupted += await count(
          `outbox where status = 'running' and kind = 'delivery.send' and lease_by like '${worker.pid}-%'`,
        );
      }
      await next;
      loading = false;
      await load;
      await expect.poll(() => hurry().then(unfinished), { timeout: 150_000, interval: 500 }).toBe(0);

      const rows = await cast.owner()`select d.filing_id, d.state, d.delivery_reference, d.process_reference,
        d.candidates, f.state as document from deliveries d join filings f on f.id = d.filing_id
        where d.delivery_reference like 'K-%'`;
      expect(rows.map((row) => row.filing_id).sort()).toEqual([...approved].sort());
      const taken = (reference: string) =>
        digipoort.deliveries.filter(({ deliveryReference }) => deliveryReference === reference);
      for (const { state, delivery_reference, process_reference, candidates, document } of rows) {
        const arrived = taken(delivery_reference);
        expect(["accepted", "unknown"], delivery_reference).toContain(state);
        expect(arrived.length, `${delivery_reference} ${state}`).toBeLessThanOrEqual(1);
        expect(document).toBe(state === "accepted" ? "acceptedByRecipient" : "outcomeUnknown");
        if (state === "accepted") {
          expect(arrived[0]?.processReference, delivery_reference).toBe(process_reference);
        } else if (arrived[0]) {
          // A person finds it among what the authority knows.
          expect(candidates, delivery_reference).toContain(arrived[0].processReference);
        }
      }
      const unknown = rows.filter(({ state }) => state === "unknown");
      const arrived = unknown.filter((row) => taken(row.delivery_reference).length > 0).length;
      console.log(
        `${kills} kills, ${rows.length} deliveries, ${interrupted} cut off, ${unknown.length} unknown, ${arrived} of them had arrived`,
      );
      // None of it would mean anything had the kills met nobody at work.
      expect(interrupted).toBeGreaterThan(0);
      expect(unknown.length).toBeGreaterThan(0);
    },
    kills * 20_000 + 240_000,
  );
});
