/** What can be wrong with a document, for the one who rejects it to choose from; worded in the message files (F51). */
export const rejectionCategories = ["amount", "missing", "details", "other"] as const;
