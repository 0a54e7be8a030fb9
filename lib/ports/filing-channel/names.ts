/** Names of the contract: SOAP 1.1, WS-Addressing, WS-Security and koppelvlakservices 1.2. */
export const SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
export const WSA = "http://www.w3.org/2005/08/addressing";
export const ANONYMOUS = "http://www.w3.org/2005/08/addressing/anonymous";
export const NONE = "http://www.w3.org/2005/08/addressing/none";
const WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss";
export const WSSE = `${WSS}-wssecurity-secext-1.0.xsd`;
export const WSU = `${WSS}-wssecurity-utility-1.0.xsd`;
export const BASE64_BINARY = `${WSS}-soap-message-security-1.0#Base64Binary`;
export const X509V3 = `${WSS}-x509-token-profile-1.0#X509v3`;
export const DSIG = "http://www.w3.org/2000/09/xmldsig#";
export const EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
export const KV = "http://logius.nl/digipoort/koppelvlakservices/1.2/";

export const SIGNATURE_ALGORITHMS = {
  "rsa-sha1": "http://www.w3.org/2000/09/xmldsig#rsa-sha1",
  "rsa-sha256": "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
} as const;
export const DIGEST_ALGORITHMS = {
  sha1: "http://www.w3.org/2000/09/xmldsig#sha1",
  sha256: "http://www.w3.org/2001/04/xmlenc#sha256",
} as const;

const DELIVER = "http://logius.nl/digipoort/wus/2.0/aanleverservice/1.2/AanleverService/";
const STATUS = "http://logius.nl/digipoort/wus/2.0/statusinformatieservice/1.2/StatusinformatieService/";

/** An operation of the WSDLs: the element asked with, the element answered with, and both actions. */
export type Operation = { request: string; response: string; action: string; responseAction: string };

function operation(service: string, name: string, element = name): Operation {
  return {
    request: `${element}Request`,
    response: `${element}Response`,
    action: `${service}${name}Request`,
    responseAction: `${service}${name}Response`,
  };
}

export const OPERATIONS = {
  deliver: operation(DELIVER, "aanleveren", "aanlever"),
  statuses: operation(STATUS, "getStatussenProces"),
  newStatuses: operation(STATUS, "getNieuweStatussenProces"),
  newStatusesOfParty: operation(STATUS, "getNieuweStatussen"),
  processes: operation(STATUS, "getProcessen"),
  messageTypes: operation(STATUS, "getBerichtsoorten"),
} as const;
