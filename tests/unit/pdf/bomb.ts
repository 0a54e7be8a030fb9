import { createDeflate, deflateSync } from "node:zlib";

/**
 * A PDF of a few kilobytes whose catalogue sits in an object stream that inflates, twice over, to `megabytes` of
 * spaces: whoever asks for the number of pages has to unpack it.
 */
export async function bombPdf(megabytes: number): Promise<Uint8Array> {
  const packed = deflateSync(await deflatedSpaces(megabytes));
  const chunks: Buffer[] = [Buffer.from("%PDF-1.5\n")];
  const offset = () => chunks.reduce((total, chunk) => total + chunk.length, 0);
  const offsets: number[] = [];
  const addStream = (number: number, dictionary: string, body: Buffer) => {
    offsets[number] = offset();
    const head = `${number} 0 obj\n<<${dictionary} /Length ${body.length}>>\nstream\n`;
    chunks.push(Buffer.from(head), body, Buffer.from("\nendstream\nendobj\n"));
  };
  addStream(5, "/Type /ObjStm /N 2 /First 20 /Filter [/FlateDecode /FlateDecode]", packed);
  offsets[6] = offset();
  const rows = [
    [0, 0, 255],
    [2, 5, 0],
    [2, 5, 1],
    [0, 0, 0],
    [0, 0, 0],
    [1, offsets[5] ?? 0, 0],
    [1, offsets[6] ?? 0, 0],
  ];
  const xref = Buffer.concat(
    rows.map(([type = 0, at = 0, rest = 0]) => Buffer.from([type, at >> 16, at >> 8, at, rest])),
  );
  addStream(6, `/Type /XRef /Size 7 /W [1 3 1] /Root 1 0 R`, xref);
  chunks.push(Buffer.from(`startxref\n${offsets[6]}\n%%EOF\n`));
  return Buffer.concat(chunks);
}

async function deflatedSpaces(megabytes: number): Promise<Buffer> {
  const deflate = createDeflate({ level: 9 });
  const output: Buffer[] = [];
  deflate.on("data", (chunk: Buffer) => output.push(chunk));
  const done = new Promise((resolve) => deflate.on("end", resolve));
  const megabyte = Buffer.alloc(1024 * 1024, " ");
  for (let i = 0; i < megabytes; i++) {
    if (!deflate.write(megabyte)) await new Promise((resolve) => deflate.once("drain", resolve));
  }
  deflate.end();
  await done;
  return Buffer.concat(output);
}
