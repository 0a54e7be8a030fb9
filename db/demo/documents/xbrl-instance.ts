import type { FilingPeriod } from "@/lib/shared/dates";

/** A context of a demo's instance. `at` is a day, for what stands in a balance sheet; else the whole period counts. */
export type DemoContext = {
  id: string;
  party: { register: string; number: string };
  period: FilingPeriod;
  at?: string;
  /** By dimension, with the prefix: the member, or what is typed in an element. */
  members?: Record<string, string | { element: string; value: string }>;
};

export type DemoFact = { name: string; context: string; value: string | number };

/** An XBRL instance as a package delivers it. Amounts are cents and stand in it as euros; other values as they are. */
export function xbrlInstance(input: {
  form: string;
  namespaces: Record<string, string>;
  contexts: DemoContext[];
  facts: DemoFact[];
}): string {
  const { form, namespaces, contexts, facts } = input;
  const prefixes = Object.entries({ ...STANDARD, ...namespaces });
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Demo: an invented document. -->
<xbrli:xbrl xml:lang="nl" ${prefixes.map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`).join(" ")}>
  <link:schemaRef xlink:type="simple" xlink:href="${form}"/>
${contexts.map(contextXml).join("\n")}
  <xbrli:unit id="EUR">
    <xbrli:measure>iso4217:EUR</xbrli:measure>
  </xbrli:unit>
${facts.map(factXml).join("\n")}
</xbrli:xbrl>
`;
}

/** Text as it may stand between two tags. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** Cents as euros: 1234 or, where there are cents, 1234.50. */
function asEuros(cents: number): string {
  return cents % 100 === 0 ? String(cents / 100) : (cents / 100).toFixed(2);
}

const STANDARD = {
  xbrli: "http://www.xbrl.org/2003/instance",
  link: "http://www.xbrl.org/2003/linkbase",
  xlink: "http://www.w3.org/1999/xlink",
  iso4217: "http://www.xbrl.org/2003/iso4217",
  xbrldi: "http://xbrl.org/2006/xbrldi",
};

function contextXml({ id, party, period, at, members = {} }: DemoContext): string {
  const when = at
    ? `<xbrli:instant>${at}</xbrli:instant>`
    : `<xbrli:startDate>${period.start}</xbrli:startDate><xbrli:endDate>${period.end}</xbrli:endDate>`;
  const scenario = Object.entries(members).map(([dimension, member]) =>
    typeof member === "string"
      ? `<xbrldi:explicitMember dimension="${dimension}">${member}</xbrldi:explicitMember>`
      : `<xbrldi:typedMember dimension="${dimension}"><${member.element}>${escaped(member.value)}</${member.element}></xbrldi:typedMember>`,
  );
  return `  <xbrli:context id="${id}">
    <xbrli:entity>
      <xbrli:identifier scheme="${party.register}">${party.number}</xbrli:identifier>
    </xbrli:entity>
    <xbrli:period>${when}</xbrli:period>
${scenario.length > 0 ? `    <xbrli:scenario>${scenario.join("")}</xbrli:scenario>\n` : ""}  </xbrli:context>`;
}

function factXml({ name, context, value }: DemoFact): string {
  return typeof value === "number"
    ? `  <${name} decimals="INF" contextRef="${context}" unitRef="EUR">${asEuros(value)}</${name}>`
    : `  <${name} contextRef="${context}">${escaped(value)}</${name}>`;
}
