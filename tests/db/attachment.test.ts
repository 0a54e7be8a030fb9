import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { tellStory } from "@/db/demo/story";
import { inScope } from "@/db/scope";
import type { Session } from "@/lib/access/session";
import { attachmentsAreIntact } from "@/lib/approvals/attachment";
import { setClock } from "@/lib/ports/clock";
import { fileStoreDir } from "@/lib/ports/environment";
import { testDatabase } from "@/tests/support/database";
import { aSession, clientAt, deliver } from "@/tests/support/people";
import { approve, askCode, aTask, type Task } from "@/tests/support/returns";

const { owner } = testDatabase();
const email = "marieke@korenaar.example";
let marieke: Session;

beforeAll(async () => {
  await tellStory(new Date("2026-11-23T10:00:00Z"));
  setClock(null);
  await deliver();
  marieke = await aSession(owner(), "noorderlicht", email);
});

function intact({ id, organisationId }: Task): Promise<boolean | null> {
  const actor = clientAt(marieke, organisationId);
  return attachmentsAreIntact((work) => inScope(actor, work), [id]);
}

/** Where the PDF of a task lies on the disk. */
async function stored({ id }: Task): Promise<string> {
  const [row] = await owner()`select f.storage_key from files f join filing_versions v
    on v.firm_id = f.firm_id and v.attachment_file_id = f.id where v.filing_id = ${id}`;
  return join(fileStoreDir(), row?.storage_key);
}

describe("the attachment of a filing", () => {
  it("is what was put before the client, until a single bit of it is another", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-03");
    expect(await intact(task)).toBe(true);
    const path = await stored(task);
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(await intact(task)).toBe(false);
  });

  it("is not another return's, nor gone", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-04");
    const other = await aTask(owner(), "bakkerij-de-korenaar", "2024-05");
    writeFileSync(await stored(task), readFileSync(await stored(other)));
    expect(await intact(task)).toBe(false);
    rmSync(await stored(task));
    expect(await intact(task)).toBe(false);
  });
});

describe("an approval", () => {
  it("is told to whoever looks after the client, once and without an amount", async () => {
    const task = await aTask(owner(), "bakkerij-de-korenaar", "2024-06");
    const { challengeId, code } = await askCode(owner(), marieke, task, email);
    await approve(marieke, task, challengeId, code);
    await deliver();
    const mails = await owner()`select subject, text from local_messages
      where "to" = 'sander@noorderlicht.example' and subject like '%juni 2024%'`;
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe("Bakkerij De Korenaar B.V.: Omzetbelasting juni 2024 goedgekeurd");
    expect(mails[0]?.text).toContain("Marieke van Dijk heeft");
    expect(mails[0]?.text).not.toContain("€");
  });
});
