import { type AddressInfo, createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { now } from "@/lib/ports/clock";
import { type aCast, emails } from "@/tests/support/cast";
import { connect, publicationOf } from "@/tests/support/deliveries";
import { HAPPY_PATH } from "@/tests/support/digipoort/processes";
import { type DigipoortServer, digipoortServer } from "@/tests/support/digipoort-server";
import { deliver } from "@/tests/support/people";
import { askCode, decided, type Task } from "@/tests/support/returns";

/** A firm whose publications go to a recipient that this process plays; each test begins with one that is well. */
export function aRecipient(cast: ReturnType<typeof aCast>) {
  let digipoort: DigipoortServer;
  let year = 1990;

  beforeAll(async () => {
    digipoort = await digipoortServer({ now });
    await connect(cast.sander.firmId, digipoort);
  });
  afterAll(() => digipoort.close());
  beforeEach(() => {
    digipoort.failWith(null);
    digipoort.play(HAPPY_PATH);
  });

  const answers = { adopted: "yes", adoptedOn: "2026-06-30", copyAddress: "marieke@korenaar.example" };

  async function approved(): Promise<Task> {
    const task = await publicationOf(cast.sander, cast.bakery, year++);
    const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
    const expected = { decision: "approve", filing: task.id } as const;
    expect(await decided(cast.marieke, task, { challengeId, code, expected, answers })).toEqual({ ok: true });
    return task;
  }

  /** Does everything that is due and everything that will be, as if time passed in between. */
  async function untilQuiet(): Promise<void> {
    for (let round = 0; round < 25; round++) {
      await deliver();
      const rows = await cast.owner()`update outbox set run_after = now() - interval '1 second'
        where status = 'waiting' and kind like 'delivery.%' returning 1`;
      if (rows.length === 0) return;
    }
  }

  /** Nobody listens where one delivers; what became of a kenmerk is answered as always. */
  async function deliveringIsAway(): Promise<void> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const { statusUrl } = digipoort;
    const deliverUrl = `https://127.0.0.1:${port}/`;
    await connect(cast.sander.firmId, { ...digipoort, deliverUrl, statusUrl });
  }

  /** Asks about one attempt as if the time for it had come. */
  async function ask(id: unknown): Promise<void> {
    await cast.owner()`update outbox set run_after = now() - interval '1 second' where kind = 'delivery.poll'
      and status = 'waiting' and payload->>'delivery' = ${String(id)}`;
    await deliver();
  }

  const stateOf = async ({ id }: Task) =>
    (await cast.owner()`select state from filings where id = ${id}`)[0]?.state;
  const deliveriesOf = async ({ id }: Task) => [
    ...(await cast.owner()`select id, state, attempt, process_reference, fault, fault_text, request_sha256, request_key,
      delivery_reference, candidates, sent_at from deliveries where filing_id = ${id} order by attempt`),
  ];
  const takenOf = async (task: Task) => {
    const references = (await deliveriesOf(task)).map((row) => row.delivery_reference);
    return digipoort.deliveries.filter(({ deliveryReference }) => references.includes(deliveryReference));
  };
  const mailsTo = async (to: string, words: string) =>
    (await cast.owner()`select 1 from local_messages where "to" = ${to} and subject like ${`%${words}%`}`)
      .length;
  return {
    get digipoort() {
      return digipoort;
    },
    answers,
    approved,
    untilQuiet,
    deliveringIsAway,
    ask,
    stateOf,
    deliveriesOf,
    takenOf,
    mailsTo,
    /** The year of another publication each time, and that of the last one. */
    nextYear: () => year++,
    lastYear: () => year - 1,
  };
}
