import { execFileSync, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { startChild } from "./child.mjs";
import { verdict } from "./pages.mjs";
import { onAllCores } from "./pin.mjs";
import { compare, median, round } from "./rounds.mjs";

/** [name, pages, bytes of text on each, bytes of picture on each] */
const documents = [
  ["100 kB", 20, 4800, 0],
  ["5 MB", 10, 3000, 512 * 1024],
  ["5 MB of 500 pages", 500, 10_000, 0],
  ["50 MB", 50, 3000, 1024 * 1024],
];
/** The bound is for the second; the others are stated. */
const bounded = "5 MB";

/**
 * Number 11: a signature on a PDF, with its looks and without a time stamp, in a warm process / a CMS by OpenSSL's
 * library over the same bytes in a warm process. Stated beside it: OpenSSL's command, how far memory grew, and the
 * longest that the portal's own thread did nothing else.
 */
export async function number11({ effort, folder, say }, closers) {
  if (!has("python3") || !has("openssl")) {
    say("number 11 needs python3 and openssl, and at least one is not here");
    return [];
  }
  // A thread and whoever asks it would wait for each other on one core.
  onAllCores();
  const identity = makeIdentity(folder);
  const portal = startChild(
    "signing.ts",
    { BENCH_CERTIFICATE: identity.certificate, BENCH_KEY: identity.key },
    closers,
  );
  const [floor, floorAgain] = [await startOpenssl(identity, closers), await startOpenssl(identity, closers)];
  const results = [];
  for (const [size, ...shape] of documents) {
    const file = join(folder, `${size.replaceAll(" ", "-")}.pdf`);
    writeFileSync(file, aPdf(...shape));
    const times = size === "50 MB" ? 3 : 15;
    const beside = { loop: [], growth: [] };
    const arms = {
      portal: async () => {
        const { took, loopMs, growthMb } = await portal({ file, times });
        beside.loop.push(loopMs);
        beside.growth.push(growthMb);
        return median(took);
      },
      floor: async () => median(await floor.sign(file, times)),
      floorAgain: async () => median(await floorAgain.sign(file, times)),
    };
    for (const warm of Object.values(arms)) await warm();
    const name = `signing a PDF / CMS by ${floor.version}, ${size}`;
    say(name);
    const found = await compare({ rounds: effort.rounds, arms, say });
    results.push({
      ...verdict(name, size === bounded ? 1.5 : null, found),
      reported: {
        "ours, ms": found.arms.portal.p50,
        "OpenSSL's library, ms": found.arms.floor.p50,
        "OpenSSL's command, ms": round(commandMs(identity, file, folder)),
        "longest that nothing else was done, ms": round(Math.max(...beside.loop)),
        "memory grew by at most, MB": round(Math.max(...beside.growth)),
      },
    });
    say(`  ${found.arms.portal.ratio} (${found.arms.portal.p50} ms)`);
  }
  return results;
}

function has(program) {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch (error) {
    // OpenSSL 3 calls it "version", and says so.
    return error.code !== "ENOENT";
  }
}

function makeIdentity(folder) {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=Bench"];
  execFileSync("openssl", [...request, "-keyout", key, "-out", certificate], { stdio: "ignore" });
  return { key, certificate };
}

async function startOpenssl({ certificate, key }, closers) {
  const child = spawn("python3", [join(import.meta.dirname, "openssl-cms.py"), certificate, key], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  closers.push(() => child.kill());
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await lines.next()).value);
  const version = (await next()).split(" ").slice(0, 2).join(" ");
  return {
    version,
    sign: (file, times) => {
      child.stdin.write(`${file} ${times}\n`);
      return next();
    },
  };
}

function commandMs({ certificate, key }, file, folder) {
  const out = join(folder, "out.der");
  const rest = ["-in", file, "-signer", certificate, "-inkey", key, "-outform", "DER", "-out", out];
  const took = Array.from({ length: 5 }, () => {
    const began = performance.now();
    execFileSync("openssl", ["cms", "-sign", "-binary", ...rest], { stdio: "ignore" });
    return performance.now() - began;
  });
  return median(took);
}

/** A plain PDF: so many pages, each with so much text and a picture of so many bytes. */
function aPdf(pages, text, picture) {
  const pieces = [];
  const offsets = [];
  let length = 0;
  const write = (...parts) => {
    for (const part of parts) {
      const bytes = Buffer.from(part);
      pieces.push(bytes);
      length += bytes.length;
    }
  };
  const object = (number, entries, stream) => {
    offsets[number] = length;
    write(`${number} 0 obj\n<<${entries}${stream ? `/Length ${stream.length}` : ""}>>\n`);
    if (stream) write("stream\n", stream, "\nendstream\n");
    write("endobj\n");
  };
  write("%PDF-1.7\n");
  object(1, "/Type/Catalog/Pages 2 0 R");
  object(3, "/Type/Font/Subtype/Type1/BaseFont/Helvetica");
  let next = 4;
  const kids = [];
  for (let page = 0; page < pages; page++) {
    const [content, image, self] = [next, next + 1, next + 2];
    next += 3;
    let words = "BT /F 9 Tf 11 TL 50 800 Td\n";
    while (words.length < text) words += `(Regel ${words.length} grootboekrekening ${page}) Tj T*\n`;
    object(content, "", Buffer.from(`${words}ET`));
    const shape = `/Width ${Math.max(1, picture >> 10)}/Height ${picture ? 1024 : 1}`;
    const kind = "/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8";
    object(image, `${kind}${shape}`, randomBytes(Math.max(1, picture)));
    const resources = `/Resources<</Font<</F 3 0 R>>/XObject<</I ${image} 0 R>>>>`;
    object(self, `/Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]${resources}/Contents ${content} 0 R`);
    kids.push(`${self} 0 R`);
  }
  object(2, `/Type/Pages/Count ${pages}/Kids[${kids.join(" ")}]`);
  const start = length;
  const rows = Array.from(
    { length: next - 1 },
    (_, i) => `${String(offsets[i + 1]).padStart(10, "0")} 00000 n \n`,
  );
  write(`xref\n0 ${next}\n0000000000 65535 f \n${rows.join("")}trailer\n<</Size ${next}/Root 1 0 R>>\n`);
  write(`startxref\n${start}\n%%EOF\n`);
  return Buffer.concat(pieces);
}
