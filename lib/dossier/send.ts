import { Readable } from "node:stream";
import { readFile, type StoredFile } from "./files";

/**
 * What a page of HTML from elsewhere may do, however it is opened: be looked at inside a page of ours. It runs nothing,
 * asks nobody for anything and sends no form (security statement 27).
 */
const HTML_POLICY = [
  "sandbox",
  "default-src 'none'",
  "img-src data:",
  "style-src 'unsafe-inline'",
  "font-src data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'self'",
].join("; ");

/**
 * Sends a file or the part of it that was asked for (RFC 9110 ranges), with a name no header can be hidden in.
 * `onSent` is called once no more is sent, however small the part was and also when it was broken off: who asks for piece
 * after piece, or hangs up before the last byte, has read it all the same. What it fails in is its own to say.
 */
export async function sendFile(
  request: Request,
  file: StoredFile,
  options: { cache?: string; download?: boolean; onSent?: () => Promise<unknown> } = {},
): Promise<Response> {
  const headers = headersOf(file, options);
  headers.set("accept-ranges", "bytes");
  headers.set("etag", `"${file.sha256}"`);
  const range = parseRange(request.headers.get("range"), file.bytes);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.bytes}`);
    return new Response(null, { status: 416, headers });
  }
  headers.set("content-length", String(range ? range.end - range.start + 1 : file.bytes));
  if (range) headers.set("content-range", `bytes ${range.start}-${range.end}/${file.bytes}`);
  const status = range ? 206 : 200;
  if (request.method === "HEAD") return new Response(null, { status, headers });
  const source = await readFile(file, range ?? undefined);
  source.once("close", () => void options.onSent?.());
  const body = Readable.toWeb(source) as ReadableStream<Uint8Array>;
  return new Response(body, { status, headers });
}

/** Sends bytes that were made for this very request, to be kept under this name. */
export function sendBytes(bytes: Uint8Array, file: { name: string; mime: string }): Response {
  const headers = headersOf(file, { download: true });
  headers.set("content-length", String(bytes.length));
  return new Response(Buffer.from(bytes), { headers });
}

function headersOf(
  { name, mime }: { name: string; mime: string },
  { cache, download }: { cache?: string; download?: boolean },
): Headers {
  const html = mime === "text/html";
  return new Headers({
    "content-type": html ? "text/html; charset=utf-8" : mime,
    "cache-control": cache ?? "private, no-store",
    "content-disposition": disposition(name, download ?? false),
    "x-content-type-options": "nosniff",
    "content-security-policy": html ? HTML_POLICY : "default-src 'none'; sandbox",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
  });
}

/**
 * One byte range, or null for the whole: that also answers several ranges, which the standard allows, and a
 * range that ends before it begins, which it asks for (RFC 9110, 14.1.1 and 14.2).
 */
export function parseRange(
  header: string | null,
  size: number,
): { start: number; end: number } | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/i.exec(header ?? "");
  if (!match || (match[1] === "" && match[2] === "")) return null;
  const [first, last] = [Number(match[1]), Number(match[2])];
  if (match[1] !== "" && match[2] !== "" && last < first) return null;
  const start = match[1] === "" ? Math.max(0, size - last) : first;
  const end = match[1] === "" || match[2] === "" ? size - 1 : Math.min(last, size - 1);
  return start > end || start >= size ? "unsatisfiable" : { start, end };
}

/**
 * RFC 6266: a plain name for old programs, the real one percent-encoded; no quotes, line ends, halves of
 * characters or reversed text, and no hidden file.
 */
export function disposition(name: string, download: boolean): string {
  const shown = name.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}"\\/]/gu, "").replace(/^[.\s]+/, "");
  const clean = [...shown].slice(0, 200).join("") || "bijlage";
  const ascii = clean.normalize("NFKD").replace(/[^\x20-\x7e]|["\\/]/g, "");
  const plain = /^[.\s]*$|^\./.test(ascii) ? `bijlage${ascii.trim()}` : ascii;
  const encoded = encodeURIComponent(clean).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${download ? "attachment" : "inline"}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
