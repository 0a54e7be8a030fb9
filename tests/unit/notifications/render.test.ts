import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { originOf } from "@/lib/access/firm";
import { type MailContent, renderMail } from "@/lib/notifications/render";
import type { MailFacts, MailTemplate } from "@/lib/notifications/template";
import { mailFrame, mailWords } from "@/lib/notifications/words";
import { forgetEnvironment } from "@/lib/ports/environment";
import type { Language } from "@/lib/shared/dates";
import { about, dated, FACTS, firm, item } from "./facts";

const languages: Language[] = ["nl", "en"];
/** Every word of the facts; what an item is about is said in our own words. */
const saidOf = ({ items = [], ...facts }: MailFacts): string[] => [
  ...Object.values(facts).map(String),
  ...items.flatMap(({ what: _, ...words }) => Object.values(words)),
];
const templates = Object.keys(FACTS) as MailTemplate[];
const all = templates.flatMap((template) => languages.map((language) => [template, language] as const));

const before = { ...process.env };
beforeAll(() => {
  Object.assign(process.env, {
    PORTAL_MODE: "demo",
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    DATA_DIR: "/nowhere",
    PORTAL_DOMAIN: "localhost:3000",
    PORTAL_ORIGIN_SCHEME: "http",
  });
  forgetEnvironment();
});
afterAll(() => {
  process.env = { ...before };
  forgetEnvironment();
});

function mail(template: MailTemplate, language: Language, changes: Partial<MailContent> = {}) {
  const words = mailWords[template][language](FACTS[template]);
  const origin = originOf(firm);
  const content: MailContent = {
    firm,
    language,
    firstName: "Marieke",
    heading: words.heading,
    paragraphs: words.paragraphs,
    lists: words.lists ?? [],
    button: words.button ? { label: words.button, url: `${origin}/o/bakkerij/accordering/1` } : null,
    site: new URL(origin).host,
    contact: { name: "Sander Hoekstra", phone: "038 000 12 36" },
    choose: template.startsWith("password") ? null : `${origin}/profiel#e-mails`,
    ...changes,
  };
  return { words, ...renderMail(content) };
}

/** Whose signature a document is complete without. */
const incomplete = { ...about, by: "Marieke en Jan van Dijk", without: "Pieter van Dijk" };

/** What one reads of a page: its text, entities resolved. */
const readable = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&nbsp;", " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

describe.each(all)("the mail %s in %s", (template, language) => {
  it("says everything that it was told, and leaves no place open", () => {
    const { words, html, text } = mail(template, language);
    for (const written of [words.subject, text, readable(html)]) {
      expect(written).not.toMatch(/undefined|null|NaN|\[object|[{}$]|%s/);
      expect(written.trim()).not.toBe("");
    }
    const said = `${words.subject} ${text}`;
    for (const fact of saidOf(FACTS[template])) expect(said).toContain(fact);
  });

  it("has no double full stop after a name that ends in one", () => {
    const ending = (name: string) => (/^\d/.test(name) ? name : `${name} B.V.`);
    const { items, more, ...names } = FACTS[template];
    const facts = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, ending(name)]));
    const named = items?.map((one) => ({
      ...one,
      title: ending(one.title),
      ...(one.by && { by: ending(one.by) }),
    }));
    const words = mailWords[template][language]({
      ...(facts as typeof names),
      ...(named && { items: named }),
      ...(more && { more }),
    });
    const lines = (words.lists ?? []).flatMap((list) => list.lines);
    expect([words.subject, words.heading, ...words.paragraphs, ...lines].join("\n")).not.toContain("..");
  });

  it("says the same in its two forms, to the person, from the firm, and never asks for a secret", () => {
    const { words, html, text } = mail(template, language);
    const { greeting, contact, never, regards } = mailFrame[language];
    const listed = (words.lists ?? []).flatMap(({ heading, lines }) => [heading, ...lines]);
    const said = [...words.paragraphs, ...listed, `${contact} Sander Hoekstra, 038 000 12 36.`];
    const parts = [`${greeting} Marieke,`, ...said, never, regards, firm.name, firm.phone];
    for (const part of parts) {
      expect(text).toContain(part);
      expect(readable(html).replace(/\s+/g, " ")).toContain(part.replace(/\s+/g, " "));
    }
    expect(readable(html)).toContain(words.heading);
    expect(html).toContain(`<html lang="${language}">`);
  });

  it("leads to the firm's own site and nowhere else, and fetches nothing", () => {
    const { words, html, text } = mail(template, language);
    const url = "http://devries.localhost:3000/o/bakkerij/accordering/1";
    const addresses = [...`${html}\n${text}`.matchAll(/https?:[^\s"<>]+/g)].map(([address]) => address);
    const choose = "http://devries.localhost:3000/profiel#e-mails";
    const once = [...(words.button ? [url] : []), ...(template.startsWith("password") ? [] : [choose])];
    expect(addresses).toEqual([...once, ...once]);
    expect([...html.matchAll(/(?:href|src|background|action)="([^"]*)"/g)].map(([, at]) => at)).toEqual(once);
    expect(html).not.toMatch(/<(?:img|link|script|iframe|object|form|meta[^>]*refresh)|url\(/i);
    if (words.button) expect(readable(html)).toContain("devries.localhost:3000");
  });

  it("has a subject of one line, with no amount and no secret in it", () => {
    const { subject } = mailWords[template][language](FACTS[template]);
    expect(subject).not.toMatch(/[\r\n€]|\d{6}/);
    expect(subject.length).toBeLessThanOrEqual(100);
  });
});

describe("a delivery that was turned away", () => {
  it("is told of without a name: the recipient may never have had it", () => {
    for (const language of languages) {
      const { subject, heading, paragraphs } = mailWords["delivery-refused"][language](about);
      const said = [subject, heading, ...paragraphs, mail("firm-news", language).text].join(" ");
      expect(said).not.toMatch(/geweigerd|ontvanger heeft|refused/i);
      expect(said).toContain(language === "nl" ? "niet aangenomen" : "not accepted");
    }
  });
});

describe("a mail about several documents", () => {
  const text = () => mail("filings-news", "nl").text;

  it("names the first date in its subject, and lists them by organisation with what is asked", () => {
    expect(mailWords["filings-news"].nl(FACTS["filings-news"]).subject).toBe(
      "3 stukken staan klaar (eerste uiterlijk 26 november)",
    );
    expect(text()).toContain(`Bakkerij van Dijk B.V.
- Omzetbelasting oktober 2026: goedkeuren, uiterlijk 26 november
- Brief, 3 november 2026: alleen lezen

Van Dijk Vastgoed B.V.
- Opgaaf ICP: nieuwe versie, goedkeuren, uiterlijk 27 november`);
  });

  it("says how many there are beyond those it lists", () => {
    expect(mailWords["filings-digest"].nl(FACTS["filings-digest"])).toMatchObject({
      subject: "Overzicht van 25 november: 15 stukken (eerste uiterlijk 26 november)",
      lists: expect.arrayContaining([{ heading: "En meer", lines: ["Nog 12 in het portaal"] }]),
    });
  });

  it.each<[number, string]>([
    [1, "U hebt 1 stuk klaargezet om te verzenden. Dit is nog niet weg."],
    [2, "U hebt 2 stukken klaargezet om te verzenden. Ze zijn nog niet weg."],
  ])("counts %i that was put off", (count, sentence) => {
    const items = Array.from({ length: count }, () => item("unsent"));
    expect(mailWords["filings-unsent"].nl({ firm: firm.name, items }).paragraphs).toEqual([sentence]);
  });
});

describe("a document that is signed", () => {
  it("is asked for in the words of signing, alone and in a list", () => {
    for (const template of ["document-to-sign", "new-version-to-sign", "signing-reminder"] as const)
      for (const language of languages) {
        const { subject, heading, paragraphs, button } = mailWords[template][language](dated);
        const said = [subject, heading, ...paragraphs, button].join(" ");
        expect(said).not.toMatch(/goedkeur|akkoord|approv/i);
        expect(button).toBe(language === "nl" ? "Naar ondertekenen" : "Go to signing");
      }
    const items = [item("sign", { until: "26 november" }), item("newVersionToSign", { title: "Notulen" })];
    const { lists = [] } = mailWords["filings-news"].nl({ firm: firm.name, items });
    expect(lists[0]?.lines).toEqual([
      "Omzetbelasting oktober 2026: ondertekenen, uiterlijk 26 november",
      "Notulen: nieuwe versie, ondertekenen",
    ]);
  });
});

describe("a day that there is not", () => {
  it.each([
    ...(["filing-published", "filing-new-version", "filing-reminder"] as const),
    ...(["document-to-sign", "new-version-to-sign", "signing-reminder"] as const),
  ])("leaves no place open in %s", (template) => {
    for (const language of languages) {
      const { subject, paragraphs } = mailWords[template][language](about);
      expect([subject, ...paragraphs].join(" ")).not.toMatch(/undefined|uiterlijk|\bby\b|\(|, ?\?/);
    }
  });
});

describe("words that came from people", () => {
  const nasty = `<script>alert(1)</script><a href="https://evil.example">'&amp;"`;
  it("stay words, wherever they stand", () => {
    const { html, text } = mail("filing-published", "nl", {
      firm: { ...firm, name: nasty, phone: nasty },
      firstName: nasty,
      heading: nasty,
      paragraphs: [nasty],
      lists: [{ heading: nasty, lines: [nasty, nasty] }],
      button: { label: nasty, url: `https://devries.example/?q="><b>` },
      site: nasty,
      contact: { name: nasty, phone: nasty },
    });
    expect(html).not.toMatch(/<script|evil\.example">|href="https:\/\/evil/);
    expect(html).toContain('href="https://devries.example/?q=&quot;&gt;&lt;b&gt;"');
    // Heading, greeting, paragraph, list, label, site, contact, and the firm's name twice and its phone.
    expect(readable(html).split(nasty)).toHaveLength(14);
    expect(text).toContain(nasty);
  });

  it("never open or close an element, whatever they are", () => {
    const tags = (html: string) => [...html.matchAll(/<[^>]*>/g)].map(([tag]) => tag);
    const plain = tags(mail("filing-published", "nl", { firstName: "x", paragraphs: ["x"] }).html);
    fc.assert(
      fc.property(fc.string(), fc.string(), (firstName, paragraph) => {
        const { html } = mail("filing-published", "nl", { firstName, paragraphs: [paragraph] });
        expect(tags(html)).toEqual(plain);
      }),
    );
  });
});

describe("what is complete without a signature of somebody who was let go of", () => {
  const says = {
    nl: "ondertekend door Marieke en Jan van Dijk, zonder Pieter van Dijk",
    en: "signed by Marieke en Jan van Dijk, without Pieter van Dijk",
  };

  it.each([
    ["document-signed", "nl"],
    ["document-signed", "en"],
    ["all-signed", "nl"],
    ["all-signed", "en"],
  ] as const)("is told so by the mail %s in %s, and not that everybody signed", (template, language) => {
    const { heading, paragraphs } = mailWords[template][language](incomplete);
    const said = [heading, ...paragraphs].join(" ");
    expect(said).toContain(says[language]);
    expect(said).not.toMatch(/iedereen|everybody|undefined/i);
    expect(mailWords[template][language]({ ...about, by: "Marieke" }).paragraphs.join(" ")).not.toContain(
      "undefined",
    );
  });

  it.each(languages)("is told so where a mail lists it, in %s", (language) => {
    const { by, without } = incomplete;
    for (const what of ["signed", "approved"] as const) {
      const items = [item(what, { title: "Jaarrekening 2025", by, without })];
      const { lists } = mailWords[what === "signed" ? "filings-news" : "firm-news"][language]({
        ...{ firm: firm.name, items },
      });
      expect(lists?.[0]?.lines).toEqual([`Jaarrekening 2025: ${says[language]}`]);
    }
  });
});
