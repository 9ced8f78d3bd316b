// Colours of states, gates and attention.

import { colourTable } from "../../../../web/shared/palette.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { SIGNED } from "../../../../web/shared/trace.js"

/** {scale, ink, tables, drawn} for a payload, light or dark; `drawn` names what is shown how. */
export const captionTheme = (root, data) => {
  const { dark, palette, signed, open, ink } = themeOf(root, data.palette)
  const tables = Object.fromEntries(
    Object.keys(data.layer.arrays).map(name => [
      name,
      colourTable(SIGNED.includes(name) ? signed : open, name === "cell_state" ? data.most : 1),
    ]),
  )
  tables.attention = colourTable(signed, 1)
  root.style.setProperty("--signed", palette.join(","))
  root.style.setProperty("--opened", `${open(0)},${open(1)}`)
  return { scale: signed, ink, tables, drawn: `${data.rev}/${dark}` }
}
