import type { Mail } from "@/lib/ports/mail";

/** A mail as the portal sends it. */
export const aMail: Mail = {
  firmId: "018f0000-0000-7000-8000-000000000001",
  from: { name: "De Vries & Partners portal", address: "portaal@devries.example" },
  to: "marieke@korenaar.example",
  subject: "Omzetbelasting oktober 2026 staat klaar (uiterlijk 26 november)",
  text: "Beste Marieke,\n\nUw aangifte staat klaar: € 4.812.",
  html: "<p>Beste Marieke,</p><p>Uw aangifte staat klaar: € 4.812.</p>",
  idempotencyKey: "018f0000-0000-7000-8000-000000000001:mail:1",
};

/** What would be another header, another recipient or another sender, if anybody believed it. */
export const smuggled: [string, Partial<Mail>][] = [
  ["a header in the subject", { subject: "Hello\r\nBcc: thief@evil.example" }],
  ["a header after a bare line feed", { subject: "Hello\nBcc: thief@evil.example" }],
  ["a header in the firm's name", { from: { ...aMail.from, name: "De Vries\r\nBcc: thief@evil.example" } }],
  ["a header in the address", { to: "marieke@korenaar.example\r\nBcc: thief@evil.example" }],
  ["a header in the key", { idempotencyKey: "1\r\nx-other: 2" }],
  ["a nought", { subject: "Hello\u0000" }],
  ["a second recipient", { to: "marieke@korenaar.example, thief@evil.example" }],
  ["a second recipient after a semicolon", { to: "marieke@korenaar.example;thief@evil.example" }],
  ["a recipient in brackets", { to: "marieke@korenaar.example <thief@evil.example>" }],
  ["a group", { to: "all:thief@evil.example;" }],
  ["a quoted part", { to: '"marieke@korenaar.example"@evil.example' }],
  ["another sender", { from: { name: "De Vries", address: "a@devries.example>, <thief@evil.example" } }],
];
