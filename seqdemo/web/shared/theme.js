// Light or dark, and the colours that go with it.

import { divergingScale, isDark, openScale } from "./palette.js"

/** The page's theme: {dark, palette, signed, open, ink} to draw with; styles know it by the class "dark". */
export const themeOf = (root, palettes) => {
  const dark = isDark(root),
    palette = dark ? palettes.dark : palettes.light
  root.classList.toggle("dark", dark)
  const ink = getComputedStyle(root).getPropertyValue("--st-text-color").trim() || "#000"
  return { dark, palette, signed: divergingScale(palette), open: openScale(dark), ink }
}
