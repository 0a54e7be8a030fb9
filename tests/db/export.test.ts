import { beforeAll, describe, expect, it, vi } from "vitest";
import { inScope } from "@/db/scope";
import type { Staff } from "@/lib/access/actor";
import { markFiled } from "@/lib/approvals/office";
import { exported, exportPage } from "@/lib/staff/export";
import { csvLines } from "@/lib/staff/export-lines";
import { parseStaffFilters } from "@/lib/staff/filters";
import { aCast, emails } from "@/tests/support/cast";
import { deliver } from "@/tests/support/people";
import { approve, askCode, aTask, type Task } from "@/tests/support/returns";

/** Who asks at the route. */
const asks = vi.hoisted(() => ({ session: null as object | null }));
vi.mock("@/lib/access/session", async (original) => ({
  ...(await original<object>()),
  sessionOf: async () => asks.session,
}));

const cast = aCast();
let task: Task;

beforeAll(async () => {
  task = await aTask(cast.owner(), "bakkerij-de-korenaar", "2023-05");
  const { challengeId, code } = await askCode(cast.owner(), cast.marieke, task, emails.marieke);
  expect(await approve(cast.marieke, task, challengeId, code)).toEqual({ ok: true });
  await deliver();
});

const sessionOf = (actor: Staff) => ({ ...actor, kind: "staff", name: "", firstName: "", language: "nl" });

async function download(actor: Staff, query = ""): Promise<{ response: Response; text: string }> {
  asks.session = sessionOf(actor);
  const { GET } = await import("@/app/admin/stukken/export/route");
  const url = `http://noorderlicht.localhost:3000/admin/stukken/export${query}`;
  const headers = { host: "noorderlicht.localhost:3000", cookie: "__Host-session=x" };
  const response = await GET(new Request(url, { headers }), { params: Promise.resolve({}) });
  return {
    response,
    text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(await response.arrayBuffer()),
  };
}

/** The lines of a CSV by the names of its columns; enough for cells without line ends. */
function read(text: string): Record<string, string>[] {
  const [head = "", ...lines] = text
    .replace(/^\uFEFF/, "")
    .trimEnd()
    .split("\r\n");
  const cells = (line: string) =>
    line.match(/("([^"]|"")*"|[^;]*)(;|$)/g)?.map((cell) => cell.replace(/;$/, "")) ?? [];
  const names = cells(head);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, at) => [names[at], cell])));
}

const reports = async (actor: Staff, query: Record<string, string> = {}) =>
  (await inScope(actor, (ctx) => exportPage(ctx, parseStaffFilters(query), null))).reports;

describe("an export", () => {
  it("is a CSV that Excel reads, with both parts apart", async () => {
    const { response, text } = await download(cast.sander, "?jaar=2023");
    expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="stukken-[\d-]+\.csv"$/,
    );
    expect(response.headers.get("cache-control")).toContain("no-store");
    expect(text.startsWith("\uFEFFKlantnaam;KvK-nummer;")).toBe(true);
    const rows = read(text);
    const [row] = rows;
    expect(rows).toHaveLength(1);
    expect(row).toMatchObject({
      Klantnaam: "Bakkerij De Korenaar B.V.",
      "Status cliënt": "Afgerond",
      "Status kantoor": "Nog niet ingediend",
      Besluit: "goedgekeurd",
      "Besloten door": "Marieke van Dijk",
      Methode: "sms",
      "Fiscaal nummer (afgeschermd)": "•••••••56B01",
    });
    expect(row?.["SHA-256 bijlage"]).toMatch(/^[0-9a-f]{64}$/);
    await inScope(cast.sander, (ctx) => markFiled(ctx, task.id, "=HYPERLINK(1)"));
    const filed = read((await download(cast.sander, "?jaar=2023")).text)[0];
    expect(filed).toMatchObject({
      "Status cliënt": "Afgerond",
      "Status kantoor": "Ingediend",
      "Kenmerk indiening": "'=HYPERLINK(1)",
    });
  });

  it("is JSON that says whether it is complete", async () => {
    const { response, text } = await download(cast.sander, "?soort=json&jaar=2023");
    expect(response.headers.get("content-type")).toContain("application/json");
    expect(JSON.parse(text)).toMatchObject({ filings: [{ id: task.id, version: 1 }], complete: true });
    expect(JSON.parse((await download(cast.sander, "?soort=json&zoek=bestaatniet")).text)).toEqual({
      filings: [],
      complete: true,
    });
  });

  it("holds what one reaches, and what the filters leave", async () => {
    const all = await reports(cast.anouk);
    const own = await reports(cast.sander);
    const portfolio = await cast.owner()`select f.id from filings f join portfolios p
      on p.organisation_id = f.organisation_id and p.account_id = ${cast.sander.accountId}`;
    expect(own.map(({ id }) => id).sort()).toEqual(portfolio.map(({ id }) => id).sort());
    const [{ count } = {}] = await cast.owner()`select count(*)::int as count from filings
      where firm_id = ${cast.anouk.firmId}`;
    expect(all).toHaveLength(count);
    const done = await reports(cast.anouk, { status: "afgerond" });
    expect(new Set(done.map(({ approval }) => approval.state))).toEqual(new Set(["approved"]));
    // Of a person not even the last digits.
    const persons = all.filter(({ stream }) => stream === "personalIncomeTax");
    expect(persons.length).toBeGreaterThan(0);
    for (const { organisation } of persons) expect(organisation.maskedFiscalNumber).toBeNull();
  });

  it("leaves a trace of who took what, before the first line", async () => {
    await download(cast.sander, "?status=afgerond");
    const [row] = await cast.owner()`select actor_id, data from audit_events
      where action = 'filings.exported' order by seq desc limit 1`;
    expect(row).toMatchObject({
      actor_id: cast.sander.accountId,
      data: { format: "csv", filters: { states: ["completed"] }, reach: "portfolio" },
    });
  });

  it("says so when there was more than it holds", async () => {
    const pages = (after: Parameters<typeof exportPage>[2]) =>
      inScope(cast.anouk, (ctx) => exportPage(ctx, parseStaffFilters({}), after));
    const whole = async (format: "csv" | "json", most: number) => {
      let text = "";
      for await (const piece of exported(format, pages, csvLines, most)) text += piece;
      return text;
    };
    expect(JSON.parse(await whole("json", 2))).toMatchObject({ filings: [{}, {}], complete: false });
    expect((await whole("csv", 2)).trimEnd().split("\r\n").at(-1)).toContain("Niet volledig");
    expect(await whole("csv", 10_000)).not.toContain("Niet volledig");
  });

  it("is not for assistants", async () => {
    const assistant: Staff = { ...cast.sander, role: "assistant" };
    expect((await download(assistant)).response.status).toBe(404);
  });
});
