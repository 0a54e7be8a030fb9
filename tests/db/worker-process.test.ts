import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { enqueue, type NewJob } from "@/lib/outbox/enqueue";
import type { Handlers } from "@/lib/outbox/job";
import { newId } from "@/lib/shared/ids";
import { createFirm } from "@/lib/tenancy/create";
import { runWorker } from "@/lib/worker/run";
import { testDatabase } from "@/tests/support/database";
import { root } from "@/tests/support/source";

const { owner } = testDatabase();
const firmId = newId();
let child: ChildProcess | undefined;
let said = "";

beforeAll(async () => {
  const brand = { hue: 1, chroma: 0.1, mark: [], smsSender: "Test", smsShowsAmount: false };
  const house = { phone: "", openingHours: "", mailAddress: "portaal@test.example" };
  await createFirm({ id: firmId, slug: "test", name: "Test", allowedCountries: ["NL"], ...brand, ...house });
});
beforeEach(async () => {
  said = "";
  await owner()`truncate outbox`;
});
afterEach(() => {
  child?.kill("SIGKILL");
  child = undefined;
});

function start(env: Record<string, string> = {}): { ended: Promise<number | null> } {
  const started = spawn(process.execPath, ["--import", "tsx", join(root, "scripts/worker.ts")], {
    cwd: root,
    env: { ...process.env, PORTAL_WORKER: "off", LOG_LEVEL: "info", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  child = started;
  for (const stream of [started.stdout, started.stderr])
    stream.on("data", (piece) => {
      said += piece;
    });
  return { ended: new Promise((resolve) => started.once("exit", resolve)) };
}

const put = (wish: Partial<NewJob> = {}) =>
  inScope(systemOf(firmId, "test"), (ctx) =>
    enqueue(ctx, { kind: "housekeeping", payload: {}, idempotencyKey: newId(), ...wish }),
  );
const status = async (id: string) => (await owner()`select status from outbox where id = ${id}`)[0]?.status;
const soon = { timeout: 20_000, interval: 100 };

describe("a worker by itself", () => {
  it("says on one line that it runs, does jobs, and stops cleanly", async () => {
    const first = await put();
    const { ended } = start();
    await expect.poll(() => said, soon).toMatch(/^The worker runs \(process \d+\)\..*\n/m);
    await expect.poll(() => status(first), soon).toBe("done");
    // It is woken, and does not find them by looking now and then.
    const took: number[] = [];
    for (let n = 0; n < 3; n++) {
      const asked = Date.now();
      const next = await put();
      await expect.poll(() => status(next), soon).toBe("done");
      took.push(Date.now() - asked);
    }
    expect(Math.min(...took)).toBeLessThan(1900);
    child?.kill("SIGTERM");
    expect(await ended).toBe(0);
    expect(said.split("\n").filter((line) => !line.startsWith("{"))).toEqual([
      expect.stringMatching(/^The worker runs/),
      "The worker stopped.",
      "",
    ]);
    const late = await put();
    await sleep(300);
    expect(await status(late)).toBe("waiting");
  });

  it("says what is wrong with its settings, and ends", async () => {
    const { ended } = start({ MAIL_PER_SECOND: "many" });
    expect(await ended).toBe(1);
    expect(said).toContain("MAIL_PER_SECOND");
  });

  it("goes on when the database was away", async () => {
    start();
    await expect.poll(() => said, soon).toContain("The worker runs");
    const before = await put();
    await expect.poll(() => status(before), soon).toBe("done");
    const [{ name } = { name: "" }] = await owner()`select current_database() as name`;
    const job = await put({ runAfter: new Date(Date.now() + 1000) });
    const login = owner()(`${name}_login`);
    await owner()`alter role ${login} nologin`;
    try {
      await owner()`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = ${name} and usename = ${`${name}_login`}`;
      await expect.poll(() => said, soon).toContain("out of reach");
      await sleep(1500);
      expect(child?.exitCode).toBeNull();
      expect(await status(job)).toBe("waiting");
    } finally {
      await owner()`alter role ${login} login`;
    }
    await expect.poll(() => status(job), soon).toBe("done");
    // And it listens again.
    await expect
      .poll(
        async () =>
          (
            await owner()`select 1 from pg_stat_activity
      where datname = ${name} and query ilike 'listen%'`
          ).length,
        soon,
      )
      .toBeGreaterThan(0);
  });
});

describe("a worker that is told to stop", () => {
  it("finishes what it began, and takes nothing new", async () => {
    let finish = () => {};
    let began = 0;
    const handlers: Handlers = {
      slow: {
        outside: async () => {
          began++;
          await new Promise<void>((resolve) => {
            finish = resolve;
          });
          return { outcome: "done" };
        },
      },
    };
    const first = await put({ kind: "slow" });
    const worker = runWorker(handlers);
    await expect.poll(() => began).toBe(1);
    let stopped = false;
    const stopping = worker.stop().then(() => {
      stopped = true;
    });
    const second = await put({ kind: "slow" });
    await sleep(300);
    expect(stopped).toBe(false);
    finish();
    await stopping;
    expect(await status(first)).toBe("done");
    expect(await status(second)).toBe("waiting");
    expect(began).toBe(1);
  });
});
