const turns = new Map<string, Promise<unknown>>();

/**
 * Does what is to be done with one document in this process one after another: twenty who sign it at once would do each
 * other's work over and over. Between processes the database decides who was first.
 */
export async function inTurn<T>(document: string, work: () => Promise<T>): Promise<T> {
  const before = turns.get(document) ?? Promise.resolve();
  const turn = before.then(work, work);
  turns.set(document, turn);
  try {
    return await turn;
  } finally {
    if (turns.get(document) === turn) turns.delete(document);
  }
}
