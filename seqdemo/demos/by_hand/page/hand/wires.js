// Parts of a drawn network: circles with a number in them, wires with a weight on them.

import { number } from "../../../../web/shared/format.js"
import { tint } from "../../../../web/shared/palette.js"
import { shape } from "../../../../web/shared/shape.js"

const THICKEST = 7

const label = (picture, { x, y, words, name = "words", anchor = "middle" }) => {
  const text = shape("text", { x, y, class: name, "text-anchor": anchor }, picture)
  text.textContent = words
  return text
}

/**
 * Drawing of parts into `picture`.
 *
 * `signed` gives the colour of a value from -1 to 1, `open` that of a gate, `lit(ref)` says whether a
 * number is lit, `hidden(ref)` whether it is still to be found.
 */
export const makeParts = (picture, { signed, open, lit, hidden }) => ({
  words: (x, y, words, name, anchor) => label(picture, { x, y, words, name, anchor }),
  /** A number in a circle, its name below or, with `above`, over it; a gate has its `letter` inside. */
  node: ({ x, y, r = 24, ref, value, name, letter, gate = false, above = false, most = 1 }) => {
    const unknown = hidden(ref),
      group = shape("g", { class: lit(ref) ? "node lit" : "node" }, picture),
      [back, ink] = tint(unknown ? signed(0) : gate ? open(value) : signed(value / most))
    group.dataset.ref = JSON.stringify(ref)
    shape("circle", { cx: x, cy: y, r, fill: back }, group)
    const lines = [
      [unknown ? "?" : number(value), "inside", letter ? 15 : 5],
      ...(letter ? [[letter, "gate", 0]] : []),
    ]
    for (const [words, style, down] of lines)
      label(group, { x, y: y + down, words, name: style }).style.fill = ink
    if (name) label(group, { x, y: above ? y - r - 6 : y + r + 15, words: name, name: "name" })
  },
  /** A wire along a path, with its weight at (x, y); `quiet` leaves the words away. */
  wire: ({ path, x, y, ref, weight, name, quiet, anchor = "middle" }) => {
    const group = shape(
      "g",
      { class: `wire${weight === 0 ? " zero" : ""}${lit(ref) ? " lit" : ""}` },
      picture,
    )
    group.dataset.ref = JSON.stringify(ref)
    const stroke =
      weight === 0
        ? {}
        : {
            stroke: signed(Math.sign(weight) * 0.85),
            "stroke-width": Math.min(THICKEST, 1.2 + 1.3 * Math.abs(weight)),
          }
    shape("path", { d: path, class: "reach" }, group)
    shape("path", { d: path, class: "line", ...stroke }, group)
    if (!quiet) label(group, { x, y, words: `${name} ${number(weight)}`, name: "weight", anchor })
  },
  arrow: (path, name = "plain") =>
    shape("path", { d: path, class: name, "marker-end": "url(#tip)" }, picture),
  dot: (x, y, sign) => {
    shape("circle", { cx: x, cy: y, r: 11, class: "joint" }, picture)
    label(picture, { x, y: y + 5, words: sign, name: "inside" })
  },
})

/** An empty drawing with the head of an arrow. */
export const blankDrawing = (box, said) => {
  const picture = shape("svg", {
    viewBox: box.join(" "),
    class: "network",
    role: "img",
    "aria-label": said,
  })
  const marker = shape(
    "marker",
    {
      id: "tip",
      viewBox: "0 0 8 8",
      refX: 6,
      refY: 4,
      markerWidth: 7,
      markerHeight: 7,
      orient: "auto",
    },
    shape("defs", {}, picture),
  )
  shape("path", { d: "M0 0 8 4 0 8z", class: "head" }, marker)
  return picture
}
