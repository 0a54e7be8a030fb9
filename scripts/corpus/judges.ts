import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Programs of others that say what our files are worth, each where it is installed. */
export type Judges = {
  /** qpdf's opinion of a file: 0 clean, 1 with warnings, 2 with errors. */
  soundness: ((file: string) => Promise<number>) | null;
  /** What pdfsig finds wrong with the signatures of a file; null when so many are valid, and trusted if that was asked. */
  signatures: ((file: string, count: number, trusted?: number) => Promise<string | null>) | null;
  /** What OpenSSL finds wrong with a detached CMS over this content; null when nothing. */
  cms: ((cms: Uint8Array, content: Uint8Array) => Promise<string | null>) | null;
  /** In words: which of them are here, and in what version. */
  named: string[];
  end(): Promise<void>;
};

/** @param root what is to be trusted, in PEM */
export async function findJudges(root: string): Promise<Judges> {
  const folder = await mkdtemp(join(tmpdir(), "portal-judges-"));
  const rootFile = join(folder, "root.pem");
  await writeFile(rootFile, root);
  const [qpdf, pdfsig, openssl, certutil] = await Promise.all([
    versionOf("qpdf", "--version"),
    versionOf("pdfsig", "-v"),
    versionOf("openssl", "version"),
    versionOf("certutil", "-H"),
  ]);
  const trust = join(folder, "nss");
  const trusting = pdfsig && certutil ? await trustStore(trust, rootFile) : false;
  return {
    soundness: qpdf ? soundness : null,
    signatures: pdfsig
      ? (file, count, trusted = count) =>
          signatures(file, count, trusting ? { folder: trust, trusted } : null)
      : null,
    cms: openssl ? (cms, content) => opensslCms(folder, rootFile, cms, content) : null,
    named: [qpdf, pdfsig, openssl].flatMap((one) => one ?? []),
    end: () => rm(folder, { recursive: true, force: true }),
  };
}

async function soundness(file: string): Promise<number> {
  const { code } = await run("qpdf", ["--check", file]);
  return code === 0 ? 0 : code === 3 ? 1 : 2;
}

async function signatures(
  file: string,
  count: number,
  trust: { folder: string; trusted: number } | null,
): Promise<string | null> {
  const { output } = await run("pdfsig", [
    ...(trust ? ["-nssdir", `sql:${trust.folder}`] : ["-nocert"]),
    file,
  ]);
  const valid = output.match(/Signature Validation: Signature is Valid\./g)?.length ?? 0;
  const trusted = output.match(/Certificate Validation: Certificate is Trusted\./g)?.length ?? 0;
  if (valid < count) return `pdfsig calls ${valid} of ${count} valid: ${lastLines(output)}`;
  if (trust && trusted < trust.trusted)
    return `pdfsig trusts ${trusted} of ${trust.trusted}: ${lastLines(output)}`;
  return output.includes("Total document signed") ? null : "pdfsig: the whole document is not signed";
}

async function opensslCms(
  folder: string,
  root: string,
  cms: Uint8Array,
  content: Uint8Array,
): Promise<string | null> {
  const [signature, signed] = [join(folder, "cms.der"), join(folder, "content.bin")];
  await Promise.all([writeFile(signature, cms), writeFile(signed, content)]);
  const { code, output } = await run("openssl", [
    ...["cms", "-verify", "-cades", "-binary", "-inform", "DER", "-in", signature],
    ...["-content", signed, "-CAfile", root, "-purpose", "any", "-out", "/dev/null"],
  ]);
  return code === 0 ? null : `openssl: ${lastLines(output)}`;
}

async function trustStore(folder: string, root: string): Promise<boolean> {
  await mkdir(folder);
  const made = await run("certutil", ["-N", "-d", `sql:${folder}`, "--empty-password"]);
  if (made.code !== 0) return false;
  const added = await run("certutil", [
    "-A",
    "-d",
    `sql:${folder}`,
    "-n",
    "root",
    "-t",
    "CT,C,C",
    "-i",
    root,
  ]);
  return added.code === 0;
}

async function versionOf(program: string, flag: string): Promise<string | null> {
  const { code, output } = await run(program, [flag]);
  return code === null ? null : (output.split("\n")[0] ?? program);
}

function lastLines(output: string): string {
  return output.trim().split("\n").slice(-2).join(" ").slice(0, 200);
}

type Ran = { /** null: it is not installed, or took too long. */ code: number | null; output: string };

function run(program: string, parameters: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(
      program,
      parameters,
      { timeout: 60_000, maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const output = `${stdout}${stderr}`;
        if (!error) resolve({ code: 0, output });
        else resolve({ code: typeof error.code === "number" ? error.code : null, output });
      },
    );
  });
}
