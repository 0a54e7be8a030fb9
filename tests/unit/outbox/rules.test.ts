import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { NotSentBecause } from "@/lib/approvals/before-sending";
import type { KeptBack } from "@/lib/delivery/beside";
import { afterTry, type Fault, faultOf, laneOf } from "@/lib/outbox/rules";
import type { NotSent, UnknownReason } from "@/lib/ports/filing-channel/channel";
import en from "@/messages/en/sending.json";
import enStaff from "@/messages/en/staff.json";
import nl from "@/messages/nl/sending.json";
import nlStaff from "@/messages/nl/staff.json";

const at = new Date("2026-11-23T10:00:00Z");
const retry = { outcome: "retry", reason: "down" } as const;

describe("after a try", () => {
  it.each([
    [{ outcome: "done" }, "done"],
    [{ outcome: "failed", reason: "no such number" }, "failed"],
    [{ outcome: "unknown", reason: "no answer" }, "unknown"],
  ] as const)("%j is the end, at the first as at the last", (result, status) => {
    for (const attempts of [1, 2, 72, 1000])
      expect(afterTry(result, attempts, at)).toEqual({ status, runAfter: null });
  });

  it("another follows, later and later, but never more than an hour", () => {
    const waits = Array.from({ length: 71 }, (_, i) => {
      const next = afterTry(retry, i + 1, at);
      expect(next.status).toBe("waiting");
      return ((next.runAfter?.getTime() ?? 0) - at.getTime()) / 1000;
    });
    expect(waits.slice(0, 9)).toEqual([2, 5, 15, 60, 300, 900, 3600, 3600, 3600]);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(Math.max(...waits)).toBe(3600);
    // A weekend of a provider is bridged.
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(60 * 3600);
  });

  it("none follows the seventy-second", () => {
    expect(afterTry(retry, 72, at)).toEqual({ status: "failed", runAfter: null });
    expect(afterTry(retry, 73, at)).toEqual({ status: "failed", runAfter: null });
  });

  it("an attempt that was counted wrongly still waits, and does not spin", () => {
    for (const attempts of [0, -1])
      expect(afterTry(retry, attempts, at).runAfter?.getTime()).toBeGreaterThan(at.getTime());
  });

  it("another follows when the other side said, but within a day and never sooner than usual", () => {
    const waited = (attempts: number, afterSeconds: number) =>
      ((afterTry({ ...retry, afterSeconds }, attempts, at).runAfter?.getTime() ?? 0) - at.getTime()) / 1000;
    expect([7, 0, -3, 86_400, 1e9].map((said) => waited(5, said))).toEqual([300, 300, 300, 86_400, 86_400]);
    expect([waited(1, 1), waited(1, 7), waited(4, 90), waited(9, 60)]).toEqual([2, 7, 90, 3600]);
    expect(afterTry({ ...retry, afterSeconds: 7 }, 72, at).status).toBe("failed");
  });

  it.each([0, 1, 60, 3600])("is not the last before nearly three days (told to come back in %s)", (said) => {
    let moment = at;
    for (let tries = 1; tries < 72; tries++) {
      const next = afterTry({ ...retry, afterSeconds: said }, tries, moment);
      expect(next.status).toBe("waiting");
      moment = next.runAfter ?? moment;
    }
    expect((moment.getTime() - at.getTime()) / 3_600_000).toBeGreaterThan(60);
  });
});

describe("what expires", () => {
  /** The moments, in seconds, at which it is tried within its life, when the other side says the same each time. */
  function triedAt(lives: number, afterSeconds?: number): number[] {
    const expiresAt = new Date(at.getTime() + lives * 1000);
    const result = afterSeconds === undefined ? retry : { ...retry, afterSeconds };
    const moments: number[] = [];
    for (let moment = at; moment < expiresAt; ) {
      moments.push((moment.getTime() - at.getTime()) / 1000);
      const next = afterTry(result, moments.length, moment, expiresAt);
      expect(next.status).toBe("waiting");
      moment = next.runAfter ?? expiresAt;
    }
    return moments;
  }

  it.each([
    ["a code of ten minutes", 600],
    ["a link of an hour", 3600],
  ])("is tried every half minute until its end, however many tries that takes (%s)", (_, lives) => {
    for (const said of [undefined, 0, 1, 20]) {
      const moments = triedAt(lives, said);
      const gaps = [...moments.slice(1), lives].map((moment, i) => moment - (moments[i] ?? 0));
      expect(Math.max(...gaps)).toBeLessThanOrEqual(30);
      expect(moments.length).toBeLessThanOrEqual(lives / 30 + 5);
    }
    expect(triedAt(lives, 1).slice(0, 6)).toEqual([0, 2, 7, 22, 52, 82]);
  });

  it("waits longer when the other side says so", () => {
    expect(triedAt(600, 240)).toEqual([0, 240, 480]);
  });
});

describe("what may not be given up before so many hours", () => {
  const promised = { ...retry, atLeastHours: 72 } as const;
  /** The hours after the first try at which the last one is, and which it is. */
  function lastTry(afterSeconds?: number): { hours: number; tries: number } {
    let tries = 1;
    let moment = at;
    for (;;) {
      const asked = afterSeconds === undefined ? promised : { ...promised, afterSeconds };
      const next = afterTry(asked, tries, moment);
      if (!next.runAfter) return { hours: (moment.getTime() - at.getTime()) / 3_600_000, tries };
      moment = next.runAfter;
      tries++;
    }
  }

  it.each([undefined, 0, 1, 60, 3600])("has its last try after them (told to come back in %s)", (said) => {
    const { hours, tries } = lastTry(said);
    expect(hours).toBeGreaterThan(72);
    expect(hours).toBeLessThan(80);
    expect(tries).toBeGreaterThanOrEqual(72);
  });

  it("is waited for longer when the other side says so, and never shorter than usual", () => {
    const waited = (attempts: number, afterSeconds: number) =>
      ((afterTry({ ...promised, afterSeconds }, attempts, at).runAfter?.getTime() ?? 0) - at.getTime()) /
      1000;
    expect([waited(1, 1), waited(5, 7), waited(5, 600), waited(9, 1e9)]).toEqual([2, 300, 600, 86_400]);
  });
});

describe("a kind of job", () => {
  it.each([
    ["sms", "sms"],
    ["mail", "mail"],
    ["delivery.send", "delivery"],
    ["filing.published", "work"],
    ["mailing", "work"],
  ] as const)("%s takes the lane of %s", (kind, lane) => {
    expect(laneOf(kind)).toBe(lane);
  });
});

describe("what went wrong", () => {
  it.each([
    ["ECONNREFUSED", "unreachable"],
    ["ETIMEDOUT", "unreachable"],
    ["network", "unreachable"],
    ["twilio 20500", "unreachable"],
    ["resend internal_server_error", "unreachable"],
    ["smtp 421", "unreachable"],
    ["resend rate_limit_exceeded", "too-fast"],
    ["resend daily_quota_exceeded", "too-fast"],
    ["twilio 20429", "too-fast"],
    ["twilio 20003", "settings"],
    ["resend invalid_api_key", "settings"],
    ["smtp 535", "settings"],
    ["smtp EAUTH", "settings"],
    ["twilio 21211", "refused"],
    ["resend validation_error", "refused"],
    ["smtp 550", "refused"],
    ["not one plain address", "refused"],
    ["control characters in a header", "refused"],
    ["nobody to send to", "nobody"],
    ["expired", "expired"],
    ["interrupted", "no-answer"],
    ["twilio answered without a sid", "no-answer"],
    ["webhook off", "program-off"],
    ["webhook held", "program-held"],
    ["webhook 500", "program-refused"],
    ["ALS100", "recipient-refused"],
    ["STS100", "no-status"],
    ["status env:Server", "no-status"],
    ["error", "ours"],
    ["no handler for x", "ours"],
  ] as const)("%s is called %s", (reason, fault) => {
    expect(faultOf(reason)).toBe(fault);
  });
});

/** Why a call to a recipient came to nothing; one that is new does not compile until it stands here. */
const CALLS: Record<NotSent["reason"] | UnknownReason, Fault> = {
  "address-unknown": "unreachable",
  "no-connection": "unreachable",
  "connect-timeout": "unreachable",
  "tls-failed": "unreachable",
  expired: "expired",
  invalid: "documents",
  "certificate-refused": "channel",
  timeout: "no-proof",
  "connection-lost": "no-proof",
  "too-large": "no-proof",
  "http-status": "no-proof",
  unreadable: "no-proof",
  "not-an-answer": "no-proof",
  unsigned: "no-proof",
  "bad-signature": "no-proof",
  "untrusted-signer": "no-proof",
  "expired-answer": "no-proof",
  "other-message": "no-proof",
  "other-process": "no-proof",
  fault: "no-proof",
};

/** Why the last look stops a file; what a person can do stands with the document. */
const STOPPED: Record<NotSentBecause, Fault> = {
  "other-number": "documents",
  "number-unknown": "documents",
  "wrong-kind": "documents",
  "owner-unclear": "documents",
};

/** Why another delivery of the document keeps one here; what is dropped for that did not go wrong. */
const KEPT: Record<Exclude<KeptBack, "withdrawn" | "overtaken">, Fault> = { "earlier-accepted": "held" };

describe("what went wrong with a delivery", () => {
  it.each(Object.entries(KEPT))("%s, which another keeps here, is called %s", (reason, fault) => {
    expect(faultOf(reason)).toBe(fault);
    for (const words of [nl, en]) expect(words.fault).toHaveProperty(fault);
    for (const { delivery } of [nlStaff, enStaff]) expect(delivery.faults).toHaveProperty(reason);
  });

  it.each(Object.entries(STOPPED))("%s, of the last look, is called %s", (reason, fault) => {
    expect(faultOf(reason)).toBe(fault);
    for (const { delivery } of [nlStaff, enStaff]) expect(delivery.faults).toHaveProperty(reason);
  });

  it.each(Object.entries(CALLS))("%s, of a call, is called %s", (reason, fault) => {
    expect(faultOf(reason)).toBe(fault);
  });

  /** Every reason that the room of deliveries gives by itself, out of its own text. */
  const given = readdirSync("lib/delivery").flatMap((name) => {
    const text = readFileSync(join("lib/delivery", name), "utf8");
    return [
      ...text.matchAll(/\b(?:failed|lost)\([^"()]*(?:\([^()]*\)[^"()]*)?"([a-z-]+)"/g),
      ...text.matchAll(/outcome: "(?:retry|failed|unknown)", reason: "([a-z-]+)"/g),
      ...text.matchAll(/return "(no-[a-z]+)"/g),
    ].map(([, reason]) => reason ?? "");
  });
  it("is never said to be the portal's own, whatever the room gives as its reason", () => {
    expect(given).toEqual(
      expect.arrayContaining(["no-channel", "no-number", "no-data", "file-changed", "channel-settings"]),
    );
    expect(given).toEqual(expect.arrayContaining(["not-deliverable", "settings", "interrupted", "no-end"]));
    for (const reason of given) expect(faultOf(reason), reason).not.toBe("ours");
  });

  it.each([
    ["nl", nl],
    ["en", en],
  ])("has words (%s)", (_, { fault: words }) => {
    for (const reason of [...given, ...Object.keys(CALLS), "ALS100", "status STS100"])
      expect(words, reason).toHaveProperty(faultOf(reason));
  });
});
