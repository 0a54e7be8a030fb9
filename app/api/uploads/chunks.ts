/**
 * The bytes of a body as they come in; whoever stops reading stops the sender.
 * @param patience after which it stops by itself
 * @throws its reason, then
 */
export async function* chunksOf(
  body: ReadableStream<Uint8Array>,
  patience?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  // Ends the read that is waited for.
  const stop = () => void reader.cancel().catch(() => undefined);
  patience?.addEventListener("abort", stop);
  try {
    while (true) {
      const { done, value } = await reader.read();
      patience?.throwIfAborted();
      if (done) return;
      yield value;
    }
  } finally {
    patience?.removeEventListener("abort", stop);
    await reader.cancel().catch(() => undefined);
  }
}
