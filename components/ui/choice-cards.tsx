import { Choice, Choices } from "./choice";
import { cn } from "./cn";

export type Option = { value: string; label: string; text?: string };

/** One of a few, each a card that is clicked as a whole. Its box has the id `<name>-<value>`. */
export function ChoiceCards({
  name,
  label,
  options,
  initial,
  beside,
}: {
  name: string;
  label: string;
  options: Option[];
  initial?: string;
  /** Next to each other where there is room. */
  beside?: boolean;
}) {
  return (
    <Choices name={name} label={label}>
      <div className={cn("grid gap-2.5", beside && "md:grid-cols-2 md:gap-3")}>
        {options.map(({ value, label: said, text }) => (
          <Choice
            key={value}
            type="radio"
            id={`${name}-${value}`}
            name={name}
            value={value}
            defaultChecked={value === initial}
            className="cursor-pointer rounded border-[1.5px] bg-surface border-control px-4 py-3 hover:bg-tint has-[:checked]:border-brand has-[:checked]:bg-tint [&_input]:size-6"
          >
            <span className={text ? "font-[620]" : undefined}>{said}</span>
            {text && <span className="block text-ink-2 text-sm wrap-anywhere">{text}</span>}
          </Choice>
        ))}
      </div>
    </Choices>
  );
}
