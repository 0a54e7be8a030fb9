import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { filings } from "@/db/schema/approvals";
import { inScope } from "@/db/scope";
import { findFile } from "@/lib/dossier/files";
import { keepLocalMessage } from "@/lib/notifications/local";
import { setLocalOutbox } from "@/lib/ports/local-outbox";
import { testDatabase } from "@/tests/support/database";
import { clientOf, type TwoFirms, twoFirms } from "@/tests/support/two-firms";
import { approvalDoors } from "./neighbours/approvals";
import { deliveryDoors } from "./neighbours/delivery";
import { asSystem, type Door, type Doors, door, judge, nothingOfThem } from "./neighbours/door";
import { evidenceDoors } from "./neighbours/evidence";
import { exportedDoors, gaps, strangers } from "./neighbours/exported";
import { identityDoors } from "./neighbours/identity";
import { noticeDoors } from "./neighbours/notices";
import { officeDoors } from "./neighbours/office";
import { programDoors } from "./neighbours/programs";
import { aftermathDoors, publishingDoors } from "./neighbours/publishing";
import { signatureDoors } from "./neighbours/signatures";
import { signingDoors } from "./neighbours/signing";
import { signingWorkerDoors } from "./neighbours/signing-worker";
import { staffSigningDoors } from "./neighbours/staff-signing";

const { owner } = testDatabase();
const doors: Doors = {
  // Before others use up, or take away, what is theirs to sign.
  ...staffSigningDoors,
  ...signatureDoors,
  ...noticeDoors,
  ...deliveryDoors,
  ...evidenceDoors,
  ...publishingDoors,
  ...approvalDoors,
  ...officeDoors,
  ...identityDoors,
  ...aftermathDoors,
  ...programDoors,
  ...signingDoors,
  ...signingWorkerDoors,
};
const opened = Object.entries(doors).filter((entry): entry is [string, Door] => "call" in entry[1]);
const folder = join(import.meta.dirname, "neighbours");
const texts = Object.fromEntries(
  readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]),
);
let world: TwoFirms;

beforeAll(async () => {
  setLocalOutbox(keepLocalMessage);
  world = await twoFirms(owner());
});

describe("the list of doors", () => {
  const exported = exportedDoors();

  it("is all that reaches the database, and calls what it says it calls", () => {
    expect(exported.length).toBeGreaterThan(50);
    expect(gaps(exported, doors)).toEqual([]);
    expect(strangers(texts, doors)).toEqual([]);
    expect(opened.length).toBeGreaterThan(35);
  });

  it("gives a reason for whatever it does not call", () => {
    for (const [name, entry] of Object.entries(doors))
      if ("because" in entry) expect(entry.because.length, name).toBeGreaterThan(10);
  });

  it.each([
    ["a query that nobody calls", "export async function every(ctx: Scoped) { return ctx.db.select(); }"],
    ["a command behind a constant", "export const every = (ctx: Scoped) => ctx.db.delete(filings);"],
    ["a function passed on", 'export { findFile as every } from "@/lib/dossier/files";'],
    ["one that reaches data through another", "export const every = (ctx: never) => findFile(ctx, id);"],
  ])("notices %s", (_what, text) => {
    const imports = text.includes("Scoped")
      ? 'import type { Scoped } from "@/db/scope";'
      : 'import { findFile } from "../dossier/files";';
    expect(gaps(exportedDoors({ "lib/approvals/planted.ts": `${imports}\n${text}` }), doors)).toContain(
      "approvals/planted.every: nobody calls it",
    );
  });

  it("notices a name that is gone, and a call of something else", () => {
    expect(gaps(exported, { ...doors, "staff/queries.staffDreams": { because: "" } })).toContain(
      "staff/queries.staffDreams: is listed, and gone",
    );
    const lying = { "staff/queries.staffFilings": door(async () => [], []) };
    expect(
      strangers(
        { "lying.ts": 'const doors = { "staff/queries.staffFilings": door(() => openTasks()) };' },
        lying,
      ),
    ).toEqual(["staff/queries.staffFilings: calls something else"]);
    expect(strangers({}, lying)).toEqual(["staff/queries.staffFilings: not read"]);
  });
});

describe("with the ids of another firm", () => {
  it.each(opened)("%s", async (_name, one) => {
    expect(await judge(owner(), one, world.own, world.elsewhere)).toEqual([]);
    expect(await judge(owner(), one, world.elsewhere, world.own)).toEqual([]);
  });
});

/** One way only: her colleague works for the bakery too. */
describe("with the ids of another organisation of the firm", () => {
  it.each(opened.filter(([, { neighbours }]) => neighbours === "both"))("%s", async (_name, one) => {
    expect(await judge(owner(), one, world.own, world.neighbour)).toEqual([]);
  });
});

describe("the judge notices", () => {
  const changed = "changes what is theirs, or leaves a trace of it";
  it.each<[string, Door, string]>([
    [
      "a query that forgets whose it is",
      door(
        (own, them) => asSystem(own, ({ db }) => db.select().from(filings).where(eq(filings.id, them.open))),
        [],
      ),
      "the answer names what is theirs",
    ],
    [
      "a file that is looked up in too wide a scope",
      door((own, them) => asSystem(own, (ctx) => findFile(ctx, them.pdf)), nothingOfThem),
      "the answer names what is theirs",
    ],
    [
      "a command that forgets whose it is",
      door(async (own) => {
        await asSystem(own, ({ db }) => db.update(filings).set({ completedAt: new Date(0) }));
      }, undefined),
      changed,
    ],
    [
      "an answer that is another than it should be",
      door((own) => inScope(clientOf(own), ({ db }) => db.select({ id: filings.id }).from(filings)), []),
      "answers [",
    ],
  ])("%s", async (_what, planted, complaint) => {
    const found = await judge(owner(), planted, world.own, world.neighbour);
    expect(found.join("\n")).toContain(complaint);
  });
});

/** Last, because this changes what is one's own: with one's own ids every door answers otherwise, so it was open. */
describe("with one's own ids", () => {
  it.each(opened.filter(([, { sameForOwn }]) => !sameForOwn))("%s", async (_name, one) => {
    expect(await judge(owner(), one, world.own, world.own)).not.toEqual([]);
  });
});
