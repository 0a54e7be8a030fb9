import { beforeAll, beforeEach } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import type { Firm } from "@/lib/access/firm";
import { anchorHead } from "@/lib/audit/anchor";
import { record } from "@/lib/audit/record";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "./database";
import { firm } from "./people";
import { aStamper } from "./stamper";

export const say = (firmId: string, data: Record<string, unknown>) =>
  inScope(systemOf(firmId, "test"), (ctx) => record(ctx, { action: "test.said", subject: "test:1", data }));
export const anchor = (firmId: string) => anchorHead(systemOf(firmId, "test"), aStamper());

/** The story, some entries more at both firms, and an anchor of each chain; put back as it was before each test. */
export function trailsOfTwo() {
  const { owner } = testDatabase();
  const firms = {} as { ours: Firm; theirs: Firm };
  beforeAll(async () => {
    await tellStory(new Date("2026-11-23T10:00:00Z"));
    setClock(null);
    const [ours, theirs] = [await firm("noorderlicht"), await firm("devries")];
    Object.assign(firms, { ours, theirs });
    const data = { z: [1.5, 1e21, null, { y: 'é\u2028"' }], "10": true, "9": false };
    await say(ours.id, data);
    await anchor(ours.id);
    for (let n = 0; n < 3; n++) await say(ours.id, { n });
    for (let n = 0; n < 5; n++) await say(theirs.id, { n });
    await anchor(theirs.id);
    await owner()`create table events_copy as select * from audit_events`;
    await owner()`create table heads_copy as select * from audit_heads`;
    await owner()`create table anchors_copy as select * from audit_anchors`;
  });
  beforeEach(async () => {
    await owner()`truncate audit_events, audit_anchors`;
    await owner()`insert into audit_events select * from events_copy`;
    await owner()`insert into audit_anchors select * from anchors_copy`;
    await owner()`update audit_heads h set seq = c.seq, hash = c.hash from heads_copy c where c.firm_id = h.firm_id`;
  });
  return { owner, firms };
}
