import { NAMESPACES } from "@/lib/approvals/xbrl/instance";

/** An XBRL instance around these elements; `d:` is a dictionary of nobody's. */
export function instance(body: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<xbrli:xbrl xmlns:xbrli="${NAMESPACES.instance}" xmlns:link="${NAMESPACES.linkbase}" xmlns:xlink="${NAMESPACES.xlink}" xmlns:iso4217="${NAMESPACES.currency}" xmlns:xbrldi="${NAMESPACES.dimensions}" xmlns:xsi="${NAMESPACES.schemaInstance}" xmlns:d="http://example.org/d">${body}</xbrli:xbrl>`;
}

export const CONTEXT = `<xbrli:context id="Msg">
  <xbrli:entity><xbrli:identifier scheme="s">001000044B37</xbrli:identifier></xbrli:entity>
  <xbrli:period><xbrli:startDate>2026-10-01</xbrli:startDate><xbrli:endDate> 2026-10-31 </xbrli:endDate></xbrli:period>
</xbrli:context>`;

/** The least that is an instance. */
export const BARE = `<xbrl xmlns="${NAMESPACES.instance}"/>`;
