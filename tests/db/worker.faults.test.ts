import { type ChildProcess, spawn } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { enqueue } from "@/lib/outbox/enqueue";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { testDatabase } from "@/tests/support/database";
import { root } from "@/tests/support/source";

// npm run test:faults takes the long way.
const kills = process.env.PORTAL_FAULTS === "long" ? 60 : 8;
const leaseSeconds = 2;

const { owner } = testDatabase();
const firmId = newId();
const actor = systemOf(firmId, "test");
/** How often the stand-in accepted each key, by path. */
const seen = { "/call": new Map<string, number>(), "/once": new Map<string, number>() };
const workers = new Set<ChildProcess>();
let server: Server;

beforeAll(async () => {
  const brand = { hue: 1, chroma: 0.1, mark: [], smsSender: "Test", smsShowsAmount: false };
  const house = { phone: "", openingHours: "", mailAddress: "portaal@test.example" };
  await createFirm({ id: firmId, slug: "test", name: "Test", allowedCountries: ["NL"], ...brand, ...house });
  await owner()`create table counted (job uuid not null)`;
  await owner()`grant insert on counted to portal_app`;
  server = createServer((request, response) => {
    // Counted when it has come in: whether anybody hears the answer is the question of this test.
    const counts = seen[request.url as keyof typeof seen];
    const key = String(request.headers["idempotency-key"]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    setTimeout(() => response.end("{}"), Math.random() * 60);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  for (const worker of workers) worker.kill("SIGKILL");
  server.closeAllConnections();
  server.close();
});

async function aWorker(): Promise<ChildProcess> {
  const { port } = server.address() as AddressInfo;
  const child = spawn(process.execPath, ["--import", "tsx", join(root, "tests/support/fault-worker.ts")], {
    cwd: root,
    env: { ...process.env, STAND_IN: `http://127.0.0.1:${port}`, LEASE_SECONDS: String(leaseSeconds) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  workers.add(child);
  child.once("exit", () => workers.delete(child));
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once("data", () => resolve());
    child.once("exit", (code) => reject(new Error(`The worker did not start (${code})`)));
  });
  return child;
}

type Row = { id: string; kind: string; status: string; attempts: number; key: string };
const rows = () => owner()<Row[]>`select id, kind, status, attempts, idempotency_key as key from outbox`;
const unfinished = async () => {
  const [row] = await owner()`select count(*)::int as n from outbox where status in ('waiting', 'running')`;
  return Number(row?.n);
};

describe(`a worker that is killed ${kills} times under load`, () => {
  it(
    "loses nothing, does inside work once, calls at least once, and never delivers twice",
    async () => {
      const acknowledged = new Set<string>();
      let loading = true;
      const load = (async () => {
        while (loading) {
          if ((await unfinished()) > 250) await sleep(50);
          else
            await inScope(actor, async (ctx) => {
              const made: string[] = [];
              for (const kind of ["count", "call", "delivery.once"])
                for (let n = 0; n < 10; n++)
                  made.push(await enqueue(ctx, { kind, payload: {}, idempotencyKey: newId() }));
              return made;
            }).then((made) => {
              for (const id of made) acknowledged.add(id);
            });
        }
      })();
      let next = aWorker();
      let interrupted = 0;
      for (let kill = 0; kill < kills; kill++) {
        const worker = await next;
        // The one after it starts meanwhile, so that there is always somebody, and now and then two.
        next = aWorker();
        await sleep(200 + Math.random() * 1800);
        worker.kill("SIGKILL");
        const [row] =
          await owner()`select count(*)::int as n from outbox where status = 'running' and lease_by like ${`${worker.pid}-%`}`;
        interrupted += Number(row?.n);
      }
      await next;
      loading = false;
      await load;
      await expect.poll(unfinished, { timeout: 60_000, interval: 250 }).toBe(0);

      const all = await rows();
      const byId = new Map(all.map((row) => [row.id, row]));
      const lost = [...acknowledged].filter((id) => !byId.has(id));
      expect(lost).toEqual([]);

      const counted = await owner()<{ job: string }[]>`select job from counted`;
      expect(counted.map(({ job }) => job).sort()).toEqual(idsOf(all, "count"));
      // What inside work enqueues is as safe as what it does.
      expect(all.filter(({ key }) => key.startsWith("after:"))).toHaveLength(counted.length);
      for (const row of all.filter(({ kind }) => kind === "count")) expect(row.status).toBe("done");

      const calls = all.filter(({ kind }) => kind === "call");
      for (const { key, status } of calls) {
        expect(status).toBe("done");
        expect(seen["/call"].get(key) ?? 0, key).toBeGreaterThan(0);
      }
      expect(seen["/call"].size).toBe(calls.length);

      const deliveries = all.filter(({ kind }) => kind === "delivery.once");
      for (const { key, status } of deliveries) {
        const times = seen["/once"].get(key) ?? 0;
        expect(["done", "unknown"]).toContain(status);
        expect(times, `${key} ${status}`).toBeLessThanOrEqual(1);
        if (status === "done") expect(times, key).toBe(1);
      }

      // None of it would mean anything had the kills met nobody at work.
      const unknown = deliveries.filter(({ status }) => status === "unknown").length;
      const again = calls.filter(({ key }) => (seen["/call"].get(key) ?? 0) > 1).length;
      console.log(
        `${kills} kills, ${all.length} jobs, ${interrupted} interrupted, ${again} called twice, ${unknown} unknown`,
      );
      expect(interrupted).toBeGreaterThan(kills);
      expect(again + unknown).toBeGreaterThan(0);
    },
    kills * 5000 + 120_000,
  );
});

function idsOf(all: Row[], kind: string): string[] {
  return all
    .filter((row) => row.kind === kind)
    .map(({ id }) => id)
    .sort();
}
