import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { type FormAnswer, visitorAction } from "@/lib/access/action";
import { wallOf } from "@/lib/access/wall";
import { exportsOf, parse, root, sourcesIn } from "@/tests/support/source";
import { filing, forms, id, place } from "./forms";

/** Who asks: a client, or a colleague for the actions of staff; always from the firm's own pages. */
const who = vi.hoisted(() => ({ kind: "client", role: null as string | null }));
/** What an action's own code was handed, the last time. */
const handed = vi.hoisted(() => ({ input: undefined as unknown }));

const organisations = [{ id: "one", slug: "eigen", streams: ["vat"], approves: ["vat"] }];
vi.mock("@/lib/access/request", () => ({
  currentFirm: async () => ({ id: "firm", slug: "kantoor" }),
  currentSession: async () => ({ firmId: "firm", accountId: "account", organisations, ...who }),
  comesFromOwnPages: async () => true,
  requestFacts: async () => ({ ip: "127.0.0.1", userAgent: "test" }),
  chosenLanguage: async () => null,
}));
// Whether a client holds this browser, its cookie says; there is none.
vi.mock("next/headers", () => ({ cookies: async () => ({ get: () => undefined }) }));
// A form may ask whether an address is that of a test's receiver: here there is none.
vi.mock("@/lib/ports/environment", async (original) => ({
  ...(await original<object>()),
  environment: () => ({}),
}));
vi.mock("next-auth", () => ({ default: () => ({}), CredentialsSignin: class extends Error {} }));
vi.mock("next-auth/providers/credentials", () => ({ default: () => ({}) }));
// The wrappers and the schemas are the real ones; what an action does with its input is left out.
vi.mock("@/lib/access/action", async (original) => {
  const actual = await original<Record<string, (...args: unknown[]) => unknown>>();
  const listening = (name: string) => [
    name,
    (ability: unknown, schema: unknown) =>
      actual[name]?.(ability, schema, async (_request: unknown, input: unknown) => {
        handed.input = input;
        return { ok: true };
      }),
  ];
  return { ...actual, ...Object.fromEntries(Object.keys(actual).map(listening)) };
});

type Action = (previous: unknown, form: unknown) => Promise<FormAnswer>;
type Field = [name: string, value: string | File];

/** As many as are exported by the action files, read from their text: none can be made in a way that hides it. */
const listed = sourcesIn("app")
  .filter((path) => /\/actions\.tsx?$/.test(path))
  .flatMap((path) => [...exportsOf(parse(path)).keys()].map((name) => `${path} ${name}`));

async function actionOf(entry: string): Promise<Action> {
  const [path = "", name = ""] = entry.split(/ (?=\w+$)/);
  const module = (await import(/* @vite-ignore */ join(root, path))) as Record<string, Action>;
  const action = module[name] as Action;
  const staff = wallOf(action)?.audience === "staff";
  Object.assign(who, staff ? { kind: "staff", role: "administrator" } : { kind: "client", role: null });
  return action;
}

async function send(action: Action, fields: Field[]): Promise<{ answer: FormAnswer; input: unknown }> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  handed.input = undefined;
  return { answer: await action(null, form), input: handed.input };
}

const names = [...new Set(Object.values(forms).flatMap((form) => Object.keys(form)))];
const strange = [
  "__proto__",
  "constructor",
  "toString",
  "length",
  "then",
  "$ACTION_REF_1",
  "firmId",
  "role",
  "",
];
const name = fc.oneof(fc.constantFrom(...names), fc.constantFrom(...strange), fc.string({ unit: "binary" }));
const value = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.constantFrom("", "null", "[object Object]", "NaN", id, "\0", "\ud800", "2026-02-30", "0".repeat(5000)),
  fc.constantFrom(...Object.values(forms).flatMap((form) => Object.values(form))),
  fc.uint8Array({ maxLength: 20 }).map((bytes) => new File([new Uint8Array(bytes)], "bijlage.pdf")),
);
const fields = fc.array(fc.tuple(name, value), { maxLength: 12 });
const secret = /wachtwoord|code|token/i;

/** Sends a form with fields that no schema knows; whether the action sees none of them. */
async function strips(action: Action, valid: Field[]): Promise<boolean> {
  const plain = await send(action, valid);
  expect(plain.answer).toEqual({ ok: true });
  const more: Field[] = [...strange, "onbekend"].map((field) => [field, "anders"]);
  const stuffed = await send(action, [...more, ...valid]);
  return isDeepStrictEqual(stuffed, plain);
}

/** Sends whatever; throws when the action does, or when it answers otherwise than it may. */
async function survives(action: Action, valid: Field[]): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.subarray(valid), fields, async (some, other) => {
      const { answer } = await send(action, [...some, ...other]);
      if (answer?.ok) return;
      expect(["invalid", "not-found"]).toContain(answer?.reason);
      for (const field of Object.keys(answer?.values ?? {})) expect(field).not.toMatch(secret);
      for (const message of Object.values(answer?.fields ?? {})) expect(typeof message).toBe("string");
    }),
    { numRuns: 150 },
  );
}

describe("every action", () => {
  it("has a form here, and the other way round", () => {
    expect(Object.keys(forms).sort()).toEqual(listed.sort());
  });

  describe.each(listed)("%s", (entry) => {
    const valid = Object.entries(forms[entry] ?? {}) as Field[];

    it("takes its form, and of it no field that it does not know", async () => {
      expect(await strips(await actionOf(entry), valid)).toBe(true);
    });

    it("answers whatever else is sent in words, and gives no secret back", async () => {
      await survives(await actionOf(entry), valid);
    });

    it("takes nothing but a form", async () => {
      const action = await actionOf(entry);
      for (const form of [undefined, null, "form", 7, [], { get: () => "eigen" }, new Map()]) {
        expect(await action({ ok: true }, form)).toMatchObject({ ok: false, reason: "invalid" });
      }
    });
  });

  it("is handed text that the database takes", async () => {
    const action = planted(z.object({ naam: z.string(), lijst: z.array(z.string()) }));
    const list: Field[] = ["\0", "c\0"].map((text) => ["lijst", text]);
    const { input } = await send(action, [["naam", "a\0b"], ...list]);
    expect(input).toEqual({ naam: "ab", lijst: ["", "c"] });
  });

  it("of rejecting asks for a reason that can be read", async () => {
    const action = await actionOf(`${filing} askForRejectionCode`);
    const { answer } = await send(
      action,
      Object.entries({ ...place, soort: "other", reden: "\u200b\u2060\u00ad" }),
    );
    expect(answer).toMatchObject({ ok: false, fields: { reden: "rejection-reason" } });
  });

  it("never takes a field for what stands behind all objects", async () => {
    const action = planted(z.object({ size: z.string().optional() }));
    const file = new File(["x"], "bijlage.pdf");
    expect(await send(action, [["__proto__", file]])).toEqual({ answer: { ok: true }, input: {} });
  });
});

const planted = (schema: z.ZodType) => visitorAction("sign-in", schema, async () => ({ ok: true })) as Action;

describe("the test notices", () => {
  it("an action that takes fields it does not know", async () => {
    expect(await strips(planted(z.looseObject({})), [])).toBe(false);
  });

  it("an action that throws on what it was not made for", async () => {
    const careless = z.object({ terug: z.string().transform((text) => JSON.parse(text)) });
    // Half of all tries send it along. Left to chance, now and then none did.
    await expect(survives(planted(careless), [["terug", "geen JSON"]])).rejects.toThrow();
  });
});
