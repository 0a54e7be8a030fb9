import type { Content } from "@/lib/ports/filing-channel/channel";

/**
 * An annex as the kind of file that its bytes are: an auditor's report is a PDF, a signature XML. For the portal it is of
 * no kind, and what is neither is sent as such.
 */
export function annexOf(content: Content): Content {
  const start = Buffer.from(
    content.bytes.buffer,
    content.bytes.byteOffset,
    Math.min(content.bytes.length, 1024),
  );
  return { ...content, mimeType: mimeOf(start.toString("latin1")) ?? content.mimeType };
}

function mimeOf(start: string): string | null {
  // Readers of PDF allow for something before its header (ISO 32000-2, annex I).
  if (start.includes("%PDF-")) return "application/pdf";
  // By its declaration, or by a first element after a mark of its encoding; a page of HTML is none.
  const text = start.replace(/^\u00ef\u00bb\u00bf/, "");
  if (/^<\?xml\s/.test(text)) return "application/xml";
  const said = text.replace(/<!--.*?-->/gs, "");
  return /^\s*<(?!html[\s>])[A-Za-z_][\w.:-]*[\s/>]/i.test(said) ? "application/xml" : null;
}
