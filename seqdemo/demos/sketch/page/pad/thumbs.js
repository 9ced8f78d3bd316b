// Small drawings to choose from: other endings, and the way from one drawing to another.

import { make } from "../../../../web/shared/element.js"
import { shape } from "../../../../web/shared/shape.js"
import { unpack } from "../../../../web/shared/trace.js"

const pointsOf = places => places.map(([x, y]) => `${(+x).toFixed(1)},${(+y).toFixed(1)}`).join(" ")

/** A line as an element; a dot, where it has one place. */
export const lineShape = (places, name, parent) =>
  places.length > 1
    ? shape("polyline", { points: pointsOf(places), class: name }, parent)
    : shape("circle", { cx: places[0][0], cy: places[0][1], r: 2.5, class: `${name} dot` }, parent)

/** Lines in base64 as places. */
export const readLines = lines =>
  lines
    .map(line => {
      const numbers = unpack(line, Float32Array)
      return Array.from({ length: numbers.length / 2 }, (_, n) => [
        numbers[2 * n],
        numbers[2 * n + 1],
      ])
    })
    .filter(line => line.length)

/** The part of the plane that lines fill, with a little room around them, as a viewBox. */
const boxOf = (lines, side) => {
  const every = lines.flat(),
    xs = every.map(([x]) => x),
    ys = every.map(([, y]) => y)
  if (!every.length) return `0 0 ${side} ${side}`
  const [left, right, top, bottom] = [
    Math.min(...xs),
    Math.max(...xs),
    Math.min(...ys),
    Math.max(...ys),
  ]
  const size = Math.max(0.35 * side, 1.2 * (right - left), 1.2 * (bottom - top))
  return `${(left + right - size) / 2} ${(top + bottom - size) / 2} ${size} ${size}`
}

const onSheet = (lines, side) =>
  lines.flat().every(([x, y]) => x >= 0 && y >= 0 && x <= side && y <= side)

/**
 * The boxes of drawings that go on from the same lines: one scale, as large as all of them fit that
 * stay on the sheet; one that leaves it is smaller, and whole.
 */
export const boxesOf = (mine, endings, side) => {
  const stay = endings.filter(lines => onSheet(lines, side)),
    box = boxOf([...mine, ...stay.flat()], side)
  return endings.map(lines => (stay.includes(lines) ? box : boxOf([...mine, ...lines], side)))
}

/** A button with a small drawing: the visitor's lines, and others after them; `box` is its viewBox. */
export const thumb = ({ mine, theirs, side, label, chosen, pick, box = "" }) => {
  const button = make("button", "thumb"),
    picture = shape("svg", {
      viewBox: box || boxOf([...mine, ...theirs], side),
      "aria-hidden": "true",
    })
  button.type = "button"
  button.title = label
  button.setAttribute("aria-label", label)
  button.setAttribute("aria-pressed", String(chosen))
  for (const line of mine) lineShape(line, "mine", picture)
  for (const line of theirs) lineShape(line, "theirs", picture)
  button.append(picture)
  button.addEventListener("click", pick)
  return button
}
