import { Button, ButtonLink } from "@/components/ui/button";
import type { Loaded } from "./use-pdf";

export type DeskWords = Record<
  "loading" | "failed" | "failedText" | "signedOut" | "signIn" | "again",
  string
>;

/** What lies on the desk while there is no document: that it comes, or why it does not. @param signIn leads back here */
export function DeskState({
  loaded,
  retry,
  signIn,
  words,
}: {
  loaded: Loaded;
  retry: () => void;
  signIn: string;
  words: DeskWords;
}) {
  if (loaded.state === "loading")
    return (
      <p role="status" className="mx-auto flex max-w-[40rem] items-center justify-center gap-3 py-16">
        <span aria-hidden className="spin" />
        {words.loading}
      </p>
    );
  if (loaded.state !== "failed") return null;
  return (
    <div role="alert" className="mx-auto max-w-[32rem] space-y-4 rounded-lg bg-surface p-8">
      <h2>{words.failed}</h2>
      <p>{loaded.signedOut ? words.signedOut : words.failedText}</p>
      {loaded.signedOut ? (
        <ButtonLink href={signIn}>{words.signIn}</ButtonLink>
      ) : (
        <Button onClick={retry}>{words.again}</Button>
      )}
    </div>
  );
}
