// The colours of the text and of the states: by surprise, by one unit, or none.

import { colourTable, markOf, mixed, tint } from "../../../../web/shared/palette.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { SIGNED, valueAt } from "../../../../web/shared/trace.js"

/** Bits that are as surprising as the fullest colour says. */
const BITS = 8

/** Colours of text and states, light or dark. */
export const textTheme = (root, palettes) => {
  const { dark, palette, signed, open, ink } = themeOf(root, palettes)
  const soft = dark ? "#a9b1bd" : "#6b7280"
  return { palette, scale: signed, open, ink, soft, dark }
}

/** The colour of panels, light or dark, on which texts stand. */
const PANEL = { light: "#fdfdfb", dark: "#1c2027" }

/** [Colour, colour of text on it]; of little surprise that is the text's own. */
export const surprising = (share, dark) => {
  const part = Math.min(1, share)
  const back = `color-mix(in srgb, var(--mark) ${Math.round(100 * part)}%, transparent)`
  if (part < 0.5) return [back, "inherit"]
  return [back, tint(mixed(PANEL[dark ? "dark" : "light"], markOf(dark), part))[1]]
}

/** The function that gives character n its colours [back, ink], or null. */
export const colourOf = ({ colour, data, layer, unit, scale, dark }) => {
  if (colour === "surprise")
    return n => (n > 0 && data.bits[n] >= 0 ? surprising((data.bits[n] / BITS) * 0.8, dark) : null)
  if (colour === "unit" && layer)
    return n =>
      n < layer.steps && (layer.whole || layer.known[n])
        ? tint(scale(valueAt(layer, "hidden", n, unit)))
        : null
  return () => null
}

/** Say what the colours mean, and which of them is chosen. */
export const fillLegend = (root, { colour, unit, palette }) => {
  const q = name => root.querySelector(name)
  const ends = {
    surprise: [`surprise: 0 to ${BITS}+ bits`],
    unit: ["−1", `unit ${unit}`, "+1"],
    none: [],
  }[colour]
  q(".legend .ends").textContent = ends.join("   ")
  const scale = {
    surprise: "transparent, var(--mark)",
    unit: palette.join(","),
    none: "transparent, transparent",
  }[colour]
  root.style.setProperty("--scale", scale)
  q(".legend .scale").hidden = colour === "none"
  q('[data-colour="unit"]').textContent = `unit ${unit}`
  for (const button of root.querySelectorAll("[data-colour]"))
    button.setAttribute("aria-checked", String(button.dataset.colour === colour))
}

/** A table of colours for each strip, by its name. */
export const tablesOf = ({ strips, most }, { scale, open }) =>
  Object.fromEntries(
    strips.map(name => [
      name,
      colourTable(SIGNED.includes(name) ? scale : open, name === "cell_state" ? most : 1),
    ]),
  )
