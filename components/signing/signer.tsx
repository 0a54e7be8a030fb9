"use client";

import { ArrowLeft, Download, PenLine, UsersRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ComponentType, type ReactNode, useCallback, useEffect, useState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Note } from "@/components/ui/note";
import { Spoor } from "@/components/ui/spoor";
import { DocumentPane, type PaneWords } from "./document-pane";
import { Documents, type DocumentTab } from "./documents";
import type { ShownField } from "./fields";
import type HandSheet from "./hand-sheet";
import type { HandQuestion } from "./hand-sheet";
import { useKeptHand } from "./kept-hand";
import { Outcome, type OutcomeWords } from "./outcome";
import { Sheet } from "./sheet";
import { useOnline } from "./use-online";

export type SignerWords = PaneWords & {
  back: string;
  keep: string;
  toHand: string;
  /** With "{seen}" and "{count}". */
  seen: string;
  about: string;
  how: string;
  offline: string;
  close: string;
  codeTitle: string;
  done: string;
  now: string;
  todo: string;
};

export type Signed = { state: "waiting" | "put" | "stopped"; next: string; words: OutcomeWords };

/** The signer: the document over the whole screen, the field that waits in it, and the question for the signature. */
export function Signer({
  title,
  lead,
  back,
  here,
  documents,
  fields,
  place,
  name,
  hand,
  steps,
  code,
  codeLead,
  gone,
  signed,
  switcher,
  people,
  words,
}: {
  title: string;
  lead: string;
  back: string;
  /** The address of this page without any question on it. */
  here: string;
  /** All that is signed in one go; the first is the one of this page. */
  documents: DocumentTab[];
  /** Of each document, by its id. */
  fields: Record<string, ShownField[]>;
  /** Where the hand is kept in the tab. */
  place: string;
  name: string;
  /** Null for whoever has nothing to sign now. */
  hand: HandQuestion | null;
  /** What there is to do, in its order: reading first, then signing, then the code. */
  steps: { name: string; detail: string }[];
  /** The question for the code, once it was asked for. */
  code: ReactNode;
  codeLead: ReactNode;
  /** A code was asked for that is not for this signature any more. */
  gone: string | null;
  /** How far the signature is that was given. */
  signed: Signed | null;
  switcher: ReactNode;
  people: ReactNode;
  words: SignerWords;
}) {
  const router = useRouter();
  const online = useOnline();
  const [kept, keep] = useKeptHand(place, name);
  const [shown, setShown] = useState(documents[0]?.id ?? "");
  const [jump, setJump] = useState(0);
  const [about, setAbout] = useState(false);
  const [seen, setSeen] = useState<Record<string, [seen: number, count: number]>>({});
  const Question = useHandSheet(hand !== null);
  const document = documents.find(({ id }) => id === shown) ?? documents[0];
  const own = fields[document?.id ?? ""]?.some(({ kind }) => kind === "own") ?? false;
  const sign = useCallback(() => keep({ open: true }), [keep]);
  const asks = hand !== null && code === null;
  // A code that came too late leads back to the signature that it was for.
  useEffect(() => {
    if (gone) keep({ open: true });
  }, [gone, keep]);

  const toHand = () => {
    // Seen in no place at all: then there is only the question.
    if (own) setJump((times) => times + 1);
    else sign();
  };
  const onSeen = useCallback(
    (pages: number, count: number) => setSeen((all) => ({ ...all, [shown]: [pages, count] })),
    [shown],
  );
  // Of all that is signed in one go.
  const [read, count] = documents.reduce(
    ([some, all], { id, pages }) => [some + (seen[id]?.[0] ?? 0), all + (seen[id]?.[1] ?? pages ?? 0)],
    [0, 0],
  );
  const at = signed ? steps.length : code ? 2 : count > 0 && read >= count ? 1 : 0;
  const marked = steps.map((step, index) => ({
    name: step.name,
    state: index < at ? ("done" as const) : index === at ? ("now" as const) : ("todo" as const),
    detail:
      index === 0 && read > 0 && !signed
        ? words.seen.replace("{seen}", String(read)).replace("{count}", String(count))
        : step.detail,
  }));
  const rail = (
    <>
      {steps.length > 0 && (
        <>
          <h2 className="mb-4 text-lg">{words.how}</h2>
          <Spoor steps={marked} stateNames={{ done: words.done, now: words.now, todo: words.todo }} />
          <hr className="my-5 border-line" />
        </>
      )}
      {people}
    </>
  );
  const jumps = asks && (
    <Button variant="approve" size="small" onClick={toHand} className="max-md:min-h-control max-md:w-full">
      <PenLine aria-hidden />
      {words.toHand}
    </Button>
  );

  return (
    <div className="flex h-dvh flex-col">
      <header className="flex items-center gap-2 border-line border-b bg-surface px-3 py-2 md:gap-4 md:px-5 md:py-2.5">
        <ButtonLink variant="ghost" size="small" href={back} className="px-2.5">
          <ArrowLeft aria-hidden />
          <span className="max-lg:sr-only">{words.back}</span>
        </ButtonLink>
        <div className="min-w-0 flex-1">
          <h1
            tabIndex={-1}
            className="text-lg leading-snug tracking-normal max-md:line-clamp-2 max-md:text-base md:truncate"
          >
            {title}
          </h1>
          {/* On a phone there is room for the title alone; the number of pages stands below. */}
          <p className="truncate text-ink-2 text-sm max-md:sr-only">{lead}</p>
        </div>
        <Button
          variant="ghost"
          size="icon"
          aria-label={words.about}
          onClick={() => setAbout(true)}
          className="md:hidden"
        >
          <UsersRound aria-hidden />
        </Button>
        <ButtonLink variant="secondary" size="small" href={document?.keep ?? back} className="max-md:hidden">
          <Download aria-hidden />
          <span className="max-lg:sr-only">{words.keep}</span>
        </ButtonLink>
        <span className="max-md:hidden">{jumps}</span>
        {switcher}
      </header>
      {signed && <Outcome {...signed} />}
      {!online && (
        <Note kind="warning" role="status" className="rounded-none py-2.5 text-sm">
          {words.offline}
        </Note>
      )}
      {documents.length > 1 && <Documents documents={documents} shown={shown} onShow={setShown} />}
      <div className="flex min-h-0 flex-1">
        <aside className="w-72 flex-none overflow-y-auto border-line border-r bg-surface p-5 max-md:hidden">
          {rail}
        </aside>
        {document && (
          <DocumentPane
            key={document.url}
            url={document.url}
            fields={fields[document.id] ?? []}
            jump={jump}
            signIn={hand?.signIn ?? back}
            words={words}
            onSign={sign}
            onSeen={onSeen}
            onNowhere={sign}
            toOwn={signed?.state === "put"}
          />
        )}
      </div>
      {jumps && (
        <div className="border-line border-t bg-surface px-[1.125rem] pt-2.5 pb-[calc(.625rem+env(safe-area-inset-bottom))] md:hidden">
          {jumps}
        </div>
      )}
      {asks && kept.open && Question && (
        <Question
          {...hand}
          kept={kept}
          keep={keep}
          onClose={() => keep({ open: false })}
          note={
            <>
              {gone && (
                <Note kind="warning" role="alert" className="mt-5">
                  {gone}
                </Note>
              )}
              {!online && (
                <Note kind="warning" role="status" className="mt-5">
                  {words.offline}
                </Note>
              )}
            </>
          }
        />
      )}
      {code && (
        <Sheet
          title={words.codeTitle}
          lead={codeLead}
          close={words.close}
          focus="#code"
          onClose={() => {
            keep({ open: false });
            router.replace(here, { scroll: false });
          }}
        >
          {!online && (
            <Note kind="warning" role="status" className="mt-5">
              {words.offline}
            </Note>
          )}
          {code}
        </Sheet>
      )}
      {about && (
        <Sheet title={title} lead={lead} close={words.close} onClose={() => setAbout(false)}>
          <div className="mt-6">{rail}</div>
          <ButtonLink variant="secondary" wide className="mt-5" href={document?.keep ?? back}>
            <Download aria-hidden />
            {words.keep}
          </ButtonLink>
        </Sheet>
      )}
    </div>
  );
}

/** The pad and what stands around it: fetched once the page stands, so that it is there also when the connection goes. */
function useHandSheet(wanted: boolean): ComponentType<Parameters<typeof HandSheet>[0]> | null {
  const [found, setFound] = useState<{ Question: typeof HandSheet } | null>(null);
  useEffect(() => {
    if (!wanted) return;
    let over = false;
    let again: ReturnType<typeof setTimeout>;
    const fetchIt = () =>
      import("./hand-sheet").then(
        ({ default: Question }) => !over && setFound({ Question }),
        () => {
          again = setTimeout(fetchIt, 2000);
        },
      );
    fetchIt();
    return () => {
      over = true;
      clearTimeout(again);
    };
  }, [wanted]);
  return found?.Question ?? null;
}
