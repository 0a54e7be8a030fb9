import { describe, expect, it } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import { exportTrail } from "@/lib/audit/export";
import { record } from "@/lib/audit/record";
import { judge } from "@/tests/support/trail";
import { anchor, say, trailsOfTwo } from "@/tests/support/trails-of-two";

const { owner, firms } = trailsOfTwo();

async function exported(of: Firm): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of exportTrail(of)) lines.push(line);
  return lines;
}

describe("an exported trail", () => {
  it("verifies, and is what stands in the database", async () => {
    const lines = await exported(firms.ours);
    const [counted] =
      await owner()`select count(*)::int as n from audit_events where firm_id = ${firms.ours.id}`;
    expect(await judge(lines)).toMatchObject({
      fault: null,
      entries: counted?.n,
      right: counted?.n,
      anchors: 1,
      lastAnchor: { seq: counted?.n - 3 },
    });
    expect(lines).toHaveLength(1 + counted?.n + 1 + 1);
    expect(JSON.parse(lines[0] as string)).toMatchObject({
      format: "portal-audit-trail",
      version: 1,
      firm: { id: firms.ours.id, slug: "noorderlicht", name: firms.ours.name },
      entries: counted?.n,
      head: { seq: counted?.n },
      anchors: 1,
    });
    expect(await judge(await exported(firms.theirs))).toMatchObject({ fault: null, anchors: 1 });
  });

  it("holds nothing of the neighbour, entries, anchors or name", async () => {
    for (const [one, neighbour] of [
      [firms.ours, firms.theirs],
      [firms.theirs, firms.ours],
    ] as const) {
      const text = (await exported(one)).join("\n");
      expect(text).toContain(one.id);
      expect(text).not.toContain(neighbour.id);
      expect(text).not.toContain(neighbour.name);
      const known =
        await owner()`select encode(hash, 'hex') as hash from audit_events where firm_id = ${neighbour.id}
        union select encode(token, 'base64') from audit_anchors where firm_id = ${neighbour.id}`;
      expect(known.length).toBeGreaterThan(5);
      for (const { hash } of known) expect(text).not.toContain(String(hash).replaceAll("\n", ""));
    }
  });

  it("says plainly that there are no anchors", async () => {
    await owner()`delete from audit_anchors where firm_id = ${firms.theirs.id}`;
    const lines = await exported(firms.theirs);
    expect(lines[0]).toContain("There are no anchors");
    expect(await judge(lines)).toMatchObject({ fault: null, anchors: 0, lastAnchor: null });
  });

  it("leaves out what is added while it is written, and is right all the same", async () => {
    const writing = exportTrail(firms.theirs);
    const lines = [(await writing.next()).value as string];
    await say(firms.theirs.id, { meanwhile: true });
    await anchor(firms.theirs.id);
    for await (const line of writing) lines.push(line);
    expect(lines.join("\n")).not.toContain("meanwhile");
    expect(await judge(lines)).toMatchObject({ fault: null, anchors: 1 });
  });

  it("comes in pages, over gaps of any width", async () => {
    const many = Array.from({ length: 1700 }, (_, n) => ({
      action: "test.said",
      subject: "test:1",
      data: { n },
    }));
    await inScope(systemOf(firms.ours.id, "test"), (ctx) => record(ctx, ...many));
    await anchor(firms.ours.id);
    const lines = await exported(firms.ours);
    const verdict = await judge(lines);
    expect(verdict).toMatchObject({ fault: null, anchors: 2, lastAnchor: { seq: verdict.entries } });
    await owner()`delete from audit_events where firm_id = ${firms.ours.id} and seq between 101 and 1500`;
    const less = await exported(firms.ours);
    expect(less).toHaveLength(lines.length - 1400);
    expect(less.slice(101)).toEqual(lines.slice(1501));
    expect((await judge(less)).fault).toMatchObject({
      seq: 101,
      what: expect.stringContaining("1501 stands"),
    });
  });

  it("can write nothing into the database, nor read beyond its firm", async () => {
    const before =
      await owner()`select (select count(*) from audit_events)::int as events, (select count(*) from outbox)::int as jobs`;
    await exported(firms.ours);
    expect(
      await owner()`select (select count(*) from audit_events)::int as events, (select count(*) from outbox)::int as jobs`,
    ).toEqual(before);
    const nobody = { ...firms.ours, id: "0199a000-0000-7000-8000-00000000dead" };
    await expect(exported(nobody)).rejects.toThrow("This firm has no audit chain");
  });
});

describe("whoever gets at the tables themselves is found out by the export:", () => {
  const four = "firm_id = $1 and seq = 4";
  it.each([
    [
      "changes what happened",
      4,
      /its hash/,
      `update audit_events set action = 'filing.viewed' where ${four}`,
    ],
    ["takes one out", 4, /is missing/, `delete from audit_events where ${four}`],
    ["takes the beginning out", 1, /is missing/, "delete from audit_events where firm_id = $1 and seq < 3"],
    [
      "swaps two",
      4,
      /its hash/,
      `update audit_events set seq = -seq where firm_id = $1 and seq in (4, 5);
       update audit_events set seq = case seq when -4 then 5 else 4 end where firm_id = $1 and seq < 0`,
    ],
    [
      "takes an entry of the neighbour for it",
      4,
      /its hash/,
      `delete from audit_events where ${four};
       update audit_events set firm_id = $1 where firm_id <> $1 and seq = 4`,
    ],
    [
      "takes the anchor of the neighbour for it",
      4,
      /changed after it was anchored/,
      `delete from audit_anchors where firm_id = $1;
       update audit_anchors set firm_id = $1, seq = 4 where firm_id <> $1`,
    ],
    [
      "makes an anchor up",
      4,
      /false anchor/,
      `update audit_anchors set seq = 4, hash = (select hash from audit_events where ${four}) where firm_id = $1`,
    ],
  ])("%s", async (_what, seq, words, damage) => {
    for (const statement of damage.split(";"))
      await owner().unsafe(statement.replaceAll("$1", `'${firms.ours.id}'`));
    const { fault } = await judge(await exported(firms.ours));
    expect(fault?.what).toMatch(words);
    expect(fault?.seq).toBe(seq);
  });

  it("takes the end off, the head with it: the anchor knows", async () => {
    const [last] = await owner()`select seq::int from audit_anchors where firm_id = ${firms.ours.id}`;
    const end = Number(last?.seq) - 2;
    await owner()`delete from audit_events where firm_id = ${firms.ours.id} and seq > ${end}`;
    await owner()`update audit_heads h set seq = ${end}, hash = e.hash from audit_events e
      where h.firm_id = ${firms.ours.id} and e.firm_id = h.firm_id and e.seq = ${end}`;
    const lines = await exported(firms.ours);
    // It is beyond the head, and told all the same.
    expect(lines.at(-1)).toContain('"anchor"');
    expect((await judge(lines)).fault).toMatchObject({
      seq: end + 1,
      what: expect.stringContaining("is missing"),
    });
  });
});
