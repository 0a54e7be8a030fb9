/** Somebody who says when something was there (RFC 3161). */
export type TimestampService = {
  /** As it is told to people and kept with what was stamped. */
  name: string;
  /**
   * Hands over a request and answers the reply, both in DER.
   * @throws TimestampFailure
   */
  ask(request: Uint8Array): Promise<Uint8Array>;
  /** Who is trusted for its time stamps; DER. */
  anchors(): Promise<Uint8Array[]>;
};
