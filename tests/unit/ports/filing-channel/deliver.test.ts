import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Delivery } from "@/lib/ports/filing-channel/channel";
import type { WusConfig } from "@/lib/ports/filing-channel/config";
import { viaWus } from "@/lib/ports/filing-channel/wus";
import { aDelivery, configFor } from "@/tests/support/digipoort/client";
import { HAPPY_PATH, script } from "@/tests/support/digipoort/processes";
import { type DigipoortServer, digipoortServer } from "@/tests/support/digipoort-server";

let server: DigipoortServer;
let modern: DigipoortServer;
let clock = new Date();
beforeAll(async () => {
  server = await digipoortServer({ now: () => clock });
  modern = await digipoortServer({ algorithms: "sha256", certificates: server.certificates });
});
afterAll(() => Promise.all([server.close(), modern.close()]));

const sha256 = { signatureAlgorithm: "rsa-sha256", digestAlgorithm: "sha256" } as const;

async function deliver(delivery: Delivery, to = server, other: Partial<WusConfig> = {}) {
  clock = new Date();
  const channel = viaWus(configFor(to, { timeoutMs: 30_000, ...other }));
  const result = channel.prepareDelivery(delivery, { id: randomUUID(), at: new Date() });
  if (!result.ok) throw new Error(JSON.stringify(result));
  return { channel, prepared: result.prepared, answer: await channel.deliver(result.prepared) };
}

async function accepted(delivery: Delivery, to = server, other: Partial<WusConfig> = {}) {
  const { channel, prepared, answer } = await deliver(delivery, to, other);
  if (answer.outcome !== "accepted") throw new Error(JSON.stringify(answer));
  return { channel, prepared, answer };
}

describe("a delivery", () => {
  it("arrives whole", async () => {
    const delivery = aDelivery();
    const { answer, prepared } = await accepted(delivery);
    const received = server.deliveries.at(-1);
    expect(received).toEqual({
      processReference: answer.processReference,
      messageId: prepared.messageId,
      messageType: delivery.messageType,
      deliveryReference: delivery.deliveryReference,
      interestedParty: delivery.interestedParty,
      recipient: { ...delivery.recipient, role: delivery.recipientRole ?? "" },
      content: delivery.content,
      attachments: delivery.attachments,
      at: answer.deliveredAt,
    });
    expect(answer.signedAnswer.toString()).toContain(`<kenmerk>${answer.processReference}</kenmerk>`);
  });

  it("goes by SHA-256 where that is set, and not where the recipient expects SHA-1", async () => {
    await accepted(aDelivery(), modern, sha256);
    for (const [to, other] of [
      [server, sha256],
      [modern, {}],
      [server, { digestAlgorithm: "sha256" }],
    ] as const) {
      const { answer } = await deliver(aDelivery(), to, other);
      expect(answer).toMatchObject({ outcome: "refused", faultCode: "ALS100" });
    }
  });

  it("is the same bytes each time it is prepared, and those are what is sent", () => {
    const channel = viaWus(configFor(server));
    const as = { id: randomUUID(), at: new Date() };
    const [one, other] = [channel.prepareDelivery(aDelivery(), as), channel.prepareDelivery(aDelivery(), as)];
    expect(one).toEqual(other);
    if (one.ok) expect(one.prepared.expiresAt).toEqual(new Date(as.at.getTime() + 300_000));
  });

  it("is not signed when it cannot be delivered", () => {
    const bad = aDelivery({ messageType: "x".repeat(81) });
    const result = viaWus(configFor(server)).prepareDelivery(bad, { id: randomUUID(), at: new Date() });
    expect(result).toEqual({ ok: false, reason: "too-long", field: "messageType", limit: 80 });
  });

  it.each(["é € 𝄞 <&>\"'", "]]>", "<inhoud/>", "<inhoud></inhoud>", "&lt;", "\u00a0a\u00a0\u00a0b\u00a0"])(
    "keeps the characters of %j",
    async (text) => {
      const content = { mimeType: "application/xml", fileName: text, bytes: Buffer.from(text) };
      await accepted(aDelivery({ deliveryReference: text, content, attachments: [content] }));
      expect(server.deliveries.at(-1)).toMatchObject({
        deliveryReference: text,
        content,
        attachments: [content],
      });
    },
  );

  it("is refused once its time has passed", async () => {
    const channel = viaWus(configFor(server));
    const result = channel.prepareDelivery(aDelivery(), { id: randomUUID(), at: new Date() });
    if (!result.ok) throw new Error(result.reason);
    const kept = server.deliveries.length;
    clock = new Date(Date.now() + 301_000);
    const answer = await channel.deliver(result.prepared);
    expect(answer).toMatchObject({ outcome: "refused", faultCode: "ALS100" });
    if (answer.outcome === "refused") expect(answer.description).toContain("verlopen");
    expect(server.deliveries).toHaveLength(kept);
  });

  it("may have 20 MB of contents and another 20 MB attached, in little memory", async () => {
    const bytes = Buffer.alloc(20_971_520, "inhoud");
    const content = { mimeType: "application/zip", fileName: "rapportage.zip", bytes };
    const channel = viaWus(configFor(server, { timeoutMs: 60_000 }));
    const before = process.memoryUsage().arrayBuffers;
    const result = channel.prepareDelivery(aDelivery({ content, attachments: [] }), {
      id: randomUUID(),
      at: new Date(),
    });
    if (!result.ok) throw new Error(result.reason);
    // The base64 once, and once more in what is sent.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * bytes.length);
    clock = new Date();
    expect(await channel.deliver(result.prepared)).toMatchObject({ outcome: "accepted" });
    expect(server.deliveries.at(-1)?.content.bytes.equals(bytes)).toBe(true);
    await accepted(aDelivery({ content, attachments: [content] }));
    expect(server.deliveries.at(-1)?.attachments[0]?.bytes.equals(bytes)).toBe(true);
  }, 120_000);
});

describe("the statuses of a delivery", () => {
  const party = { messageType: "Jaarrekening_AV", interestedParty: { number: "12345678", type: "kvk" } };

  it("come in order of time, each one once, however they were told", async () => {
    const { channel, answer } = await accepted(aDelivery());
    const statuses = await channel.statuses({ processReference: answer.processReference });
    if (statuses.outcome !== "statuses") throw new Error(JSON.stringify(statuses));
    expect(statuses.statuses.map(({ code, description }) => ({ code, description }))).toEqual(HAPPY_PATH);
    const times = statuses.statuses.map(({ at }) => at.getTime());
    expect(times).toEqual([...times].sort((a, b) => a - b));
    // What arrived was jumbled and had one twice.
    const told = [...statuses.signedAnswer.toString().matchAll(/<statuscode>(\d+)/g)].map(
      (match) => match[1],
    );
    expect(told).toHaveLength(HAPPY_PATH.length + 1);
    expect(told).not.toEqual(statuses.statuses.map(({ code }) => code));
  });

  it("say what went wrong", async () => {
    const { channel, answer } = await accepted(aDelivery());
    const [step] = script("311");
    if (!step) throw new Error("no step");
    const details = "Regel 12:\n <a> & <b>";
    const wrong = { ...step, errorCode: "VAS500", errorDescription: "Validatiefout", details };
    server.play([...script("105", "100"), wrong], answer.processReference);
    const statuses = await channel.statuses({ processReference: answer.processReference });
    if (statuses.outcome !== "statuses") throw new Error(JSON.stringify(statuses));
    expect(statuses.statuses.at(-1)).toEqual({
      ...wrong,
      details: "Regel 12: <a> & <b>",
      at: expect.any(Date),
    });
  });

  it("that are new are told once", async () => {
    const { channel, answer } = await accepted(aDelivery());
    const question = { processReference: answer.processReference };
    expect(await channel.newStatuses(question)).toMatchObject({ statuses: { length: HAPPY_PATH.length } });
    expect(await channel.newStatuses(question)).toMatchObject({ outcome: "statuses", statuses: [] });
    expect(await channel.statuses(question)).toMatchObject({ statuses: { length: HAPPY_PATH.length } });
  });

  it("and the processes of a party can be asked for", async () => {
    const { channel, answer } = await accepted(aDelivery());
    const { processReference } = answer;
    const processes = await channel.processes(party);
    if (processes.outcome !== "processes") throw new Error(JSON.stringify(processes));
    const { messageType } = party;
    expect(processes.processes.at(-1)).toEqual({ processReference, messageType });
    const news = await channel.newStatusesOfParty(party);
    if (news.outcome !== "statuses") throw new Error(JSON.stringify(news));
    expect(news.statuses.at(-1)).toMatchObject({ processReference, interestedParty: party.interestedParty });
    const types = await channel.messageTypes({ interestedParty: party.interestedParty });
    expect(types).toEqual({ outcome: "message-types", messageTypes: [messageType] });
    const nobody = { ...party, interestedParty: { number: "87654321", type: "kvk" } };
    expect(await channel.processes(nobody)).toEqual({ outcome: "processes", processes: [] });
  });
});
