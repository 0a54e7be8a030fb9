import type { Place } from "@/lib/pades/shapes";

/** Who signs a document, in which order, and where. */
export type SigningWish = {
  signers: Signatory[];
  /** On a page that is added, in the fields that the PDF has already, or at places that were chosen on its pages. */
  where: "page" | "found" | "placed";
  /** A document of the same organisation that is signed in one go with this one. */
  together: string | null;
  /** Whether annual accounts are adopted once everybody has signed: all who hold shares are its directors. */
  adopts: boolean;
};

export type Signatory = {
  accountId: string;
  party: "client" | "accountant";
  /** Those of one step sign in any order; nobody before those of a lower step have. */
  step: number;
  /** In whose place, and the upload that proves it; both or neither. */
  deputyFor: string | null;
  mandate: string | null;
  /** For each capacity in which this person signs, where that is chosen; in points of the page as it is seen. */
  places: Place[];
};
