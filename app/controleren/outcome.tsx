import { CircleCheck, CircleX, Info, TriangleAlert } from "lucide-react";
import type { Ref } from "react";
import { Card, CardBody } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Note } from "@/components/ui/note";
import type { CheckAnswer, Tone } from "@/lib/signing/check-words";

const marks = {
  ok: { Icon: CircleCheck, look: "text-success" },
  warning: { Icon: TriangleAlert, look: "text-warning" },
  danger: { Icon: CircleX, look: "text-danger" },
  info: { Icon: Info, look: "text-info" },
} as const satisfies Record<Tone, unknown>;

/** What was found in a file: the whole first, and then each signature. */
export function Outcome({
  heading,
  label,
  answer,
  words,
}: {
  heading: Ref<HTMLHeadingElement>;
  /** Names the file, for whoever does not see that it stands above. */
  label: string;
  answer: CheckAnswer;
  words: Record<"signatures" | "since", string>;
}) {
  return (
    <section aria-label={label} className="mt-8">
      <Note kind={answer.tone}>
        <h2
          ref={heading}
          tabIndex={-1}
          className="text-lg focus-visible:shadow-none focus-visible:outline-none"
        >
          {answer.title}
        </h2>
        <p className="mt-1">{answer.text}</p>
        <p className="mt-2">{answer.known}</p>
        {answer.archived && <p className="mt-2">{answer.archived}</p>}
      </Note>
      {answer.signatures.length > 0 && (
        <>
          <h2 className="mt-8 mb-3 text-lg">{words.signatures}</h2>
          <ol className="space-y-4">
            {answer.signatures.map((one, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two signatures can say the same, and none moves
              <li key={index}>
                <Signature {...one} sinceWord={words.since} />
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

type Props = CheckAnswer["signatures"][number] & { sinceWord: string };

function Signature({ tone, name, status, facts, since, sinceWord }: Props) {
  const { Icon, look } = marks[tone];
  return (
    <Card>
      <CardBody>
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h3 className="min-w-0">{name}</h3>
          <p className={cn("flex items-center gap-1.5 font-[620] text-sm", look)}>
            <Icon aria-hidden className="size-[1.2em] flex-none" />
            {status}
          </p>
        </div>
        <dl className="mt-3 grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-2 md:grid-cols-[12rem_minmax(0,1fr)]">
          {facts.map(({ label, value }) => (
            <Fact key={label} label={label}>
              {value}
            </Fact>
          ))}
          {since.length > 0 && (
            <Fact label={sinceWord}>
              <ul>
                {since.map((change) => (
                  <li key={change}>{change}</li>
                ))}
              </ul>
            </Fact>
          )}
        </dl>
      </CardBody>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="contents max-md:block">
      <dt className="text-ink-2 text-sm md:pt-0.5">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}
