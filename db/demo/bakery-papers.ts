import { formatPaymentReference } from "@/lib/approvals/payment-reference";
import { addDays, formatDay, formatPeriod, type PlainDate } from "@/lib/shared/dates";
import type { Chronicle } from "./chronicle";
import { adoptionOf, dueOf, euro, monthOf, yearBefore } from "./days";
import { anApproval, anOpening, aSignature } from "./deciding";
import { isDelivered } from "./delivering";
import {
  annualAccountsXbrl,
  creditReportXbrl,
  type DemoAccounts,
  filingAccountsXbrl,
} from "./documents/accounts-xbrl";
import { corporateIncomeTaxXbrl } from "./documents/corporate-income-tax-xbrl";
import { documentPdf } from "./documents/document-pdf";
import { type Noorderlicht, sanderTotpSecret } from "./noorderlicht";
import { isWithdrawn } from "./office";
import { paymentReferenceOf } from "./payment-references";
import { aDocument, type ForWhom, paperOf } from "./publishing";
import { accountantFirst } from "./signing";

/** What the bakery has beside its VAT: of last year, what the tax authority sent, and one that was not meant for it. */
export function tellPapers(
  chronicle: Chronicle,
  day: PlainDate,
  bakery: ForWhom,
  people: Noorderlicht,
  signed: boolean,
): void {
  tellMistake(chronicle, day, bakery, people.marieke);
  tellMail(chronicle, day, bakery);
  tellCorporateTax(chronicle, day, bakery, people.marieke);
  tellAccounts(chronicle, day, bakery, people, signed);
  tellDelivered(chronicle, day, bakery, people.marieke);
}

/** Approved yesterday: her part is done, and the firm's is not. */
function tellCorporateTax(chronicle: Chronicle, day: PlainDate, bakery: ForWhom, marieke: string): void {
  const period = yearBefore(day);
  const year = Number(period.end.slice(0, 4));
  const [profit, tax, outcome] = [euro(48_558), euro(9226), euro(-1246)];
  const taxableAmount = profit;
  let id = "";
  chronicle.on(addDays(day, -8), "13:40", async () => {
    const name = `Aangifte VPB ${year}`;
    const xbrl = corporateIncomeTaxXbrl({
      rsin: "001000056",
      year,
      profit,
      taxableAmount,
      tax,
      outcome,
    });
    const pdf = await documentPdf({
      ...paperOf(bakery, addDays(day, -8)),
      title: `Aangifte vennootschapsbelasting ${year}`,
      lines: [
        { label: "Fiscale winst", value: profit },
        { label: "Belastbaar bedrag", value: taxableAmount },
        { label: "Vennootschapsbelasting", value: tax },
        { label: "Betaald op de voorlopige aanslag", value: tax - outcome },
        { label: "Terug te krijgen", value: -outcome, total: true },
      ],
      smallPrint: ["U krijgt een aanslag van de Belastingdienst. Wacht daarop."],
    });
    const data = { name: `${name}.xbrl`, bytes: Buffer.from(xbrl) };
    id = await aDocument({ ...bakery, stream: "corporateIncomeTax", name, pdf, data });
  });
  const { firmId, organisationId } = bakery;
  chronicle.on(addDays(day, -1), "16:20", () =>
    anApproval({ firmId, organisationId, filingId: id, accountId: marieke }),
  );
}

/**
 * The annual accounts need both directors, where they are signed after the accountant; what the KvK gets of them waits for that. It was made after the meeting that
 * adopted them, and says so; the accounts themselves, which were put before that meeting, do not.
 */
function tellAccounts(
  chronicle: Chronicle,
  day: PlainDate,
  bakery: ForWhom,
  { sander, marieke, pieter }: Noorderlicht,
  signed: boolean,
): void {
  const year = Number(yearBefore(day).end.slice(0, 4));
  const balance = { balanceTotal: euro(486_200), equity: euro(191_540) };
  const last = { balanceTotal: euro(452_900), equity: euro(152_208) };
  const common: DemoAccounts = {
    ...balance,
    kvkNumber: "12345678",
    name: bakery.organisationName,
    year,
    size: "klein",
    before: last,
  };
  const result = { netResult: euro(39_332), netTurnover: euro(956_280) };
  const on = addDays(day, -5);
  const { adoptedOn, approveBy } = adoptionOf(day);
  const lines = [
    { label: "Balanstotaal", value: balance.balanceTotal },
    { label: "Eigen vermogen", value: balance.equity },
  ];
  let accounts = "";
  chronicle.on(on, "11:02", async () => {
    const name = `Jaarrekening ${year}`;
    accounts = await aDocument({
      ...bakery,
      stream: "annualAccounts",
      name,
      pdf: await documentPdf({
        ...paperOf(bakery, on, signed ? "Ter ondertekening" : undefined),
        title: name,
        lines: [
          { label: "Netto-omzet", value: result.netTurnover },
          { label: "Resultaat na belastingen", value: result.netResult },
          ...lines,
        ],
        smallPrint: [`Samengesteld door ${bakery.firmName}.`],
      }),
      data: {
        name: `${name}.xbrl`,
        bytes: Buffer.from(annualAccountsXbrl({ ...common, ...result, before: { ...last, ...result } })),
      },
      rest: signed
        ? { signing: accountantFirst(sander, [marieke, pieter]), approveBy }
        : { approvers: [marieke, pieter], approveBy },
    });
  });
  if (signed)
    chronicle.on(on, "11:20", () => {
      const { firmId, organisationId } = bakery;
      const totpSecret = sanderTotpSecret;
      return aSignature({ firmId, organisationId, filingId: accounts, accountId: sander }, { totpSecret });
    });
  chronicle.on(adoptedOn, "15:20", async () => {
    const name = `Publicatiestukken ${year}`;
    await aDocument({
      ...bakery,
      stream: "filingAccounts",
      name,
      pdf: await documentPdf({
        ...paperOf(bakery, adoptedOn),
        title: name,
        lines,
        smallPrint: ["Deze stukken gaan na uw akkoord naar de Kamer van Koophandel."],
      }),
      data: { name: `${name}.xbrl`, bytes: Buffer.from(filingAccountsXbrl({ ...common, adoptedOn })) },
      rest: { waitsFor: accounts, approveBy },
    });
  });
}

/** What went to the KvK a year ago and to the bank last quarter, and was found in order there. */
function tellDelivered(chronicle: Chronicle, day: PlainDate, bakery: ForWhom, marieke: string): void {
  const { firmId, organisationId } = bakery;
  const year = Number(yearBefore(day, 2).end.slice(0, 4));
  const balance = { balanceTotal: euro(452_900), equity: euro(152_208) };
  const accounts = {
    ...balance,
    kvkNumber: "12345678",
    name: bakery.organisationName,
    year,
    size: "klein",
  } as const;
  const lines = [
    { label: "Balanstotaal", value: balance.balanceTotal },
    { label: "Eigen vermogen", value: balance.equity },
  ];
  const deliver = (
    stream: "filingAccounts" | "creditReport",
    name: string,
    xbrl: string,
    on: PlainDate,
    label: string | null,
    answers: Record<string, string>,
  ) => {
    let id = "";
    chronicle.on(on, "10:31", async () => {
      const pdf = await documentPdf({ ...paperOf(bakery, on), title: name, lines });
      const data = { name: `${name}.xbrl`, bytes: Buffer.from(xbrl) };
      const confirmed = ["period-old", "deadline-passed", "duplicate-period"];
      id = await aDocument({ ...bakery, stream, name, pdf, data, rest: { label, confirmed } });
    });
    chronicle.on(addDays(on, 1), "19:12", () =>
      anApproval({ firmId, organisationId, filingId: id, accountId: marieke }, answers),
    );
    chronicle.on(addDays(on, 1), "19:13", () => isDelivered(bakery, id));
  };
  // Within the twelve months after its year: always in the past, and after the firm came to the portal.
  const filed = `${year + 1}-11-14`;
  const adoptedOn = addDays(filed, -3);
  const published = filingAccountsXbrl({ ...accounts, adoptedOn });
  const answers = { adopted: "yes", adoptedOn, copyAddress: "marieke@korenaar.example" };
  deliver("filingAccounts", `Publicatiestukken ${year}`, published, filed, null, answers);
  const report = creditReportXbrl({ ...accounts, year: year + 1 });
  deliver("creditReport", `Kredietrapportage ${year + 1}`, report, addDays(day, -30), "Rabobank", {});
}

/** Two letters of the tax authority, to read (D19). */
function tellMail(chronicle: Chronicle, day: PlainDate, bakery: ForWhom): void {
  const year = Number(yearBefore(day, 2).end.slice(0, 4));
  const sent = { letter: addDays(day, -23), assessment: addDays(day, -13) };
  const authority = { ...paperOf(bakery, sent.letter), sender: "Belastingdienst", kind: "Kopie" };
  chronicle.on(addDays(sent.letter, 3), "10:05", async () => {
    await aDocument({
      ...bakery,
      stream: "letter",
      name: "Brief uitstel vennootschapsbelasting",
      pdf: await documentPdf({
        ...authority,
        title: `Uitstel voor de aangifte vennootschapsbelasting ${year + 1}`,
        text: ["U hebt uitstel gekregen voor deze aangifte."],
        lines: [{ label: "Aangifte doen vóór", value: `1 mei ${year + 3}` }],
      }),
      rest: {
        label: `uitstel vennootschapsbelasting ${year + 1}`,
        period: { start: sent.letter, end: sent.letter },
        details: { documentDate: sent.letter },
      },
    });
  });
  chronicle.on(addDays(sent.assessment, 2), "10:12", async () => {
    const details = {
      number: `001000056 V ${String(year).slice(2)} 0112`,
      documentDate: sent.assessment,
      objectBy: addDays(sent.assessment, 42),
      payBy: addDays(sent.assessment, 42),
    };
    const paymentReference = paymentReferenceOf("001000056", "20", yearBefore(day, 2));
    await aDocument({
      ...bakery,
      stream: "assessment",
      name: `Aanslag vennootschapsbelasting ${year}`,
      pdf: await documentPdf({
        ...authority,
        date: sent.assessment,
        title: `Aanslag vennootschapsbelasting ${year}`,
        lines: [
          { label: "Aanslagnummer", value: details.number },
          { label: "Betalen en bezwaar uiterlijk", value: formatDay(details.objectBy, "nl") },
          { label: "Betalingskenmerk", value: formatPaymentReference(paymentReference) },
          { label: "Te betalen", value: euro(1186), total: true },
        ],
      }),
      rest: {
        label: `vennootschapsbelasting ${year}`,
        period: { start: sent.assessment, end: sent.assessment },
        typed: { assessed: euro(1186) },
        details,
        paymentReference,
      },
    });
  });
}

/** Another client's wages: taken back on the next day, and it is known who had opened it (D5). */
function tellMistake(chronicle: Chronicle, day: PlainDate, bakery: ForWhom, marieke: string): void {
  const on = addDays(day, -16);
  const period = monthOf(on, 1);
  const { firmId, organisationId } = bakery;
  let id = "";
  chronicle.on(on, "16:51", async () => {
    const title = `Aangifte loonheffingen ${formatPeriod(period, "nl")}`;
    const lines = [{ label: "Te betalen", value: euro(6940), total: true }];
    id = await aDocument({
      ...bakery,
      stream: "payrollTax",
      name: title,
      pdf: await documentPdf({ ...paperOf(bakery, on), title, lines }),
      rest: {
        period,
        typed: { payrollTotal: euro(6940) },
        approveBy: dueOf(period, on),
        // Of the other client, as the whole document is.
        paymentReference: paymentReferenceOf("001000068", "06", period),
      },
    });
  });
  chronicle.on(on, "18:03", () => anOpening({ firmId, organisationId, filingId: id, accountId: marieke }));
  chronicle.on(addDays(on, 1), "08:12", () =>
    isWithdrawn(bakery, id, "Dit stuk was voor een andere klant bedoeld. Onze excuses."),
  );
}
