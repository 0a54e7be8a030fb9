import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { inScope } from "@/db/scope";
import { systemOf } from "@/lib/access/actor";
import { addEndpoint } from "@/lib/backoffice/endpoints";
import { programEvents } from "@/lib/backoffice/rules";
import { forgetEnvironment } from "@/lib/ports/environment";
import { type aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { type ProgramServer, programServer } from "@/tests/support/program-server";
import { approve, askCode, aTask, type Task } from "@/tests/support/returns";

/** A firm with one program that hears of everything, at a server that looks at every signature. */
export function aProgram(cast: ReturnType<typeof aCast>) {
  let program: ProgramServer;
  let endpoint: string;
  let month = 0;

  beforeAll(async () => {
    program = await programServer();
    process.env.WEBHOOK_STAND_IN = program.origin;
    forgetEnvironment();
  });
  afterAll(async () => {
    delete process.env.WEBHOOK_STAND_IN;
    forgetEnvironment();
    await program.close();
  });
  beforeEach(async () => {
    program.failWith(null);
    await cast.owner()`delete from webhook_endpoints`;
    const wish = { name: "Fiscaal pakket", url: program.url, events: [...programEvents] };
    const added = await inScope(cast.anouk, (ctx) => addEndpoint(ctx, wish));
    if (!added.ok) throw new Error(added.reason);
    endpoint = added.id;
    program.knows(added.secret);
  });

  /** Another month each time. */
  function aReturn(): Promise<Task> {
    const [year, number] = [2021 + Math.floor(month / 12), (month++ % 12) + 1];
    return aTask(cast.owner(), "bakkerij-de-korenaar", `${year}-${String(number).padStart(2, "0")}`);
  }
  const asOffice = <T>(work: Parameters<typeof inScope<ReturnType<typeof systemOf>, T>>[1]) =>
    inScope(systemOf(cast.anouk.firmId, "test"), work);
  const tookOf = ({ id }: Task) => program.took.filter(({ data }) => data.id === id);
  const jobsOf =
    () => cast.owner()`select id, status, attempts, last_error, retryable, run_after - now() as wait,
    payload::text as payload, organisation_id from outbox where subject = ${`webhook:${endpoint}`} order by created_at, id`;
  const endpointRow = async () =>
    (await cast.owner()`select * from webhook_endpoints where id = ${endpoint}`)[0];

  /** As if so much time went by that whatever waits is due. */
  async function later(): Promise<void> {
    await cast.owner()`update outbox set run_after = now() - interval '1 second'
      where status = 'waiting' and kind = 'webhook.send'`;
    await deliver();
  }

  /** As if nothing has arrived for just over three days, what waits for it now included. */
  async function failsForDays(): Promise<void> {
    await cast.owner()`update webhook_endpoints set failing_since = now() - interval '73 hours'`;
    await cast.owner()`update outbox set created_at = created_at - interval '73 hours'
      where status = 'waiting' and kind = 'webhook.send'`;
  }

  async function approved(): Promise<Task> {
    const task = await aReturn();
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    expect(await approve(cast.marieke, task, challengeId, code)).toEqual({ ok: true });
    return task;
  }
  return {
    get program() {
      return program;
    },
    get endpoint() {
      return endpoint;
    },
    aReturn,
    approved,
    asOffice,
    tookOf,
    jobsOf,
    endpointRow,
    later,
    failsForDays,
  };
}
