"use client";

import { ArrowRight, Eraser, Undo2 } from "lucide-react";
import { type ComponentProps, type ReactNode, useState } from "react";
import type { Act, FormWords } from "@/components/approvals/forms";
import { ActionForm, useField } from "@/components/ui/action-form";
import { announce } from "@/components/ui/announce";
import { Button, ButtonLink } from "@/components/ui/button";
import { Tick } from "@/components/ui/choice";
import { cn } from "@/components/ui/cn";
import { Fault, inputLook } from "@/components/ui/field";
import { Submit } from "@/components/ui/submit";
import type { Hand } from "@/lib/pades/shapes";
import type { Kept } from "./kept-hand";
import { Pad } from "./pad";
import { Sheet } from "./sheet";
import { isDrawing, padRatio, thinned } from "./strokes";
import { Ways } from "./ways";
import "./signing.css";

export type HandWords = ComponentProps<typeof Ways>["words"] & {
  title: string;
  close: string;
  cancel: string;
  padEmpty: string;
  padDrawn: string;
  padHint: string;
  clear: string;
  cleared: string;
  undo: string;
  undone: string;
  cannotDraw: string;
  typeName: string;
  preview: string;
  next: string;
  busy: string;
  signIn: string;
  form: FormWords;
};

export type HandQuestion = {
  /** In which capacity, and for whom: one line for each. */
  capacities: string[];
  /** What there is to know first, such as that one signature is for two fields. */
  said: string[];
  consent: string;
  /** What the stream asks of whoever agrees. */
  questions: ReactNode;
  hidden: [name: string, value: string][];
  ask: Act;
  /** Where one signs in again, and comes back to this page. */
  signIn: string;
  words: HandWords;
};

/** "Uw handtekening": to draw or to type, with the sentence that one agrees to. */
export default function HandSheet({
  kept,
  keep,
  onClose,
  note,
  capacities,
  said,
  consent,
  questions,
  hidden,
  ask,
  signIn,
  words,
}: HandQuestion & {
  kept: Kept;
  keep: (more: Partial<Kept>) => void;
  onClose: () => void;
  note: ReactNode;
}) {
  const { way, strokes, name } = kept;
  // As it was when this was opened: a default that follows the box makes it another box, which has no focus.
  const [agreed] = useState(kept.consent);
  const reasons = { ...words.form.reasons, hand: words.form.reasons[handFault(kept)] ?? "" };
  return (
    <Sheet
      title={words.title}
      close={words.close}
      onClose={onClose}
      lead={capacities.map((line) => <p key={line}>{line}</p>)}
    >
      {note}
      <ActionForm action={ask} words={{ ...words.form, reasons }} className="mt-5">
        {hidden.map(([field, value]) => (
          <input key={`${field} ${value}`} type="hidden" name={field} value={value} />
        ))}
        <input type="hidden" name="hand" value={JSON.stringify(handOf(kept))} />
        <SignInAgain href={signIn} word={words.signIn} />
        {said.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <Ways way={way} words={words} onWay={(next) => keep({ way: next })}>
          <HandField wrong={way === "draw" ? !isDrawing(strokes) : name.trim() === ""}>
            {way === "draw" ? (
              <Drawn kept={kept} keep={keep} words={words} />
            ) : (
              <Typed name={name} keep={keep} words={words} />
            )}
          </HandField>
        </Ways>
        {questions}
        <Tick
          name="akkoord"
          value="ja"
          defaultChecked={agreed}
          onChange={(event) => keep({ consent: event.target.checked })}
          className="[&_input]:size-6"
        >
          {consent}
        </Tick>
        <div className="flex flex-wrap gap-3">
          <Submit variant="approve" busy={words.busy} className="flex-1 max-md:min-w-full">
            {words.next}
            <ArrowRight aria-hidden />
          </Submit>
          <Button variant="secondary" wide="phone" onClick={onClose}>
            {words.cancel}
          </Button>
        </div>
      </ActionForm>
    </Sheet>
  );

  function handOf(one: Kept): Hand {
    return one.way === "draw"
      ? { kind: "drawn", strokes: thinned(strokes), ratio: padRatio }
      : { kind: "typed", name: one.name };
  }
}

/** Which sentence says what is wrong with the signature, if anything is. */
function handFault({ way, strokes, name }: Kept): "hand" | "hand-dot" | "hand-typed" {
  if (way === "type" && name.trim() === "") return "hand-typed";
  return strokes.length > 0 && !isDrawing(strokes) ? "hand-dot" : "hand";
}

/** The field of the signature, with what is wrong with it on top; the summary leads here. */
function HandField({ wrong, children }: { wrong: boolean; children: ReactNode }) {
  const { fault: said } = useField("hand");
  // What was put right since is not wrong any more.
  const fault = wrong ? said : null;
  return (
    <div id="hand" tabIndex={-1} className={cn("outline-none", fault && "border-danger border-l-4 pl-4")}>
      {fault && (
        <Fault name="hand" className="mt-0">
          {fault}
        </Fault>
      )}
      {children}
    </div>
  );
}

function Drawn({ kept, keep, words }: { kept: Kept; keep: (more: Partial<Kept>) => void; words: HandWords }) {
  const { strokes } = kept;
  const { fault } = useField("hand");
  const wrong = fault !== null && !isDrawing(strokes);
  return (
    <>
      {/* Low screens keep the button under it in reach. */}
      <div className="mx-auto max-w-[max(16rem,calc((100dvh-13rem)*2))] overflow-hidden rounded border-[1.5px] border-control bg-white text-paper-ink">
        <div className="relative">
          <Pad
            strokes={strokes}
            label={strokes.length > 0 ? words.padDrawn : words.padEmpty}
            describedBy={wrong ? "hand-fault" : undefined}
            onStroke={(stroke) => keep({ strokes: thinned([...strokes, stroke]) })}
          />
          <div className="pointer-events-none absolute inset-x-6 bottom-[14%] border-[#b9bec4] border-b-[1.5px] border-dashed" />
        </div>
        <div className="flex min-h-13 flex-wrap items-center gap-x-1 py-1 pr-2 pl-6">
          <span
            className={cn("min-w-0 flex-1 text-[#5b6570] text-sm", strokes.length > 0 && "max-md:sr-only")}
          >
            {words.padHint}
          </span>
          <span className="flex-1 md:hidden" />
          {strokes.length > 0 && (
            <>
              <PadButton
                word={words.undo}
                icon={<Undo2 aria-hidden />}
                onClick={() => {
                  keep({ strokes: strokes.slice(0, -1) });
                  announce(words.undone);
                }}
              />
              <PadButton
                word={words.clear}
                icon={<Eraser aria-hidden />}
                shown
                onClick={() => {
                  keep({ strokes: [] });
                  announce(words.cleared);
                }}
              />
            </>
          )}
        </div>
      </div>
      <p className="mt-2.5 text-ink-2 text-sm">{words.cannotDraw}</p>
    </>
  );
}

/** On the pad, which stays white in the dark. */
function PadButton(props: { word: string; icon: ReactNode; shown?: boolean; onClick: () => void }) {
  return (
    <Button
      variant="ghost"
      size="small"
      aria-label={props.shown ? undefined : props.word}
      title={props.shown ? undefined : props.word}
      onClick={props.onClick}
      className="px-2.5 text-[#2b3a4a] hover:bg-[#eef1f4]"
    >
      {props.icon}
      {props.shown && props.word}
    </Button>
  );
}

function Typed({
  name,
  keep,
  words,
}: {
  name: string;
  keep: (more: Partial<Kept>) => void;
  words: HandWords;
}) {
  const { fault } = useField("hand");
  const wrong = fault !== null && name.trim() === "";
  return (
    <>
      <label htmlFor="typed-name" className="mb-1.5 block font-[620]">
        {words.typeName}
      </label>
      <input
        id="typed-name"
        value={name}
        maxLength={80}
        autoComplete="name"
        aria-invalid={wrong || undefined}
        aria-describedby={wrong ? "hand-fault" : undefined}
        onChange={(event) => keep({ name: event.target.value })}
        className={inputLook}
      />
      <figure className="mt-4">
        <figcaption className="mb-1.5 text-ink-2 text-sm">{words.preview}</figcaption>
        <div className="@container grid h-30 place-items-center overflow-hidden rounded border-[1.5px] border-line bg-white px-4">
          <span
            aria-hidden
            className="whitespace-pre font-sign text-pen leading-tight"
            // As large as fits: a long name in smaller letters, as in the document.
            style={{ fontSize: `min(2.75rem, ${Math.round(215 / Math.max(name.length, 1))}cqw)` }}
          >
            {name}
          </span>
        </div>
      </figure>
    </>
  );
}

/** The session ended while one was drawing: what was drawn is kept, and is here again after signing in. */
function SignInAgain({ href, word }: { href: string; word: string }) {
  const { answer } = useField("hand");
  if (!answer || answer.ok || answer.reason !== "session-ended") return null;
  return (
    <ButtonLink wide="phone" href={href}>
      {word}
    </ButtonLink>
  );
}
