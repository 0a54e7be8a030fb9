/** What each of these methods proves; in the words of the proof. */
export const methods = {
  sms: "code per sms",
  totp: "code van de authenticator-app",
  session: "aanmelden met wachtwoord en code; voor deze handtekening geen aparte code",
} as const;

export const levels = {
  "B-B": "PAdES B-B: handtekening zonder tijdstempel",
  "B-T": "PAdES B-T: handtekening met tijdstempel",
  "B-LTA": "PAdES B-LTA: met certificaten, intrekkingslijsten en een tijdstempel over het hele document",
} as const;

/** Of the file as a whole, where nothing was added for the long term. */
export const notLasting =
  "Er is geen tijdstempel over het hele document gezet, omdat er geen tijdstempeldienst was of omdat die niet antwoordde. Controleer de handtekeningen daarom zolang de certificaten geldig zijn.";
export const withoutLists =
  "Er is een tijdstempel over het hele document gezet. Niet van alle certificaten was een intrekkingslijst te krijgen. Daarom is het niveau B-T en niet B-LTA.";

/** @param own somebody signed with a certificate of their own */
export function explained(firm: string, { demo, own }: { demo: boolean; own: boolean }): string[] {
  return [
    `De handtekeningen in het document zijn gezet met het certificaat van ${firm}${own ? ", of van de accountant zelf waar dat hierboven staat" : ""}. Het certificaat bewijst dat het document via dit kantoor is ondertekend en wat er daarna aan is gewijzigd. Van de cliënt is het certificaat niet: wie er tekende, blijkt uit de gegevens in dit bewijs.`,
    "Elke cliënt was aangemeld met een eigen wachtwoord en een code, zag het document, zette een handtekening en bevestigde die zoals hierboven staat. Dit is geen gekwalificeerde elektronische handtekening zoals bedoeld in Verordening (EU) nr. 910/2014 (eIDAS).",
    "In elke handtekening staat als reden ‘Akkoord, bewijs sha256:’ met een code. Dat is de SHA-256 van alle gegevens die van dat besluit zijn bewaard, samen met de SHA-256 van het bestand van daarvoor. Dezelfde code staat hierboven bij de ondertekenaar.",
    "SHA-256 is een vingerafdruk van een bestand. Verandert er één teken, dan wordt de vingerafdruk anders. Elk bestand in dit bewijs begint met precies de bytes van het bestand ervoor. Elk besluit staat ook in het logboek van het portaal, waarin elke regel voortbouwt op de vorige.",
    "Dit bewijs is zelf verzegeld met het certificaat van het kantoor. Open het in een PDF-lezer die handtekeningen controleert om te zien of er iets is gewijzigd.",
    ...(demo
      ? [
          "Dit portaal is een demonstratie. De certificaten en tijdstempels zijn door het portaal zelf gemaakt. Niemand anders vertrouwt die, en aan deze handtekeningen zijn geen rechten te ontlenen.",
        ]
      : []),
  ];
}
