import { beforeAll, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import type { Client } from "@/lib/access/actor";
import { everywhereActor } from "@/lib/access/page";
import type { Session } from "@/lib/access/session";
import { filingDetail, noteOpening } from "@/lib/approvals/detail";
import { parseFilters } from "@/lib/approvals/filters";
import { allFilings } from "@/lib/approvals/overview";
import { unreadFilings, welcomeFilings } from "@/lib/approvals/welcome";
import { setClock } from "@/lib/ports/clock";
import { testDatabase } from "@/tests/support/database";
import { aSession, clientAt, deliver } from "@/tests/support/people";
import { openTasks } from "@/tests/support/tasks";
import { organisationOf } from "@/tests/support/uploads";

const { owner } = testDatabase();
let marieke: Session;
let bakery: string;
let atBakery: Client;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  await deliver();
  marieke = await aSession(owner(), "noorderlicht", "marieke@korenaar.example");
  bakery = await organisationOf(owner(), "bakkerij-de-korenaar");
  atBakery = clientAt(marieke, bakery);
});

const atWelcome = (actor: Client, organisationId: string) =>
  inScope(actor, (ctx) => welcomeFilings(ctx, organisationId));

it("tells what waits, as the list of tasks does", async () => {
  const tasks = await inScope(atBakery, (ctx) => openTasks(ctx, bakery));
  const { waiting } = await atWelcome(atBakery, bakery);
  expect(tasks.length).toBeGreaterThan(1);
  expect(waiting.filter(({ mine }) => mine === "asked").map(({ id }) => id)).toEqual(
    tasks.map(({ id }) => id),
  );
});

it("tells what is new to read, the newest first, until this person has opened it", async () => {
  const { unread } = await atWelcome(atBakery, bakery);
  expect(unread.map(({ stream }) => stream)).toEqual(["assessment", "letter"]);
  const everywhere = () => inScope(everywhereActor(marieke), unreadFilings);
  expect((await everywhere()).map(({ id }) => id)).toEqual(unread.map(({ id }) => id));
  expect((await everywhere())[0]?.organisation.slug).toBe("bakkerij-de-korenaar");

  const [assessment, letter] = unread.map(({ id }) => id);
  const found = await inScope(atBakery, (ctx) => filingDetail(ctx, bakery, assessment ?? ""));
  if (!found) throw new Error("Marieke reaches this assessment");
  const opened = { ...found, organisationId: bakery, sha256: found.attachment.sha256 };
  const { id, organisationId, stream, version, sha256 } = opened;
  await inScope(atBakery, (ctx) => noteOpening(ctx, { id, organisationId, stream, version, sha256 }));
  expect((await atWelcome(atBakery, bakery)).unread.map((row) => row.id)).toEqual([letter]);
  expect((await everywhere()).map((row) => row.id)).toEqual([letter]);

  // In the list it is under another word from then on.
  const listed = async (status: string, actor = atBakery) => {
    const filters = parseFilters({ status });
    const { rows } = await inScope(actor, (ctx) => allFilings(ctx, bakery, filters, null));
    return rows.map((row) => [row.id, row.opened]);
  };
  expect(await listed("gelezen")).toEqual([[assessment, true]]);
  expect(await listed("lezen")).toEqual([[letter, false]]);

  // To somebody else it is as new as it was; to who may not see letters there is nothing.
  const pieter = clientAt(await aSession(owner(), "noorderlicht", "pieter@korenaar.example"), bakery);
  expect((await atWelcome(pieter, bakery)).unread.map((row) => row.id)).toEqual([assessment, letter]);
  expect(await listed("lezen", pieter)).toHaveLength(2);
  expect(await listed("gelezen", pieter)).toEqual([]);
  const els = clientAt(await aSession(owner(), "noorderlicht", "els@korenaar.example"), bakery);
  expect((await atWelcome(els, bakery)).unread).toEqual([]);
});
