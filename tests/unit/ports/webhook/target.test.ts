import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { endpointInput } from "@/lib/backoffice/input";
import { forgetEnvironment, parseEnvironment } from "@/lib/ports/environment";
import { postWebhook } from "@/lib/ports/webhook/post";
import { parseTarget } from "@/lib/ports/webhook/target";
import { type ProgramServer, programServer } from "@/tests/support/program-server";

let program: ProgramServer;
const settings = {
  PORTAL_MODE: "demo",
  DATABASE_URL: "postgres://nobody@localhost/none",
  DATA_DIR: "/tmp",
  PORTAL_DOMAIN: "localhost:3000",
};

beforeAll(async () => {
  program = await programServer();
  Object.assign(process.env, settings, { WEBHOOK_STAND_IN: program.origin });
  forgetEnvironment();
});
afterAll(async () => {
  for (const name of [...Object.keys(settings), "WEBHOOK_STAND_IN"]) delete process.env[name];
  forgetEnvironment();
  await program.close();
});

describe("an address to send to", () => {
  it.each([
    "https://pakket.example/hook",
    "https://pakket.example:8443/hook?klant=1",
    "https://8.8.8.8/",
    "https://[2606:4700::1111]/",
  ])("%s", (text) => expect(parseTarget(text)).toMatchObject({ ok: true }));

  it.each([
    ["no address at all", "pakket", "url-invalid"],
    ["far too long", `https://pakket.example/${"a".repeat(500)}`, "url-invalid"],
    ["without TLS", "http://pakket.example/hook", "url-not-https"],
    ["another scheme", "ftp://pakket.example/hook", "url-not-https"],
    ["a file", "file:///etc/passwd", "url-not-https"],
    ["a password in it", "https://u:p@pakket.example/", "url-credentials"],
    ["a name in it", "https://u@pakket.example/", "url-credentials"],
    ["a fragment", "https://pakket.example/#x", "url-fragment"],
    ["the port of another service", "https://pakket.example:22/", "url-port"],
    ["the port of a database", "https://pakket.example:5432/", "url-port"],
    ["this machine", "https://localhost/hook", "url-private"],
    ["this machine, by a number", "https://127.0.0.1/hook", "url-private"],
    ["this machine, as one number", "https://2130706433/", "url-private"],
    ["this machine, in octal", "https://0177.0.0.1/", "url-private"],
    ["this machine, in short", "https://127.1/", "url-private"],
    ["this machine, in full-width digits", "https://１２７.0.0.1/", "url-private"],
    ["this machine in IPv6", "https://[::1]/", "url-private"],
    ["mapped", "https://[::ffff:127.0.0.1]/", "url-private"],
    ["a cloud's metadata", "https://169.254.169.254/latest", "url-private"],
    ["a cloud's metadata by name", "https://metadata.google.internal/", "url-private"],
    ["a name of the local network", "https://pakket.local/", "url-private"],
    ["a name without a dot", "https://pakket/", "url-private"],
    ["a dot at the end", "https://localhost./", "url-private"],
  ])("%s is none", (_what, text, reason) => expect(parseTarget(text)).toEqual({ ok: false, reason }));

  it("is only for one receiver on this machine, and in production for none", () => {
    expect(parseTarget(program.url)).toMatchObject({ ok: true });
    expect(parseTarget(program.url.replace(/:\d+/, ":1"))).toEqual({ ok: false, reason: "url-not-https" });
    expect(parseTarget(program.url.replace("//", "//u:p@"))).toMatchObject({ ok: false });
    expect(() =>
      parseEnvironment({ ...settings, PORTAL_MODE: "production", WEBHOOK_STAND_IN: program.origin }),
    ).toThrow("WEBHOOK_STAND_IN: is for the demo alone");
    expect(() => parseEnvironment({ ...settings, WEBHOOK_STAND_IN: "http://10.0.0.1:80" })).toThrow(
      "WEBHOOK_STAND_IN",
    );
  });
});

describe("what a name resolves to", () => {
  const message = { headers: {}, body: "{}" };
  const to = (...addresses: string[]) => ({
    asked: 0,
    async resolve() {
      this.asked++;
      return addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
    },
  });

  it.each([
    [["10.0.0.1"]],
    [["127.0.0.1"]],
    [["8.8.8.8", "192.168.0.1"]],
    [["2606:4700::1111", "fd00::1"]],
    [["::ffff:10.0.0.1"]],
    [["64:ff9b::a00:1"]],
  ])("%s: nothing is sent", async (addresses) => {
    const names = to(...addresses);
    const outcome = await postWebhook("https://pakket.example/", message, () => names.resolve());
    expect(outcome).toEqual({ outcome: "forbidden", reason: "address" });
    expect(names.asked).toBe(1);
  });

  it("is asked once: a name that points elsewhere the second time is not asked again", async () => {
    // Port 443 of this documentation address answers nobody; what counts is that only the first answer is used.
    let asked = 0;
    const outcome = await postWebhook(
      "https://pakket.example/",
      message,
      async () => [{ address: asked++ === 0 ? "8.8.8.8" : "127.0.0.1", family: 4 }],
      300,
    );
    expect(outcome.outcome).toBe("unreachable");
    expect(asked).toBe(1);
  });

  it("takes no longer than it may", async () => {
    const never = () => new Promise<never>(() => {});
    expect(await postWebhook("https://pakket.example/", message, never, 50)).toEqual({
      outcome: "unreachable",
      reason: "ETIMEDOUT",
    });
  });

  it("and an answer that comes slowly counts by its status", async () => {
    program.failWith("hang");
    expect(await postWebhook(program.url, message, undefined, 100)).toMatchObject({ reason: "ETIMEDOUT" });
    program.failWith("redirect");
    expect(await postWebhook(program.url, message)).toMatchObject({ outcome: "refused", status: 307 });
  });
});

describe("the form that asks for it", () => {
  const good = { naam: "Fiscaal pakket", url: "https://pakket.example/hook", gebeurtenis: "filing.approved" };
  const faults = (more: Record<string, unknown>) => {
    const parsed = endpointInput.safeParse({ ...good, ...more });
    return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path}: ${message}`);
  };

  it("says everything that is wrong at once", () => {
    expect(faults({})).toEqual([]);
    expect(faults({ naam: "", url: "http://10.0.0.1", gebeurtenis: [] })).toEqual([
      "naam: name",
      "url: url-not-https",
      "gebeurtenis: events",
    ]);
    expect(faults({ naam: "", url: "" })).toEqual(["naam: name", "url: url-invalid"]);
    expect(faults({ url: "https://192.168.1.10/hook" })).toEqual(["url: url-private"]);
  });
});
