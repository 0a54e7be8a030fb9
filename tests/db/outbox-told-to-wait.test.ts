import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { drain } from "@/lib/outbox/drain";
import { enqueue, type NewJob } from "@/lib/outbox/enqueue";
import { setClock } from "@/lib/ports/clock";
import { forgetEnvironment } from "@/lib/ports/environment";
import { newId } from "@/lib/shared/ids";
import { handlers } from "@/lib/worker/handlers";
import { testDatabase } from "@/tests/support/database";
import { firm } from "@/tests/support/people";

const { owner } = testDatabase();
const began = Date.parse("2026-11-25T10:00:00Z");
let server: Server;
let firmId: string;
let accountId: string;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  firmId = (await firm("noorderlicht")).id;
  const [row] =
    await owner()`select id from accounts where email = 'marieke@korenaar.example' and firm_id = ${firmId}`;
  accountId = row?.id;
  // A provider of mails that takes so many a second of everybody together, and says of the rest: in a second.
  server = createServer((_request, response) => {
    response.writeHead(429, { "content-type": "application/json", "retry-after": "1" });
    response.end(
      JSON.stringify({ statusCode: 429, name: "rate_limit_exceeded", message: "Too many requests" }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  Object.assign(process.env, {
    RESEND_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    RESEND_API_KEY: "re_stand_in",
    MAIL_PER_SECOND: "1000",
  });
  forgetEnvironment();
});
beforeEach(async () => {
  await owner()`truncate outbox`;
});
afterAll(() => {
  server.close();
  setClock(null);
  for (const name of ["RESEND_BASE_URL", "RESEND_API_KEY", "MAIL_PER_SECOND"]) delete process.env[name];
});

/** Tries a mail until its end, from one moment to the next. Answers what became of it, and after how many seconds. */
async function untilItsEnd(wish: Partial<NewJob>) {
  let at = began;
  setClock(() => new Date(at));
  const id = await inScope(systemOf(firmId, "test"), (ctx) =>
    enqueue(ctx, { kind: "mail", accountId, payload: {}, idempotencyKey: newId(), ...wish }),
  );
  for (let tries = 0; tries < 300; tries++) {
    await drain(handlers, "worker");
    const [row] = await owner()`select status, attempts, last_error, run_after from outbox where id = ${id}`;
    if (row?.status !== "waiting") return { ...row, seconds: (at - began) / 1000 };
    at = row.run_after.getTime();
  }
  throw new Error("It is tried for ever");
}

it("a mail that is told to come back in a second is tried for days, and not for a minute", async () => {
  const facts = { title: "Publicatiestukken 2025", organisation: "De Korenaar" };
  const end = await untilItsEnd({ payload: { template: "recipient-accepted", path: "/", facts } });
  expect(end).toMatchObject({ status: "failed", attempts: 72, last_error: "resend rate_limit_exceeded" });
  expect(end.seconds / 3600).toBeGreaterThan(60);
}, 60_000);

it("a link for a new password is tried for as long as it lives", async () => {
  const end = await untilItsEnd({
    payload: { template: "password-link" },
    secret: "a-link",
    expiresAt: new Date(began + 3_600_000),
  });
  expect(end).toMatchObject({ status: "expired", seconds: 3600 });
}, 60_000);
