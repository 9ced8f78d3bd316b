// The code of a room, its QR code and its address.

import { shape } from "../../../../web/shared/shape.js"

const QUIET = 3

const picture = rows => {
  const side = rows.length + 2 * QUIET
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  svg.setAttribute("viewBox", `0 0 ${side} ${side}`)
  svg.setAttribute("role", "img")
  svg.setAttribute("aria-label", "QR code of the address to join by")
  let path = ""
  rows.forEach((row, y) => {
    for (let x = 0; x < row.length; x++)
      if (row[x] === "1") path += `M${x + QUIET} ${y + QUIET}h1v1h-1z`
  })
  shape("path", { d: path, fill: "#000000", "shape-rendering": "crispEdges" }, svg)
  return svg
}

/**
 * Show how to join; no QR code of an address that leads a phone to itself.
 *
 * @param {HTMLElement} box
 * @param {any} data
 */
export const drawCode = (box, { room, qr, joined }) => {
  box.querySelector(".code").textContent = room
  box.querySelector(".at").textContent = new URL(qr.address).host
  const alone = /** @type {HTMLElement} */ (box.querySelector(".alone"))
  alone.hidden = qr.reached
  box.querySelector(".came").textContent = joined === 1 ? "1 has come" : `${joined} have come`
  const place = /** @type {HTMLElement} */ (box.querySelector(".qr"))
  place.hidden = !qr.reached
  if (place.dataset.address === qr.address) return
  place.dataset.address = qr.address
  place.replaceChildren(picture(qr.rows))
}
