// Pupils' drawings, each with what the network reads in it.

import { iconButton, make } from "../../../../web/shared/element.js"

const SIDE = 7,
  DOT = 6

const picture = (bits, ink, faint) => {
  const canvas = make("canvas")
  canvas.width = canvas.height = SIDE * DOT
  const pen = canvas.getContext("2d")
  for (let n = 0; n < SIDE * SIDE; n++) {
    pen.fillStyle = bits[n] === "1" ? ink : faint
    pen.fillRect((n % SIDE) * DOT, Math.floor(n / SIDE) * DOT, DOT - 1, DOT - 1)
  }
  return canvas
}

const hideButton = (name, number) => {
  const button = iconButton("hide", `Hide the drawing of ${name}`, "✕")
  button.dataset.act = JSON.stringify({ do: "hide", number, on: true })
  return button
}

/** @param {HTMLElement} box @param {any[]} tiles @param {boolean} leads */
export const drawTiles = (box, tiles, leads) => {
  const style = getComputedStyle(box)
  const ink = style.getPropertyValue("color")
  const faint = `color-mix(in srgb, ${ink} 12%, transparent)`
  const drawn = `${ink} ${leads} ${JSON.stringify(tiles)}`
  if (box.dataset.drawn === drawn) return
  box.dataset.drawn = drawn
  box.replaceChildren(
    ...tiles.map(({ drawing, name, read, right, number }) => {
      const tile = make("div", `tile panel${right ? " right" : ""}`)
      tile.setAttribute("role", "listitem")
      const grids = make("div", "grids")
      grids.setAttribute("aria-hidden", "true")
      grids.append(...drawing.map(bits => picture(bits, ink, faint)))
      tile.append(grids, make("b", "", read || "…"), make("small", "", name))
      if (leads && number) tile.append(hideButton(name, number))
      return tile
    }),
  )
}
