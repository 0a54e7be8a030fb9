import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeEach, describe, expect, inject, it } from "vitest";
import { ROOT } from "@/tests/support/pades/people";
import { root } from "@/tests/support/source";
import { trailsOfTwo } from "@/tests/support/trails-of-two";

const { firms } = trailsOfTwo();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portal-trail-"));
});

describe("the commands", () => {
  const run = promisify(execFile);
  const program = join(root, "scripts/with-install.mjs");
  async function command(name: string, args: string[], env: Record<string, string | undefined> = {}) {
    const tsx = [program, "tsx", `scripts/audit-${name}.ts`, ...args];
    // Without any setting of the portal, as on somebody else's machine.
    const bare: NodeJS.ProcessEnv = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      INIT_CWD: folder,
      NODE_ENV: "test",
      ...env,
    };
    return run(process.execPath, tsx, { cwd: root, env: bare }).then(
      ({ stdout, stderr }) => ({ code: 0, text: stdout + stderr }),
      ({ code, stdout, stderr }) => ({ code: Number(code), text: String(stdout) + String(stderr) }),
    );
  }
  const database = () => ({ DATABASE_URL: process.env.DATABASE_URL });
  const pem = () =>
    `-----BEGIN CERTIFICATE-----\n${ROOT.der.toString("base64")}\n-----END CERTIFICATE-----\n`;

  it("write one file that only its owner reads, and judge it without the database", async () => {
    const written = await command("export", ["--firm", "noorderlicht", "--out", "trail.jsonl"], database());
    expect(written).toMatchObject({
      code: 0,
      text: expect.stringMatching(/\d+ entries and 1 anchors: .*trail\.jsonl/),
    });
    expect(readdirSync(folder)).toEqual(["trail.jsonl"]);
    const path = join(folder, "trail.jsonl");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeFileSync(join(folder, "roots.pem"), pem());
    const right = await command("verify", ["trail.jsonl", "--roots", "roots.pem"]);
    expect(right).toMatchObject({
      code: 0,
      text: expect.stringContaining("OK. Every hash and every link is right"),
    });
    expect(right.text).toContain("What cannot be known: entries");
    expect((await command("verify", ["trail.jsonl"])).text).toContain("came with the file itself");

    const lines = readFileSync(path, "utf8").split("\n");
    writeFileSync(path, lines.with(4, (lines[4] as string).replace(/"at":"20/, '"at":"19')).join("\n"));
    expect(await command("verify", ["trail.jsonl"])).toMatchObject({
      code: 1,
      text: expect.stringContaining("BAD. Entry 4 does not have its hash"),
    });
    writeFileSync(path, lines.join("\n").slice(0, -100));
    expect(await command("verify", ["trail.jsonl"])).toMatchObject({
      code: 2,
      text: expect.stringContaining("breaks off"),
    });
  });

  it("refuse with words, and leave nothing behind", async () => {
    writeFileSync(join(folder, "there.jsonl"), "mine");
    const closed = process.env.DATABASE_URL?.replace(/:\d+\//, ":1/");
    const owned = new URL(inject("ownerUrl"));
    owned.pathname = new URL(process.env.DATABASE_URL ?? "").pathname;
    const asked = ["--firm", "noorderlicht", "--out"];
    const tries: [RegExp, string[], Record<string, string | undefined>][] = [
      [/Which firm\?/, [], database()],
      [/Which firm\?/, ["--firma", "noorderlicht"], database()],
      [/no firm nergens/, ["--firm", "nergens"], database()],
      [/Set DATABASE_URL/, [...asked, "new.jsonl"], {}],
      [/cannot be reached/, [...asked, "new.jsonl"], { DATABASE_URL: closed }],
      [/is there already/, [...asked, "there.jsonl"], database()],
      [/ENOENT/, [...asked, "nowhere/new.jsonl"], database()],
    ];
    for (const [words, args, env] of tries) {
      const { code, text } = await command("export", args, env);
      expect(text).toMatch(words);
      expect(code, text).toBe(1);
    }
    expect(readdirSync(folder)).toEqual(["there.jsonl"]);
    expect(readFileSync(join(folder, "there.jsonl"), "utf8")).toBe("mine");
    for (const args of [
      [],
      ["gone.jsonl"],
      ["there.jsonl"],
      ["there.jsonl", "--roots", "there.jsonl"],
      [folder],
    ])
      expect(await command("verify", args)).toMatchObject({
        code: 2,
        text: expect.stringContaining("UNREADABLE"),
      });
    // Whoever comes in as the owner of everything is still shown one firm.
    const strong = await command("export", [...asked, "strong.jsonl"], { DATABASE_URL: owned.toString() });
    expect(strong.code, strong.text).toBe(0);
    expect(readFileSync(join(folder, "strong.jsonl"), "utf8")).not.toContain(firms.theirs.id);
    expect(existsSync(join(folder, "new.jsonl"))).toBe(false);
  });
});
