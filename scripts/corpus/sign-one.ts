import { readFile, writeFile } from "node:fs/promises";
import { mended } from "@/lib/pades/repair";
import { type Place, RefusedDocument, type Signer, type Stroke } from "@/lib/pades/shapes";
import { type Signed, sign } from "@/lib/pades/sign";
import { DocumentTooHeavy, type Lane } from "@/lib/pades/thread/lane";
import type { Judges } from "./judges";

/** What became of one file. */
export type Outcome =
  | { kind: "signed"; repaired: boolean }
  | { kind: "refused"; reason: string }
  /** What must never happen. */
  | { kind: "failed"; what: string };

export type Tried = { file: string; clean: boolean | null; outcome: Outcome };

const STROKES: Stroke[] = [
  Array.from({ length: 60 }, (_, i) => [i / 60, 0.5 + 0.4 * Math.sin(i / 4) * Math.cos(i / 15)] as const),
  [
    [0.1, 0.9],
    [0.5, 0.8],
    [0.95, 0.85],
  ],
];

const TEXT = {
  field: "Ondertekenaar",
  name: "Zoë de Vries-Özdemir",
  reason: "Akkoord",
  at: new Date(),
  look: {
    hand: { kind: "drawn" as const, strokes: STROKES, ratio: 2.5 },
    lines: ["Zoë de Vries-Özdemir", "bestuurder", "30 november 2026 om 13.02 uur"],
  },
};

/** Signs a file as the portal does, beside `scratch`, and has others say what that is worth. */
export async function trySigning(
  file: string,
  { lane, signer, judges, scratch }: { lane: Lane; signer: Signer; judges: Judges; scratch: string },
): Promise<Tried> {
  const original = new Uint8Array(await readFile(file));
  const before = (await judges.soundness?.(file)) ?? null;
  const tried = { file, clean: before === null ? null : before === 0 };
  try {
    const { prepared, mended, kept } = await preparedFrom(lane, original);
    const signed = await sign(lane, prepared.slice(), TEXT, { signer });
    await writeFile(scratch, Buffer.concat([signed.before, signed.tail]));
    const after = (await judges.soundness?.(scratch)) ?? null;
    const what =
      (Buffer.compare(signed.before, prepared) !== 0 && "its bytes were not kept") ||
      (kept && !startsWith(prepared, original) && "its bytes were not kept") ||
      (before !== null &&
        after !== null &&
        after > before &&
        `qpdf finds it worse (${before} to ${after})`) ||
      (await judges.signatures?.(scratch, 1)) ||
      (await judges.cms?.(...detached(signed))) ||
      null;
    return { ...tried, outcome: what ? { kind: "failed", what } : { kind: "signed", repaired: mended } };
  } catch (error) {
    const expected = error instanceof RefusedDocument || error instanceof DocumentTooHeavy;
    return {
      ...tried,
      outcome: expected
        ? { kind: "refused", reason: error.message }
        : { kind: "failed", what: String(error) },
    };
  }
}

/** The signature, and what it is of. */
function detached({ before, tail, gap }: Signed): [cms: Uint8Array, content: Uint8Array] {
  const end = gap.start + gap.length;
  const hex = Buffer.from(tail.subarray(gap.start + 1, end - 1)).toString("latin1");
  return [Buffer.from(hex, "hex"), Buffer.concat([before, tail.subarray(0, gap.start), tail.subarray(end)])];
}

async function preparedFrom(lane: Lane, original: Uint8Array) {
  try {
    return { ...(await prepare(lane, original)), mended: false };
  } catch (error) {
    const reason = error instanceof RefusedDocument && error.reason === "encrypted" ? "encrypted" : "damaged";
    return { ...(await prepare(lane, await mended(original, error, reason))), kept: false, mended: true };
  }
}

/** `kept`: what was given stands at the beginning, which it does unless it had to be decrypted. */
async function prepare(lane: Lane, bytes: Uint8Array): Promise<{ prepared: Uint8Array; kept: boolean }> {
  const { pages, encrypted } = await lane.ask("examine", bytes.slice());
  const place = corner(pages.length, pages.at(-1) ?? { width: 0, height: 0 });
  const fields = [{ name: TEXT.field, place }];
  const prepared = await lane.ask("prepare", bytes.slice(), { fields, page: null });
  return { prepared, kept: !encrypted };
}

/** At the lower right of the last page, and smaller where that is small. */
function corner(page: number, { width, height }: { width: number; height: number }): Place {
  const size = { width: Math.min(180, width * 0.8), height: Math.min(80, height * 0.5) };
  return { page, x: width - size.width - width * 0.05, y: height - size.height - height * 0.05, ...size };
}

function startsWith(bytes: Uint8Array, start: Uint8Array): boolean {
  return Buffer.compare(Buffer.from(bytes.buffer, bytes.byteOffset, start.length), start) === 0;
}
