// Colours of signed values: one scale for the whole app, given by Python for light and for dark.

const channels = text => {
  const hex = text.trim().match(/^#(..)(..)(..)/)
  if (hex) return hex.slice(1).map(part => parseInt(part, 16))
  return (text.match(/[\d.]+/g) || [128, 128, 128]).slice(0, 3).map(Number)
}

const isDark = element => {
  const [r, g, b] = channels(getComputedStyle(element).getPropertyValue("--st-background-color"))
  return 0.3 * r + 0.59 * g + 0.11 * b < 128
}

/** A function value in [-1, 1] -> CSS colour; values beyond are shown as the ends. */
const divergingScale = ([negative, middle, positive]) => {
  const [low, zero, high] = [negative, middle, positive].map(channels)
  return value => {
    const amount = Math.min(1, Math.abs(value))
    const end = value < 0 ? low : high
    return `rgb(${zero.map((c, k) => Math.round(c + (end[k] - c) * amount)).join(",")})`
  }
}

/** Colours of 255 levels from -most to most, as red, green and blue bytes. */
const colourTable = (scale, most) => {
  const colours = new Uint8Array(3 * 255)
  for (let level = 0; level < 255; level++) colours.set(channels(scale((level - 127) / 127)), 3 * level)
  return { colours, most }
}
