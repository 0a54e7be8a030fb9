import { cn } from "./cn";

/** A person's photo, or the first letters of the name. */
export function Avatar({
  name,
  photo,
  label,
  large,
}: {
  name: string;
  photo?: string | null;
  label?: string;
  large?: boolean;
}) {
  const letters = name
    .split(" ")
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => part[0]);
  const initials = [letters[0], letters.length > 1 ? letters.at(-1) : ""].join("");
  return (
    <span
      className={cn(
        "grid flex-none place-items-center overflow-hidden rounded-full bg-tint-strong font-[660] text-brand-text",
        large ? "size-20 text-xl" : "size-10 text-[0.9rem]",
      )}
    >
      {photo ? (
        // biome-ignore lint/performance/noImgElement: private pictures do not pass through an optimiser
        <img src={photo} alt={label ?? ""} width={160} height={160} className="size-full object-cover" />
      ) : (
        <span aria-hidden>{initials}</span>
      )}
    </span>
  );
}
