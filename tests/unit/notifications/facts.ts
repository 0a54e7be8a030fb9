import type { MailFacts, MailItem, MailTemplate } from "@/lib/notifications/template";

export const firm = {
  slug: "devries",
  name: "De Vries & Partners",
  phone: "058 000 43 21",
  hue: 300,
  chroma: 0.11,
};

export const about = {
  firm: firm.name,
  title: "Omzetbelasting oktober 2026",
  organisation: "Bakkerij van Dijk B.V.",
};
export const dated = { ...about, approveBy: "26 november" };
const decided = { ...about, by: "Marieke van Dijk" };
export const item = (what: MailItem["what"], changes: Partial<MailItem> = {}): MailItem => ({
  organisation: "Bakkerij van Dijk B.V.",
  title: "Omzetbelasting oktober 2026",
  what,
  ...changes,
});
const waiting = [
  item("approve", { until: "26 november" }),
  item("newVersion", { organisation: "Van Dijk Vastgoed B.V.", title: "Opgaaf ICP", until: "27 november" }),
  item("read", { title: "Brief, 3 november 2026" }),
];
const news = [
  item("approved", { by: "Marieke van Dijk" }),
  item("rejected", { title: "Opgaaf ICP", by: "Pieter van Dijk" }),
  item("unknown", { title: "Kredietrapportage" }),
  item("notSent", { title: "Kredietrapportage 2024" }),
  item("acceptedEarlier", { title: "Kredietrapportage 2023" }),
  item("signingStopped", { title: "Jaarrekening 2023" }),
  item("accountsTakenBack", { title: "Publicatiestukken 2023" }),
  item("toSign", { title: "Jaarrekening 2022", until: "26 november" }),
  item("refused", { organisation: "Van Dijk Vastgoed B.V.", title: "Publicatiestukken 2025" }),
];

/** What each mail is told; a new template does not compile until it stands here. */
export const FACTS: Record<MailTemplate, MailFacts> = {
  "filing-published": dated,
  "filing-new-version": dated,
  "document-to-read": about,
  "filing-reminder": dated,
  "filing-withdrawn": about,
  "filed-without-approval": about,
  "filed-not-by-all": about,
  "recipient-accepted": about,
  "bank-accepted": about,
  "recipient-refused": about,
  "document-signed": about,
  "document-to-sign": dated,
  "new-version-to-sign": dated,
  "signing-reminder": dated,
  "filings-news": { firm: firm.name, items: waiting },
  "filings-reminder": { firm: firm.name, items: [item("reminder", { until: "26 november" }), ...waiting] },
  "filings-unsent": { firm: firm.name, items: [item("unsent", { until: "26 november" })] },
  "filings-digest": { firm: firm.name, items: waiting, day: "25 november", more: 12 },
  "filing-approved": decided,
  "document-approved": decided,
  "all-signed": decided,
  "accounts-taken-back": about,
  "signing-refused": decided,
  "filing-rejected": decided,
  "delivery-refused": about,
  "delivery-unknown": about,
  "delivery-not-sent": about,
  "earlier-accepted": about,
  "signing-stopped": about,
  "filing-to-sign": dated,
  "certificate-ends": { firm: firm.name, title: "KvK (Digipoort)", day: "25 januari 2027" },
  "certificate-ended": { firm: firm.name, title: "KvK (Digipoort)", day: "25 januari 2027" },
  "certificate-refused": { firm: firm.name, title: "KvK (Digipoort)" },
  "signing-certificate-ends": { firm: firm.name, title: "Noorderlicht accountants", day: "25 januari 2027" },
  "signing-certificate-ended": { firm: firm.name, title: "Noorderlicht accountants", day: "25 januari 2027" },
  "program-failing": { firm: firm.name, title: "Fiscaal pakket" },
  "program-gone": { firm: firm.name, title: "Fiscaal pakket" },
  "program-missed": { firm: firm.name, title: "Fiscaal pakket" },
  "firm-news": { firm: firm.name, items: news },
  "firm-digest": { firm: firm.name, items: news, day: "25 november" },
  "password-link": { firm: firm.name },
  "password-changed": { firm: firm.name },
};
