import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** How a button, or a link that acts as one, looks. Green and red always mean approving and rejecting. */
export const buttonVariants = cva(
  "inline-flex items-center justify-center gap-[0.55em] rounded border-[1.5px] border-transparent font-[620] leading-tight no-underline transition-colors duration-(--fast) [&_svg]:size-[1.25em] [&_svg]:flex-none",
  {
    variants: {
      variant: {
        primary: "bg-brand text-brand-on hover:bg-brand-hover",
        secondary: "border-control bg-surface text-ink hover:border-ink-2 hover:bg-sunken",
        approve: "bg-success text-success-on hover:brightness-110",
        danger: "border-current bg-surface text-danger hover:bg-danger-tint",
        reject: "bg-danger text-danger-on hover:brightness-110",
        ghost: "text-brand-text hover:bg-tint",
        inverse: "bg-white text-(--inverse) hover:bg-(--inverse-hover)",
      },
      size: {
        default: "min-h-control px-5 py-1.5 text-base",
        small: "min-h-control-sm px-3.5 py-1 text-sm",
        icon: "size-control-sm flex-none p-0",
      },
      wide: { true: "w-full", phone: "w-full md:w-auto" },
    },
    defaultVariants: { variant: "primary", size: "default" },
  },
);

type Look = VariantProps<typeof buttonVariants>;

export function Button({
  variant,
  size,
  wide,
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & Look) {
  return <button type={type} className={cn(buttonVariants({ variant, size, wide }), className)} {...rest} />;
}

export function ButtonLink({ variant, size, wide, className, ...rest }: ComponentProps<"a"> & Look) {
  return <a className={cn(buttonVariants({ variant, size, wide }), className)} {...rest} />;
}
