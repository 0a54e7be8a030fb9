import type { Firm } from "@/lib/access/firm";
import type { Language } from "@/lib/shared/dates";
import type { MailList } from "./template";
import { mailFrame } from "./words";

export type MailContent = {
  firm: Pick<Firm, "name" | "phone" | "hue" | "chroma">;
  language: Language;
  firstName: string;
  heading: string;
  paragraphs: string[];
  lists: MailList[];
  button: { label: string; url: string } | null;
  /** The site's address, to type when the button does not work. */
  site: string;
  /** Whom to call about it; null where it is about no client. */
  contact: { name: string; phone: string } | null;
  /** Where one chooses which mails one gets; null for those that everybody gets. */
  choose: string | null;
};

// Programs with a dark mode of their own leave colours alone that a mail gives for both.
const dark = `@media (prefers-color-scheme:dark){.page{background:#14171a!important}.card{background:#1d2126!important;border-color:#3a4148!important;color:#eef0f2!important}.brand,.card a.plain{color:#eef0f2!important}.line{border-color:#3a4148!important}}`;

/** A mail as people's programs show it best: tables, one button, a text part that says the same. */
export function renderMail(mail: MailContent): { html: string; text: string } {
  return { html: htmlOf(mail), text: textOf(mail) };
}

function textOf({ firm, ...mail }: MailContent): string {
  const frame = mailFrame[mail.language];
  return [
    `${frame.greeting} ${mail.firstName},`,
    ...mail.paragraphs,
    ...mail.lists.map(({ heading, lines }) => [heading, ...lines.map((line) => `- ${line}`)].join("\n")),
    ...(mail.button ? [`${mail.button.label}: ${mail.button.url}`] : []),
    ...(mail.contact ? [`${frame.contact} ${mail.contact.name}, ${mail.contact.phone}.`] : []),
    frame.never,
    `${frame.regards}\n${firm.name}, ${firm.phone}`,
    ...(mail.choose ? [`${frame.choose}: ${mail.choose}`] : []),
  ].join("\n\n");
}

function htmlOf({ firm, ...mail }: MailContent): string {
  const frame = mailFrame[mail.language];
  const brand = brandHex(firm);
  const paragraph = (inner: string, size = 16) =>
    `<p style="margin:0 0 16px;font-size:${size}px;line-height:1.5">${inner}</p>`;
  const list = ({ heading, lines }: MailList) =>
    `<h2 style="margin:0 0 4px;font-size:16px;line-height:1.5">${escapeHtml(heading)}</h2>
<ul style="margin:0 0 16px;padding-left:20px;font-size:16px;line-height:1.5">${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join("")}</ul>`;
  const link = mail.button ? escapeHtml(mail.button.url) : "";
  const contact = mail.contact && `${escapeHtml(mail.contact.name)}, ${escapeHtml(mail.contact.phone)}`;
  return `<!doctype html><html lang="${mail.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(mail.heading)}</title><style>${dark}</style></head>
<body class="page" style="margin:0;padding:24px 12px;background:#eef0f2;font-family:system-ui,'Segoe UI',Roboto,sans-serif">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0"><tr><td align="center">
<table role="presentation" class="card" width="600" cellspacing="0" cellpadding="0" style="max-width:600px;width:100%;background:#ffffff;color:#1d2126;border:1px solid #dde1e5">
<tr><td style="height:6px;line-height:6px;background:${brand}">&nbsp;</td></tr>
<tr><td style="padding:32px">
<p class="brand" style="margin:0 0 24px;font-size:20px;font-weight:700;color:${brand}">${escapeHtml(firm.name)}</p>
<h1 style="margin:0 0 12px;font-size:24px;line-height:1.25">${escapeHtml(mail.heading)}</h1>
${paragraph(`${frame.greeting} ${escapeHtml(mail.firstName)},`)}
${mail.paragraphs.map((words) => paragraph(escapeHtml(words))).join("\n")}
${mail.lists.map(list).join("\n")}
${mail.button ? `<p style="margin:24px 0"><a href="${link}" style="display:inline-block;padding:14px 22px;background:${brand};color:#ffffff;font-weight:600;text-decoration:none;border-radius:10px">${escapeHtml(mail.button.label)}</a></p>` : ""}
${mail.button ? paragraph(`${frame.fallback} <b>${escapeHtml(mail.site)}</b>.`, 15) : ""}
${contact ? paragraph(`${frame.contact} ${contact}.`, 15) : ""}
${paragraph(frame.never, 15)}
<p class="line" style="margin:24px 0 0;padding-top:16px;border-top:1px solid #dde1e5;font-size:15px;line-height:1.4">${frame.regards}<br><b>${escapeHtml(firm.name)}</b>, ${escapeHtml(firm.phone)}</p>
${mail.choose ? `<p style="margin:16px 0 0;font-size:15px;line-height:1.4"><a class="plain" href="${escapeHtml(mail.choose)}" style="color:#1d2126">${frame.choose}</a></p>` : ""}
</td></tr></table></td></tr></table></body></html>`;
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

/** The brand role, oklch(.41 chroma hue), in the sRGB that mail programs understand. Source: Ottosson's OKLab. */
export function brandHex({ hue, chroma }: { hue: number; chroma: number }): string {
  const angle = (hue * Math.PI) / 180;
  const a = chroma * Math.cos(angle);
  const b = chroma * Math.sin(angle);
  const l = (0.41 + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (0.41 - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (0.41 - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const channel = (value: number) => {
    const clipped = Math.min(1, Math.max(0, value));
    const encoded = clipped <= 0.0031308 ? 12.92 * clipped : 1.055 * clipped ** (1 / 2.4) - 0.055;
    return Math.round(encoded * 255)
      .toString(16)
      .padStart(2, "0");
  };
  return `#${linear.map(channel).join("")}`;
}
