// Colours of signed values: one scale for the whole app, given by Python for light and for dark.

const channels = text => {
  const hex = text.trim().match(/^#(..)(..)(..)/)
  if (hex) return hex.slice(1).map(part => parseInt(part, 16))
  return (text.match(/[\d.]+/g) || [128, 128, 128]).slice(0, 3).map(Number)
}

export const isDark = element => {
  const [r, g, b] = channels(getComputedStyle(element).getPropertyValue("--st-background-color"))
  return 0.3 * r + 0.59 * g + 0.11 * b < 128
}

/** A function value in [-1, 1] -> CSS colour; values beyond are shown as the ends. */
export const divergingScale = ([negative, middle, positive]) => {
  const [low, zero, high] = [negative, middle, positive].map(channels)
  return value => {
    const amount = Math.min(1, Math.abs(value))
    const end = value < 0 ? low : high
    return `rgb(${zero.map((c, k) => Math.round(c + (end[k] - c) * amount)).join(",")})`
  }
}

/** The colour of what is measured without a sign; `--mark` in base.css. */
export const markOf = dark => (dark ? "#b98ae6" : "#8650b8")

/** Colours of up to three lines that are told apart; blue and orange would be signs. */
export const identitiesOf = dark =>
  dark ? ["#b98ae6", "#35c2ab", "#a9b1bd"] : ["#8650b8", "#15806f", "#6b7280"]

/** Colours of 255 levels from -most to most, as red, green and blue bytes. */
export const colourTable = (scale, most) => {
  const colours = new Uint8Array(3 * 255)
  for (let level = 0; level < 255; level++)
    colours.set(channels(scale((level - 127) / 127)), 3 * level)
  return { colours, most }
}

/** How light a channel's value is, 0 to 1: sRGB's curve. */
const lightness = value => {
  const share = value / 255
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
}

/** How light a colour is, 0 to 1. */
const luminance = ([r, g, b]) =>
  0.2126 * lightness(r) + 0.7152 * lightness(g) + 0.0722 * lightness(b)

/** Black or white: what can be read on a colour, at a contrast of 4.5 or more. */
const inkOn = colour => (luminance(colour) < 0.179 ? "#fff" : "#000")

/** How far two colours are from each other to the eye: 1 to 21, as WCAG counts. */
export const contrast = (one, other) => {
  const [a, b] = [one, other].map(text => luminance(channels(text)) + 0.05)
  return Math.max(a, b) / Math.min(a, b)
}

/** A share of one colour over another. */
export const mixed = (under, over, share) => {
  const [low, high] = [under, over].map(channels)
  return `rgb(${low.map((c, k) => Math.round(c + (high[k] - c) * share)).join(",")})`
}

/** A colour as [background, colour of text on it]. */
export const tint = colour => {
  const [r, g, b] = channels(colour)
  return [`rgb(${r},${g},${b})`, inkOn([r, g, b])]
}

/** A function value in [0, 1] -> CSS colour, for gates: shut to open. */
export const openScale = dark => {
  const [shut, open] = dark
    ? [
        [40, 46, 56],
        [222, 227, 235],
      ]
    : [
        [240, 239, 234],
        [40, 46, 58],
      ]
  return value =>
    `rgb(${shut.map((c, k) => Math.round(c + (open[k] - c) * Math.max(0, Math.min(1, value)))).join(",")})`
}
