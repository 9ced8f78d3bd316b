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

/** A whole number as the power of another. */
export const raised = n =>
  (n < 0 ? "⁻" : "") + String(Math.abs(n)).replace(/\d/g, digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit])

/** From here on, and below that, a power of ten says more than a row of zeros. */
const LARGE = 1e12,
  SMALL = 1e-6

const written = (size, digits) => {
  if (size >= LARGE || (size > 0 && size < SMALL)) {
    const [lead, power] = size.toExponential(digits - 1).split("e")
    return `${Number(lead)}\u00a0×\u00a010${raised(Number(power))}`
  }
  if (size >= 999.5) return count(Math.round(size))
  const least = size >= 1 ? String(Math.floor(size)).length : 1
  const rounded = Number(size.toPrecision(Math.max(digits, least))).toFixed(9)
  return rounded.replace(/\.?0+$/, "")
}

/**
 * A number in the digits that count, as views/significant.py writes it: 0.0123, 4.56, 2,560,
 * 3.1 × 10¹⁴. Whole numbers beyond three digits are written out; the minus sign is one.
 * @param {number} value
 * @param {number} [digits] That count; what stands before the point is never rounded off.
 */
export const significant = (value, digits = 3) => {
  if (!Number.isFinite(value)) return String(value).replace("-", "−")
  const text = written(Math.abs(value), digits)
  return value < 0 && text !== "0" ? `−${text}` : text
}

/** A whole number, thousands apart. */
export const count = n => decimals(n, 0)

/** A number with so many decimals, thousands apart. */
export const decimals = (value, places) =>
  value
    .toLocaleString("en", { minimumFractionDigits: places, maximumFractionDigits: places })
    .replace("-", "−")

export const subscript = n => String(n).replace(/\d/g, digit => "₀₁₂₃₄₅₆₇₈₉"[digit])

/** What stands for a symbol that nobody could read, as in core/character_names.py. */
const SIGNS = new Map([
  [" ", "␣"],
  ["\n", "⏎"],
  ["\t", "⇥"],
])

const TURN = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
  APART = /[\u2066-\u2069]/g

/** A symbol of a text as something to see; one that turns the line, such as U+202E, turns itself alone. */
export const visible = symbol => {
  const apart = TURN.test(symbol) ? `\u2068${symbol.replace(APART, "")}\u2069` : symbol
  return SIGNS.get(symbol) ?? apart
}

/** What stands where a network knows no word. */
export const UNKNOWN = "no word I know"
