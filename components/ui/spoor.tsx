import { Check, X } from "lucide-react";
import { cn } from "./cn";

export type Step = { state: "done" | "now" | "todo" | "failed"; name: string; detail?: string };

/** "Het spoor": where something is and whose turn it is. Across on a wide screen when asked, else down. */
export function Spoor({
  steps,
  across,
  onHero,
  stateNames,
}: {
  steps: Step[];
  across?: boolean;
  onHero?: boolean;
  /** Said before each step to those who do not see the marks. */
  stateNames: Record<"done" | "now" | "todo", string> & { failed?: string };
}) {
  return (
    <ol className={cn("spoor", across && "across", onHero && "on-hero")}>
      {steps.map((step) => (
        <li key={step.name} data-step={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <i>
            {step.state === "done" && <Check aria-hidden />}
            {step.state === "failed" && <X aria-hidden />}
          </i>
          <span className="sr-only">{stateNames[step.state]}: </span>
          <b>{step.name}</b>
          {step.detail}
        </li>
      ))}
    </ol>
  );
}
