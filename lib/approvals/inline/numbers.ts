/** What a number on the page looks like, by the names of the transformation registries 1 to 5. */
const POINT = /^(num-?dot-?decimal)$/;
const COMMA = /^(num-?comma-?decimal)$/;
const ZERO = /^(fixed-zero|zero-?dash|num-?dash)$/;
const PLAIN = /^\d+(\.\d+)?$/;
const SPACES = /[\s\u00a0\u202f]/g;

/**
 * The value of an `ix:nonFraction` as it would stand in an instance, such as "412000": its format, scale and sign taken
 * into account. Null for what is not understood with certainty.
 */
export function numberOf(text: string, attributes: ReadonlyMap<string, string>): string | null {
  const format = attributes.get("format")?.replace(/^.*:/, "") ?? null;
  const sign = attributes.get("sign") ?? "";
  const scale = Number(attributes.get("scale") ?? "0");
  if ((sign !== "" && sign !== "-") || !Number.isInteger(scale) || Math.abs(scale) > 9) return null;
  const digits = plainDigits(text.trim(), format);
  if (digits === null) return null;
  const scaled = shifted(digits, scale);
  return sign === "-" && /[1-9]/.test(scaled) ? `-${scaled}` : scaled;
}

function plainDigits(text: string, format: string | null): string | null {
  if (format !== null && ZERO.test(format)) return "0";
  const bare = text.replace(SPACES, "");
  const plain =
    format === null
      ? text
      : POINT.test(format)
        ? bare.replaceAll(",", "")
        : COMMA.test(format)
          ? bare.replaceAll(".", "").replace(",", ".")
          : null;
  return plain !== null && PLAIN.test(plain) ? plain : null;
}

/** The decimal point moved, without arithmetic that would round. */
function shifted(digits: string, scale: number): string {
  const [whole = "", fraction = ""] = digits.split(".");
  const padded = `${"0".repeat(10)}${whole}${fraction}${"0".repeat(10)}`;
  const point = 10 + whole.length + scale;
  const before = padded.slice(0, point).replace(/^0+(?=\d)/, "");
  const after = padded.slice(point).replace(/0+$/, "");
  return after ? `${before}.${after}` : before;
}
