import { afterAll, beforeAll, beforeEach } from "vitest";
import { setClock } from "@/lib/ports/clock";
import { forgetEnvironment } from "@/lib/ports/environment";
import { aPaper } from "@/tests/support/a-paper";
import { type aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";

/**
 * The post of a cast: begins each test with nothing that waits, and goes from moment to moment by a clock of its own.
 * Mails about one person wait five minutes for each other, as they do where the portal runs.
 */
export function aPost(cast: ReturnType<typeof aCast>) {
  beforeAll(() => {
    process.env.NOTICE_WINDOW_SECONDS = "300";
    forgetEnvironment();
  });
  afterAll(() => {
    delete process.env.NOTICE_WINDOW_SECONDS;
    setClock(null);
  });
  beforeEach(async () => {
    const sql = cast.owner();
    await sql`delete from notices`;
    await sql`delete from notification_preferences`;
    await sql`delete from outbox`;
    await sql`delete from local_messages`;
    await sql`update filings set state = 'withdrawn' where state in ('open', 'readyToSend', 'toRead')`;
  });

  /** Goes to a moment, by the clock of the Netherlands in winter, and does what is due by then. */
  async function at(day: string, time: string): Promise<void> {
    const moment = new Date(`${day}T${time}+01:00`);
    setClock(() => moment);
    await deliver();
  }

  async function mails(to: string = emails.marieke): Promise<{ subject: string; text: string }[]> {
    const sql = cast.owner();
    return [
      ...(await sql<{ subject: string; text: string }[]>`select subject, text from local_messages
        where channel = 'mail' and "to" = ${to} order by at, id`),
    ];
  }
  const subjects = async (to?: string) => (await mails(to)).map(({ subject }) => subject);
  /** Published, and told to the portal's other rooms, at this moment. */
  const paper = async (label: string, wish = {}, organisation = cast.bakery) => {
    const id = await aPaper(cast.sander, organisation, { label, ...wish });
    await deliver();
    return id;
  };
  const decided = (id: string, state = "completed") =>
    cast.owner()`update filings set state = ${state} where id = ${id}`;
  return { at, mails, subjects, paper, decided };
}
