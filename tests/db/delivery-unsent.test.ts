import type { FileHandle } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { afterEach, describe, expect, it, vi } from "vitest";
import { takeJobs } from "@/db/gate";
import type { Lane } from "@/db/schema/outbox";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { deliverAgain } from "@/lib/approvals/recipient";
import { drain } from "@/lib/outbox/drain";
import { work } from "@/lib/outbox/work";
import { now, setClock } from "@/lib/ports/clock";
import { drainFor } from "@/lib/worker/cron";
import { handlers } from "@/lib/worker/handlers";
import { aCast } from "@/tests/support/cast";
import { connect } from "@/tests/support/deliveries";
import { digipoortServer } from "@/tests/support/digipoort-server";
import { deliver } from "@/tests/support/people";
import { aRecipient } from "@/tests/support/recipient";
import { storedFiles } from "@/tests/support/uploads";

/** A disk that takes nothing any more while it is full, and one that gives nothing while it is away. */
const disk = { full: false, away: false };
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof import("node:fs/promises")>();
  return {
    ...real,
    open: async (path: string, ...rest: [string, number?]) => {
      if (disk.away && rest[0] === "r" && /\/files\/.*[0-9a-f]{32}$/.test(path))
        throw Object.assign(new Error("too many open files"), { code: "EMFILE" });
      const handle = await real.open(path, ...rest);
      const write = handle.write.bind(handle);
      handle.write = (async (...args: [Buffer, number]) => {
        if (disk.full) throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
        return write(...args);
      }) as FileHandle["write"];
      return handle;
    },
  };
});

const cast = aCast();
const kvk = aRecipient(cast);
const { approved, untilQuiet, stateOf, deliveriesOf, takenOf, mailsTo } = kvk;

/** The recipient is away: nobody answers at its address. */
async function away(firmId: string): Promise<void> {
  const closed = await digipoortServer({ certificates: kvk.digipoort.certificates });
  await closed.close();
  await connect(firmId, closed);
}
const due = () =>
  cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.send' and status = 'waiting'`;

afterEach(() => {
  disk.full = false;
  disk.away = false;
  setClock(null);
});

/** So many tries, one after the other. */
async function tries(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await deliver();
    await due();
  }
}
const drainOf = (lane: Lane) => drain(handlers, "test-worker", (one) => (one === lane ? 10 : 0));

// First: what is sent below is sent later than now.
describe("a certificate that is refused", () => {
  /** A recipient that ends the handshake with an alert of TLS: our certificate has expired. */
  async function refusing(firmId: string) {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => socket.end(Buffer.from([0x15, 3, 3, 0, 2, 2, 45])));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await connect(firmId, { ...kvk.digipoort, deliverUrl: `https://127.0.0.1:${port}/` });
    return server;
  }
  const told = () =>
    mailsTo("anouk@noorderlicht.example", "Het certificaat voor KvK (Digipoort) wordt geweigerd");

  it("is told to the administrators at the first refusal, once for what waits there; and it is tried on", async () => {
    const server = await refusing(cast.sander.firmId);
    const task = await approved();
    await deliver();
    expect(await told()).toBe(1);
    const other = await approved();
    await deliver();
    expect(await told()).toBe(1);
    await tries(4);
    expect(await told()).toBe(1);
    for (const { id } of [task, other])
      expect(
        await cast.owner()`select status, last_error from outbox where kind = 'delivery.send' and subject = ${`filing:${id}`}`,
      ).toMatchObject([{ status: "waiting", last_error: "certificate-refused" }]);
    // It works again, and the next time that it does not is another event.
    await connect(task.firmId, kvk.digipoort);
    await untilQuiet();
    for (const one of [task, other]) expect(await stateOf(one)).toBe("acceptedByRecipient");
    expect(await told()).toBe(1);
    const { port } = server.address() as AddressInfo;
    await connect(task.firmId, { ...kvk.digipoort, deliverUrl: `https://127.0.0.1:${port}/` });
    await approved();
    await deliver();
    expect(await told()).toBe(2);
    await connect(task.firmId, kvk.digipoort);
    await untilQuiet();
    server.close();
  });
});

describe("what certainly did not leave", () => {
  it("is sent when there is room again on the disk: it was never unknown, and nobody was told so", async () => {
    const task = await approved();
    const files = storedFiles().length;
    disk.full = true;
    await tries(3);
    expect(await stateOf(task)).toBe("approved");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "waiting", fault: null, request_key: null }]);
    expect(storedFiles()).toHaveLength(files);
    disk.full = false;
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });

  it("is tried again while its files cannot be read for a moment: nobody says that they were changed", async () => {
    const task = await approved();
    disk.away = true;
    await deliver();
    expect(await stateOf(task)).toBe("approved");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "waiting", fault: null }]);
    disk.away = false;
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });

  it("leaves one request on the disk, however often it was tried: the last, which is what was sent", async () => {
    const task = await approved();
    await away(task.firmId);
    const files = storedFiles();
    await tries(5);
    const [waiting] = await deliveriesOf(task);
    const added = () => storedFiles().filter((path) => !files.includes(path));
    expect(added()).toEqual([expect.stringContaining(String(waiting?.request_key))]);
    await connect(task.firmId, kvk.digipoort);
    await untilQuiet();
    const [sent] = await deliveriesOf(task);
    expect(sent?.request_key).not.toBe(waiting?.request_key);
    expect(added()).toEqual([expect.stringContaining(String(sent?.request_key))]);
  });

  it("and cannot be kept for days is the firm's: not delivered, with its reason", async () => {
    const task = await approved();
    disk.full = true;
    await deliver();
    await cast.owner()`update outbox set attempts = 71 where kind = 'delivery.send' and status = 'waiting'`;
    await due();
    await deliver();
    expect(await stateOf(task)).toBe("notDelivered");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "storage-full" }]);
    expect(await takenOf(task)).toEqual([]);
  });

  it("is sent by the worker that took it over, and then not by the one that it was taken from", async () => {
    const task = await approved();
    while ((await deliveriesOf(task)).length === 0) await drainOf("work");
    const [leased] = await takeJobs("slow", now(), 30, [{ lane: "delivery", most: 1, perSecond: null }]);
    if (leased?.kind !== "delivery.send") throw new Error("Nothing was leased");
    const files = storedFiles().length;
    const send = handlers["delivery.send"];
    let signed = () => {};
    let goOn = () => {};
    const isSigned = new Promise<void>((resolve) => {
      signed = resolve;
    });
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = work(
      { actor: systemOf(task.firmId, "outbox"), worker: "slow", leased, seconds: 30 },
      {
        ...send,
        // It has signed it and put it on the disk, and would send it now.
        prepare: async (...about: Parameters<typeof send.prepare>) => {
          const ready = await send.prepare(...about);
          signed();
          await held;
          return ready;
        },
      },
    );
    await isSigned;
    setClock(() => new Date(Date.now() + 40_000));
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    const [row] = await deliveriesOf(task);
    goOn();
    await slow;
    await untilQuiet();
    expect(await takenOf(task)).toHaveLength(1);
    expect(await deliveriesOf(task)).toEqual([row]);
    // What the slow one had signed is gone; what was sent is kept.
    expect(storedFiles()).toHaveLength(files + 1);
    expect(storedFiles().some((path) => path.endsWith(String(row?.request_key)))).toBe(true);
  });
});

describe("what is drained by the clock", () => {
  it("is given up after days like anywhere else: the document says so, and can be sent once it works again", async () => {
    const task = await approved();
    await away(task.firmId);
    await drainFor(45_000);
    await cast.owner()`update outbox set attempts = 71 where kind = 'delivery.send' and status = 'waiting'`;
    await due();
    await drainFor(45_000);
    expect(await stateOf(task)).toBe("notDelivered");
    expect(await deliveriesOf(task)).toMatchObject([{ state: "failed", fault: "no-connection" }]);
    await connect(task.firmId, kvk.digipoort);
    expect(await inScope(cast.sander, (ctx) => deliverAgain(ctx, task.id, "Hersteld"))).toEqual({ ok: true });
    await untilQuiet();
    expect(await stateOf(task)).toBe("acceptedByRecipient");
    expect(await takenOf(task)).toHaveLength(1);
  });
});
