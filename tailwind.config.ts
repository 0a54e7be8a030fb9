import type { Config } from "tailwindcss";

const token = (name: string) => `var(--${name})`;

/** Every utility speaks in the tokens of app/tokens.css, so that theme, brand and density are decided there alone. */
export default {
  content: [],
  theme: {
    // Phone first; from here on there is room for columns.
    screens: { md: "761px", lg: "1100px" },
    colors: {
      transparent: "transparent",
      current: "currentColor",
      white: "#fff",
      bg: token("bg"),
      surface: token("surface"),
      sunken: token("sunken"),
      line: token("line"),
      control: token("control"),
      ink: { DEFAULT: token("ink"), 2: token("ink-2"), 3: token("ink-3") },
      brand: {
        DEFAULT: token("brand"),
        hover: token("brand-hover"),
        text: token("brand-text"),
        on: token("on-brand"),
      },
      tint: { DEFAULT: token("tint"), strong: token("tint-strong") },
      hero: { DEFAULT: token("hero"), on: token("on-hero"), line: token("hero-line") },
      success: { DEFAULT: token("success"), tint: token("success-tint"), on: token("on-success") },
      warning: { DEFAULT: token("warning"), tint: token("warning-tint"), mark: token("warning-mark") },
      danger: { DEFAULT: token("danger"), tint: token("danger-tint"), on: token("on-danger") },
      info: { DEFAULT: token("info"), tint: token("info-tint") },
      sign: { DEFAULT: token("sign"), ink: token("sign-ink"), line: token("sign-line") },
      pen: token("pen"),
      paper: { DEFAULT: token("paper"), ink: token("paper-ink") },
      // shadcn's names for the same roles
      background: token("background"),
      foreground: token("foreground"),
      card: { DEFAULT: token("card"), foreground: token("card-foreground") },
      popover: { DEFAULT: token("popover"), foreground: token("popover-foreground") },
      primary: { DEFAULT: token("primary"), foreground: token("primary-foreground") },
      secondary: { DEFAULT: token("secondary"), foreground: token("secondary-foreground") },
      muted: { DEFAULT: token("muted"), foreground: token("muted-foreground") },
      accent: { DEFAULT: token("accent"), foreground: token("accent-foreground") },
      destructive: { DEFAULT: token("destructive"), foreground: token("destructive-foreground") },
      border: token("border"),
      input: token("input"),
      ring: token("ring"),
    },
    fontFamily: { sans: token("font"), code: token("font-code"), sign: token("font-sign") },
    fontSize: {
      xs: [token("t-xs"), { lineHeight: "1.45" }],
      sm: [token("t-sm"), { lineHeight: "1.5" }],
      base: [token("t-base"), { lineHeight: "1.5" }],
      lg: [token("t-lg"), { lineHeight: "1.35" }],
      xl: [token("t-xl"), { lineHeight: "1.25" }],
      "2xl": [token("t-2xl"), { lineHeight: "1.2" }],
      "3xl": [token("t-3xl"), { lineHeight: "1.18" }],
      fig: [token("t-fig"), { lineHeight: "1.05" }],
    },
    borderRadius: {
      none: "0",
      sm: token("r-sm"),
      DEFAULT: token("r"),
      lg: token("r-lg"),
      full: token("r-full"),
    },
    boxShadow: { none: "none", e1: token("e1"), e2: token("e2"), e3: token("e3") },
    extend: {
      spacing: {
        control: token("h-control"),
        "control-sm": token("h-sm"),
        card: token("pad-card"),
        row: token("row-y"),
      },
      maxWidth: { page: "75rem" },
    },
  },
} satisfies Config;
