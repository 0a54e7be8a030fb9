import { crc32, deflateRawSync } from "node:zlib";

export type InlineReport = {
  kvkNumber: string;
  name: string;
  year: number;
  /** What stands in the body beside the name, such as facts. */
  body?: string;
  /** Another party for one of the contexts. */
  stranger?: string;
  scheme?: string;
  adoptedOn?: string;
};

const DICTIONARY = "http://www.nltaxonomie.nl/nt20";

/** Accounts of a company as a page with inline XBRL, as small as they can be. */
export function inlineReport(report: InlineReport): string {
  const { kvkNumber, name, year, body = "", adoptedOn } = report;
  const entity = (number: string) =>
    `<xbrli:entity><xbrli:identifier scheme="${report.scheme ?? "http://www.kvk.nl/kvk-id"}">${number}</xbrli:identifier></xbrli:entity>`;
  const context = (id: string, number: string, period: string) =>
    `<xbrli:context id="${id}">${entity(number)}<xbrli:period>${period}</xbrli:period></xbrli:context>`;
  const span = (of: number) =>
    `<xbrli:startDate>${of}-01-01</xbrli:startDate><xbrli:endDate>${of}-12-31</xbrli:endDate>`;
  const hidden = [
    text("nl-cd:ChamberOfCommerceRegistrationNumber", kvkNumber),
    ...(adoptedOn ? [text("jenv-bw2-i:DocumentAdoptionDate", adoptedOn)] : []),
  ].join("");
  return `<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:ix="http://www.xbrl.org/2013/inlineXBRL"
  xmlns:ixt="http://www.xbrl.org/inlineXBRL/transformation/2022-02-16" xmlns:xbrli="http://www.xbrl.org/2003/instance"
  xmlns:link="http://www.xbrl.org/2003/linkbase" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns:iso4217="http://www.xbrl.org/2003/iso4217" xmlns:nl-cd="${DICTIONARY}/sbr/20251210/dictionary/nl-common-data"
  xmlns:jenv-bw2-i="${DICTIONARY}/jenv/20251210/dictionary/jenv-bw2-data">
<head><title>${name}</title></head><body><div style="display:none"><ix:header>
<ix:hidden>${hidden}</ix:hidden>
<ix:references><link:schemaRef xlink:type="simple" xlink:href="https://example.org/${kvkNumber}-extension.xsd"/></ix:references>
<ix:resources>
${context("FY", kvkNumber, span(year))}${context("PY", report.stranger ?? kvkNumber, span(year - 1))}
${context("FYi", kvkNumber, `<xbrli:instant>${year}-12-31</xbrli:instant>`)}
<xbrli:unit id="EUR"><xbrli:measure>iso4217:EUR</xbrli:measure></xbrli:unit>
</ix:resources></ix:header></div>
<h1>${text("nl-cd:LegalEntityName", `<span>${name}</span>`)}</h1>${body}</body></html>`;
}

/** A text that the page shows. */
export function text(name: string, value: string, context = "FY"): string {
  return `<ix:nonNumeric name="${name}" contextRef="${context}">${value}</ix:nonNumeric>`;
}

/** An amount that the page shows, with whatever its attributes say of it. */
export function amount(name: string, shown: string, attributes = "", context = "FYi"): string {
  return `<ix:nonFraction name="jenv-bw2-i:${name}" contextRef="${context}" unitRef="EUR" decimals="0" ${attributes}>${shown}</ix:nonFraction>`;
}

export type ZipEntry = {
  name: string;
  bytes: Uint8Array | string;
  /** Lies of its directory: about the size, that it is encrypted, or a link. */
  size?: number;
  encrypted?: true;
  link?: true;
};

/** A zip, deflated; also of entries that no program would write. */
export function zipOf(entries: ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const plain = Buffer.from(entry.bytes as string);
    const packed = deflateRawSync(plain, { level: 9 });
    const name = Buffer.from(entry.name);
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(0x0800 | (entry.encrypted ? 1 : 0), 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt32LE(crc32(plain), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(entry.size ?? plain.length, 18);
    about.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\u0003\u0004"), about, name, packed]);
    const end = Buffer.alloc(14);
    if (entry.link) end.writeUInt32LE((0o120777 << 16) >>> 0, 6);
    end.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0003"), about, end, name]));
    locals.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const tail = Buffer.alloc(22);
  tail.write("PK\u0005\u0006", 0, "latin1");
  tail.writeUInt16LE(entries.length, 8);
  tail.writeUInt16LE(entries.length, 10);
  tail.writeUInt32LE(list.length, 12);
  tail.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, list, tail]);
}

/** A report package as filing programs make them. */
export function reportPackage(report: string, more: ZipEntry[] = []): Buffer {
  return zipOf([
    {
      name: "pkg/META-INF/reportPackage.json",
      bytes: '{"documentInfo":{"documentType":"https://xbrl.org/report-package/2023"}}',
    },
    { name: "pkg/reports/jaarrekening.xhtml", bytes: report },
    ...more,
  ]);
}
