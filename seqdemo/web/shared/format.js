// Numbers and symbols as visitors read them.

export const number = value => (value < 0 ? "−" : "") + Math.abs(value).toFixed(2)

export const percent = p =>
  p >= 0.9995
    ? "100 %"
    : p < 0.0005
      ? "<0.1 %"
      : p >= 0.0995
        ? `${(100 * p).toFixed(p >= 0.995 ? 1 : 0)} %`
        : `${(100 * p).toFixed(1)} %`

export const subscript = n => String(n).replace(/\d/g, digit => "₀₁₂₃₄₅₆₇₈₉"[digit])

/** A symbol of a text as something to see. */
export const visible = symbol => (symbol === "\n" ? "⏎" : symbol === " " ? "␣" : symbol)

/** What stands where a network knows no word. */
export const UNKNOWN = "no word I know"
