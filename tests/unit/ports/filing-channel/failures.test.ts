import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { viaWus } from "@/lib/ports/filing-channel/wus";
import { aDelivery, configFor } from "@/tests/support/digipoort/client";
import {
  type DigipoortFailure,
  type DigipoortServer,
  digipoortServer,
} from "@/tests/support/digipoort-server";

let server: DigipoortServer;
beforeAll(async () => {
  server = await digipoortServer();
});
beforeEach(() => {
  server.failWith(null);
  server.deliveries.length = 0;
});
afterAll(() => server.close());

function deliver(other: Parameters<typeof configFor>[1] = {}) {
  const channel = viaWus(configFor(server, { timeoutMs: 20_000, ...other }));
  const result = channel.prepareDelivery(aDelivery(), { id: randomUUID(), at: new Date() });
  if (!result.ok) throw new Error(result.reason);
  return channel.deliver(result.prepared);
}

async function ask(failure: DigipoortFailure, other: Parameters<typeof configFor>[1] = {}) {
  const answer = await deliver();
  if (answer.outcome !== "accepted") throw new Error(JSON.stringify(answer));
  server.failWith(failure, "status");
  const { processReference } = answer;
  return viaWus(configFor(server, { timeoutMs: 20_000, ...other })).statuses({ processReference });
}

// What is known of the delivery, how it comes about, and whether the other side has kept it all the same.
const broken: [DigipoortFailure, string, number, { timeoutMs?: number }?][] = [
  ["reset-before", "connection-lost", 0],
  ["reset", "connection-lost", 1],
  ["cut", "connection-lost", 1],
  [{ lateMs: 6000 }, "timeout", 1, { timeoutMs: 3000 }],
  ["html", "unreadable", 1],
  ["unavailable", "http-status", 0],
  ["tampered", "bad-signature", 1],
  ["unsigned", "unsigned", 1],
  ["untrusted", "untrusted-signer", 1],
  ["expired", "expired-answer", 1],
  ["other-message", "other-message", 1],
  ["other-process", "other-process", 1],
  ["no-kenmerk", "not-an-answer", 1],
  [{ rewrite: (xml) => xml.slice(0, xml.length / 2) }, "unreadable", 1],
  [{ rewrite: () => "" }, "unreadable", 1],
  [{ rewrite: (xml) => xml + " ".repeat(17 * 1024 * 1024) }, "too-large", 1],
];

describe("a delivery of which nobody can say what became of it", () => {
  it.each(broken)("is unknown: %j", async (failure, reason, kept, other = {}) => {
    server.failWith(failure);
    expect(await deliver(other)).toMatchObject({ outcome: "unknown", reason });
    expect(server.deliveries).toHaveLength(kept);
  });

  it.each(["ALS400", "STS100", "VAS400"])("is unknown: the fault %s does not say", async (fault) => {
    server.failWith({ fault });
    const detail = `${fault} Fout ${fault}`;
    expect(await deliver()).toEqual({ outcome: "unknown", reason: "fault", detail });
  });

  it("is unknown: a fault may come after it was taken", async () => {
    server.failWith({ fault: "ALS400", kept: true });
    expect(await deliver()).toMatchObject({ outcome: "unknown", reason: "fault" });
    expect(server.deliveries).toHaveLength(1);
  });

  it("is known again when the answer is late, and in time", async () => {
    server.failWith({ lateMs: 300 });
    expect(await deliver()).toMatchObject({ outcome: "accepted" });
  });
});

describe("a delivery that was not taken", () => {
  it.each([100, 110, 120, 130, 140, 150, 160, 170])("is refused: ALS%i", async (number) => {
    server.failWith({ fault: `ALS${number}` });
    expect(await deliver()).toEqual({
      outcome: "refused",
      faultCode: `ALS${number}`,
      description: `Fout ALS${number}`,
    });
    expect(server.deliveries).toHaveLength(0);
  });
});

describe("a question that got no answer", () => {
  it.each(broken.filter(([failure]) => failure !== "no-kenmerk"))(
    "is no status: %j",
    async (failure, reason, _, other = {}) => {
      expect(await ask(failure, other)).toMatchObject({ outcome: "unknown", reason });
    },
  );

  it.each(["STS100", "ALS400"])(
    "is refused by the fault %s, which says nothing of the delivery",
    async (fault) => {
      expect(await ask({ fault })).toEqual({
        outcome: "refused",
        faultCode: fault,
        description: `Fout ${fault}`,
      });
    },
  );

  it("is refused for a process that is not known", async () => {
    server.failWith(null);
    const answer = await viaWus(configFor(server)).statuses({ processReference: randomUUID() });
    expect(answer).toMatchObject({ outcome: "refused", faultCode: "STS100" });
  });

  it("is not asked when it cannot be asked", async () => {
    const before = server.asked.length;
    const answer = await viaWus(configFor(server)).statuses({ processReference: "k".repeat(41) });
    expect(answer).toEqual({ outcome: "not-sent", reason: "invalid", detail: "processReference too-long" });
    expect(server.asked).toHaveLength(before);
  });
});
