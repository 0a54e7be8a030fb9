// npm run test:corpus -- DIR: signs every PDF in a folder as the portal does, and asks pdfsig, qpdf and openssl, as far
// as they are installed, what they make of it.
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { makeIdentity } from "@/lib/pades/certificates/authority";
import { keySigner } from "@/lib/pades/certificates/key-signer";
import { Lane } from "@/lib/pades/thread/lane";
import { pemOf } from "@/lib/shared/pem";
import { findJudges } from "./corpus/judges";
import { type Tried, trySigning } from "./corpus/sign-one";
import { summaryOf } from "./corpus/summary";

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error("Of which folder? For example: npm run test:corpus -- ../pdfs");
  process.exit(2);
}
const files = (await readdir(resolve(folder), { recursive: true }).catch(() => [] as string[]))
  .filter((name) => /\.pdf$/i.test(name))
  .sort();
if (files.length === 0) {
  console.error(`There is no PDF in ${resolve(folder)}.`);
  process.exit(2);
}

const scratch = await mkdtemp(join(tmpdir(), "portal-corpus-"));
const day = 86_400_000;
const [from, to] = [new Date(Date.now() - day), new Date(Date.now() + 30 * day)];
const root = await makeIdentity({ subject: { commonName: "Corpus" }, purpose: "root", from, to });
const holder = { commonName: "Noorderlicht Accountants", organisation: "Noorderlicht", country: "NL" };
const firm = await makeIdentity({ subject: holder, purpose: "document-signing", from, to, issuer: root });
const signer = keySigner(firm.key, firm.certificate, [root.certificate]);
const judges = await findJudges(pemOf(root.certificate, "CERTIFICATE"));
console.log(
  judges.named.length > 0
    ? `Judged by ${judges.named.join(", ")}`
    : "Nobody is here to judge, and whatever comes of it proves nothing.",
);

const lane = new Lane();
const tried: Tried[] = [];
for (const name of files) {
  const one = await trySigning(resolve(folder, name), {
    lane,
    signer,
    judges,
    scratch: join(scratch, "signed.pdf"),
  });
  tried.push(one);
  const { kind } = one.outcome;
  const what = kind === "refused" ? one.outcome.reason : kind === "failed" ? one.outcome.what : "";
  if (kind !== "signed") console.log(`${kind.padEnd(8)} ${name}: ${what}`);
  if (process.stderr.isTTY) process.stderr.write(`\r${tried.length} of ${files.length} `);
}
await judges.end();
await rm(scratch, { recursive: true, force: true });

const { lines, ok } = summaryOf(tried);
for (const line of lines) console.log(line);
process.exitCode = ok && judges.named.length > 0 ? 0 : 1;
