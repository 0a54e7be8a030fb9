import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { aSignedPaper, signatureOf } from "@/tests/support/pades/people";
import { aPaper } from "@/tests/support/pades/signed-pdf";

const there = spawnSync("qpdf", ["--version"]).error === undefined;

/** Strings are encrypted in it, but a signature's value never is (ISO 32000-2, 7.6.2). */
describe.skipIf(!there)("a file that nobody may change, so that is encrypted", () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "portal-encrypted-"));
    // The reader tries to decrypt the value too, and says that it cannot.
    vi.spyOn(console, "warn").mockReturnValue();
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
    vi.restoreAllMocks();
  });

  it.each([
    ["RC4", ["128", "--use-aes=n"]],
    ["AES with 128 bits", ["128", "--use-aes=y"]],
    ["AES with 256 bits", ["256"]],
  ])("by %s is judged like any other", async (_, key) => {
    const [plain, locked] = [join(folder, "plain.pdf"), join(folder, "locked.pdf")];
    writeFileSync(plain, aPaper().bytes);
    spawnSync("qpdf", ["--allow-weak-crypto", "--encrypt", "", "kantoor", ...key, "--", plain, locked]);
    const bytes = readFileSync(locked);
    const text = bytes.toString("latin1");
    const root = text.match(/\/Root (\d+) 0 R/)?.[1];
    expect(root).toBe("1");
    const trailer = `${text.match(/\/Encrypt \d+ 0 R/)?.[0]} ${text.match(/\/ID\s*\[[^\]]*\]/)?.[0]}`;
    const paper = await aSignedPaper({}, { paper: { ...aPaper(), bytes, next: 40, trailer } });
    const report = await signatureOf(paper.bytes);
    expect(report).toMatchObject({ verdict: "valid", distrust: null, coversAll: true });
    paper.bytes.write("/Rotate 90", paper.bytes.lastIndexOf("/MediaBox"), "latin1");
    expect(await signatureOf(paper.bytes)).toMatchObject({ verdict: "broken", fault: "bytes-changed" });
  });
});
