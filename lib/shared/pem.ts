/** The certificates in a text in PEM, one block each. */
export function certificateBlocks(pem: string): string[] {
  return pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
}

/** The certificates in a text in PEM and nothing else of it: who pastes a key beside them does not have it kept. */
export function certificatesIn(pem: string): string {
  return certificateBlocks(pem)
    .map((block) => `${block}\n`)
    .join("");
}

/** PEM of something in DER. @param label such as "CERTIFICATE" */
export function pemOf(der: Uint8Array, label: string): string {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}

/** The same certificates in DER. */
export function certificateDers(pem: string): Buffer[] {
  return certificateBlocks(pem).map((block) =>
    Buffer.from(block.replace(/-----[^-]+-----|\s/g, ""), "base64"),
  );
}
