/** A PDF that is written by hand, revision after revision. */
export type Paper = {
  bytes: Buffer;
  /** The number of the next object. */
  next: number;
  fields: number[];
  /** More entries of the catalogue, the page and the trailer. */
  catalog: string;
  page: string;
  trailer: string;
};

type Wanted = {
  field?: string;
  subFilter?: string;
  /** The signature over the two pieces, in DER. */
  make: (pieces: [Buffer, Buffer]) => Buffer | Promise<Buffer>;
  rect?: string;
  /** More entries of the signature's dictionary. */
  more?: string;
  /** The signature's dictionary stands in the field itself. */
  direct?: boolean;
  /** Objects that come with it. */
  objects?: Record<number, string>;
  /** Bytes kept free for the signature. */
  reserve?: number;
};

export function aPaper(page = "/MediaBox [0 0 600 800]"): Paper {
  const paper = { bytes: Buffer.from("%PDF-1.7\n"), next: 5, fields: [], catalog: "", page, trailer: "" };
  const content = "BT ET";
  return revised(paper, {
    2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    4: `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
  });
}

/** With another revision of these objects, and of the catalogue and the page. */
export function revised(paper: Paper, objects: Record<number, string>): Paper {
  const refs = paper.fields.map((field) => `${field} 0 R`).join(" ");
  const all: Record<number, string> = {
    1: `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${refs}] /SigFlags 3 >> ${paper.catalog} >>`,
    3: `<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Annots [${refs}] ${paper.page} >>`,
    ...objects,
  };
  let text = "";
  const rows: string[] = [];
  for (const [number, body] of Object.entries(all)) {
    const at = String(paper.bytes.length + text.length).padStart(10, "0");
    rows.push(`${number} 1\n${at} 00000 n \n`);
    text += `${number} 0 obj\n${body}\nendobj\n`;
  }
  const before = paper.bytes
    .toString("latin1")
    .match(/startxref\n(\d+)/g)
    ?.at(-1)
    ?.slice(10);
  const start = paper.bytes.length + text.length;
  const size = Math.max(paper.next, ...Object.keys(all).map(Number)) + 1;
  const more = `${before ? `/Prev ${before}` : ""} ${paper.trailer}`;
  text += `xref\n0 1\n0000000000 65535 f \n${rows.join("")}`;
  text += `trailer\n<< /Size ${size} /Root 1 0 R ${more} >>\nstartxref\n${start}\n%%EOF\n`;
  return { ...paper, bytes: Buffer.concat([paper.bytes, Buffer.from(text, "latin1")]) };
}

const RANGE = "[0 0000000000 0000000000 0000000000]";

/** With a signature in a new field. */
export async function signed(paper: Paper, wanted: Wanted): Promise<Paper> {
  const {
    field = "Klant",
    subFilter = "ETSI.CAdES.detached",
    rect = "[100 100 300 150]",
    more = "",
  } = wanted;
  const { reserve = 6000, direct = false } = wanted;
  const [number, value] = [paper.next, paper.next + 1];
  const type = subFilter === "ETSI.RFC3161" ? "DocTimeStamp" : "Sig";
  const dictionary = `<< /Type /${type} /Filter /Adobe.PPKLite /SubFilter /${subFilter} /ByteRange ${RANGE} /Contents <${"0".repeat(reserve * 2)}> ${more} >>`;
  const widget = `/Type /Annot /Subtype /Widget /FT /Sig /T (${field}) /F 132 /P 3 0 R /Rect ${rect}`;
  const ready = revised(
    { ...paper, next: paper.next + 2, fields: [...paper.fields, number] },
    {
      ...wanted.objects,
      [number]: `<< ${widget} /V ${direct ? dictionary : `${value} 0 R`} >>`,
      ...(direct ? {} : { [value]: dictionary }),
    },
  );
  const { bytes } = ready;
  const from = bytes.indexOf("/Contents <0", paper.bytes.length) + "/Contents ".length;
  const to = from + reserve * 2 + 2;
  bytes.write(padded(`[0 ${from} ${to} ${bytes.length - to}`), bytes.indexOf(RANGE), "latin1");
  const value_ = await wanted.make([bytes.subarray(0, from), bytes.subarray(to)]);
  if (value_.length > reserve) throw new Error("the signature does not fit");
  bytes.write(value_.toString("hex"), from + 1, "latin1");
  return ready;
}

/** The same with other numbers in the last ByteRange, whatever they are. */
export function withRange(bytes: Buffer, range: (numbers: number[]) => string): Buffer {
  const copy = Buffer.from(bytes);
  const text = copy.toString("latin1");
  const at = text.lastIndexOf("/ByteRange [") + "/ByteRange ".length;
  const whole = text.slice(at, text.indexOf("]", at) + 1);
  copy.write(range(whole.slice(1, -1).trim().split(/\s+/).map(Number)).padEnd(whole.length), at, "latin1");
  return copy;
}

/** Where the value of the last /Contents of a signature stands, its delimiters included. */
export function gapOf(bytes: Buffer): { from: number; to: number } {
  const from = bytes.toString("latin1").lastIndexOf("/Contents <") + "/Contents ".length;
  return { from, to: bytes.indexOf(">", from) + 1 };
}

function padded(range: string): string {
  return `${range.padEnd(RANGE.length - 1)}]`;
}
