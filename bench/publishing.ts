import postgres from "postgres";
import { closePool } from "@/db/connection";
import { inScope } from "@/db/scope";
import { publishFiling } from "@/lib/approvals/publish";
import { deliver, staffAt } from "@/tests/support/people";
import { anXbrl, aPdf, aPublication, upload } from "@/tests/support/uploads";

const owner = postgres(process.env.BENCH_OWNER_URL ?? "", { max: 1, onnotice: () => {} });

process.on("message", async ({ count }: { count: number }) => {
  process.send?.(await publish(count));
});
process.once("disconnect", () => void Promise.all([closePool(), owner.end()]));

/** Publishes two returns for each of half as many clients. @returns milliseconds */
async function publish(count: number) {
  const anouk = await staffAt(owner, "noorderlicht", "anouk@noorderlicht.example");
  await deliver();
  const organisations = await clients(anouk.firmId, count / 2);
  const pdf = await aPdf();
  const took = { "PDF received": 0, "XBRL received": 0, published: 0 };
  const timed = async <T>(part: keyof typeof took, work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const done = await work();
    took[part] += performance.now() - began;
    return done;
  };
  for (const month of ["09", "10"]) {
    const lastDay = month === "09" ? "30" : "31";
    const xbrl = anXbrl({ period: { start: `2026-${month}-01`, end: `2026-${month}-${lastDay}` } });
    for (const organisation of organisations) {
      const one = await timed("PDF received", () => upload(anouk, organisation, "pdf", pdf));
      const other = await timed("XBRL received", () => upload(anouk, organisation, "xbrl", xbrl));
      if (!one.ok || !other.ok) throw new Error("A file was refused");
      const publication = {
        ...aPublication(organisation, { pdf: one.id, xbrl: other.id }),
        confirmed: ["no-number-on-file", "deadline-passed", "approval-day-passed"],
      };
      const done = await timed("published", () =>
        inScope(anouk, (ctx) => publishFiling(ctx, publication, { accountId: anouk.accountId })),
      );
      if (!done.ok) throw new Error(`It was refused: ${done.reason}`);
    }
  }
  const total = Object.values(took).reduce((sum, ms) => sum + ms, 0);
  const began = performance.now();
  await deliver();
  return { total, ...took, "mails planned or sent afterwards": performance.now() - began };
}

/** So many clients with one organisation each, past the commands. */
async function clients(firmId: string, count: number): Promise<string[]> {
  const rows = await owner<{ id: string }[]>`
    with made as (
      select n, gen_random_uuid() as account, gen_random_uuid() as organisation from generate_series(1, ${count}::int) n),
    accounts_made as (
      insert into accounts (firm_id, id, kind, email, name, first_name)
      select ${firmId}, account, 'client', 'klant' || n || '@btw-dag.example', 'Klant ' || n, 'Klant' from made),
    organisations_made as (
      insert into organisations (firm_id, id, slug, name, kind)
      select ${firmId}, organisation, 'btw-dag-' || n, 'Zaak ' || n, 'company' from made),
    memberships_made as (
      insert into memberships (firm_id, account_id, organisation_id, capacity, streams, approves)
      select ${firmId}, account, organisation, 'owner', array['vat'], array['vat'] from made)
    select organisation as id from made`;
  return rows.map(({ id }) => id);
}
