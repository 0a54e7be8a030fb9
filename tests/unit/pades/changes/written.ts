import { deflateSync } from "node:zlib";

/** The bodies of objects by their numbers; null: freed. */
export type Objects = Record<number, string | null>;
/** How an update tells where its objects are. */
export type Way = "table" | "stream" | "packed" | "hybrid";
export const WAYS: Way[] = ["table", "stream", "packed", "hybrid"];
export type Update = {
  way?: Way;
  /** In place of the right entries of the trailer. */
  trailer?: Record<string, string>;
  /** Rows in the table besides those of the objects: number, offset. */
  rows?: [number, number][];
};

export const stream = (data: string, entries = "") =>
  `<< /Length ${data.length} ${entries} >>\nstream\n${data}\nendstream`;

const UNSIGNED = "/ByteRange [0 1111111111 2222222222 3333333333]";
/** A signature over everything but itself; nobody checks what it says. */
export const signature = (more = "", subFilter = "ETSI.CAdES.detached") =>
  `<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /${subFilter} ${more} ${UNSIGNED} /Contents <${"0".repeat(64)}> >>`;

/** A PDF of these objects, of which the first is the catalog. */
export function file(objects: Objects): Buffer {
  return update(Buffer.from("%PDF-1.7\n", "latin1"), objects, {}, null);
}

/** The file with an update appended that brings in these objects. */
export function appended(before: Buffer, objects: Objects, how: Update = {}): Buffer {
  const start = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(before.toString("latin1"));
  return update(before, objects, how, Number(start?.[1]));
}

function update(before: Buffer, objects: Objects, how: Update, previous: number | null): Buffer {
  const way = how.way ?? "table";
  const old = [...before.toString("latin1").matchAll(/\/Size (\d+)/g)].map(([, size]) => Number(size));
  let size = Math.max(...old, 1 + Math.max(0, ...Object.keys(objects).map(Number)));
  let text = before.toString("latin1");
  const rows = new Map<number, [kind: number, first: number, second: number]>();
  const packed: [number, string][] = [];
  for (const [key, body] of Object.entries(objects)) {
    const number = Number(key);
    const packs = way === "packed" && body && !body.includes("stream\n") && !body.includes("/ByteRange");
    if (body === null) rows.set(number, [0, 0, 1]);
    else if (packs) packed.push([number, body]);
    else add(number, body);
  }
  if (packed.length > 0) {
    let at = 0;
    const index = packed.map(([number, body]) => {
      const offset = at;
      at += body.length + 1;
      return `${number} ${offset}`;
    });
    const head = `${index.join(" ")} `;
    const data = deflateSync(Buffer.from(`${head}${packed.map(([, body]) => body).join("\n")}\n`, "latin1"));
    const entries = `/Type /ObjStm /N ${packed.length} /First ${head.length} /Filter /FlateDecode`;
    add(size, stream(data.toString("latin1"), entries));
    for (const [place, [number]] of packed.entries()) rows.set(number, [2, size, place]);
    size++;
  }
  for (const [number, offset] of how.rows ?? []) rows.set(number, [1, offset, 0]);

  let start = text.length;
  const table = size;
  if (way !== "table") rows.set(size++, [1, start, 0]);
  const trailer: Record<string, string> = {
    Size: String(size),
    Root: "1 0 R",
    ...(previous === null ? {} : { Prev: String(previous) }),
    ...how.trailer,
  };
  const entries = () =>
    Object.entries(trailer)
      .map(([key, value]) => `/${key} ${value}`)
      .join(" ");
  const sorted = [...rows].sort(([a], [b]) => a - b);
  if (way !== "table") {
    const data = Buffer.concat(
      sorted.map(([, [kind, first, second]]) => {
        const row = Buffer.alloc(7);
        row.writeUInt8(kind);
        row.writeUInt32BE(first, 1);
        row.writeUInt16BE(second, 5);
        return row;
      }),
    );
    const index = sorted.map(([number]) => `${number} 1`).join(" ");
    text += `${table} 0 obj\n${stream(data.toString("latin1"), `/Type /XRef /W [1 4 2] /Index [${index}] ${entries()}`)}\nendobj\n`;
    if (way === "hybrid") trailer.XRefStm = String(start);
  }
  if (way === "table" || way === "hybrid") {
    start = text.length;
    text += previous === null ? "xref\n0 1\n0000000000 65535 f \n" : "xref\n";
    for (const [number, [kind, offset]] of sorted)
      text += `${number} 1\n${String(offset).padStart(10, "0")} 0000${kind ? "0 n" : "1 f"} \n`;
    text += `trailer\n<< ${entries()} >>\n`;
  }
  text += `startxref\n${start}\n%%EOF\n`;
  return signed(Buffer.from(text, "latin1"), before.length);

  function add(number: number, body: string): void {
    rows.set(number, [1, text.length, 0]);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
}

function signed(bytes: Buffer, from: number): Buffer {
  for (let at = bytes.indexOf(UNSIGNED, from); at >= 0; at = bytes.indexOf(UNSIGNED, at)) {
    const open = bytes.indexOf("<", bytes.indexOf("/Contents", at));
    const close = bytes.indexOf(">", open) + 1;
    const numbers = [open, close, bytes.length - close].map((one) => String(one).padStart(10, "0"));
    bytes.write(`/ByteRange [0 ${numbers.join(" ")}]`, at, "latin1");
  }
  return bytes;
}
