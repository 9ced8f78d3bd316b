// Numbers and symbols as visitors read them.

export const number = value => (value < 0 ? "−" : "") + Math.abs(value).toFixed(2)

/**
 * A share as a percentage, never parted from its sign: core/percent.py in the browser.
 * @param {number} p From 0 to 1.
 * @param {number} [decimals] Of what was counted or measured; by default a probability's two
 *   digits, and no certainty that is not there.
 */
export const percent = (p, decimals) => {
  if (decimals === undefined && p < 0.0005) return "<0.1\u00a0%"
  const places = decimals ?? ((p >= 0.0995 && p < 0.995) || p >= 0.9995 ? 0 : 1)
  return `${(100 * p).toFixed(places)}\u00a0%`
}

export const subscript = n => String(n).replace(/\d/g, digit => "₀₁₂₃₄₅₆₇₈₉"[digit])

/** A symbol of a text as something to see. */
export const visible = symbol => (symbol === "\n" ? "⏎" : symbol === " " ? "␣" : symbol)

/** What stands where a network knows no word. */
export const UNKNOWN = "no word I know"
