/** Where a key lies with a service (CSC API): its address up to and with the version, and the key's name there. */
export type ServiceAddress = { url: string; credential: string };

/** A certificate that can be kept, as it was found in a file or at a service. */
export type Opened = {
  /** PEM, its issuers behind it. */
  certificate: string;
  /** PKCS#8 in PEM, or what the service asks for; sealed at once. */
  key: string;
  service?: ServiceAddress;
  notAfter: Date;
};
