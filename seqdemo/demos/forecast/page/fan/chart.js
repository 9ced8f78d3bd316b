// The chart itself: axes, the series, rivals, the fan, and the line where the network stops reading.

import { shape } from "../../../../web/shared/shape.js"
import { extent, path, ticks, tickText, written } from "./scales.js"

const LEAST_LEFT = 54,
  DIGIT = 7.2,
  RIGHT = 10,
  TOP = 14,
  BOTTOM = 26,
  TYPE = 12 // pixels of type for which the others are meant

/** Widest picture, in pixels, of a phone, and the past values that are legible there. */
const PHONE = 520,
  PHONE_PAST = 42

/** As much of the past as is legible in a picture of this width. */
const legible = (data, width) => {
  const skip = width > PHONE ? 0 : Math.max(0, data.origin - data.first - PHONE_PAST)
  return {
    ...data,
    first: data.first + skip,
    values: data.values.slice(skip),
    labels: data.labels.slice(skip),
    past: data.past?.slice(skip) ?? null,
  }
}

/** Room above and below for what a visitor may draw. */
const withRoom = values => {
  const low = Math.min(...values),
    high = Math.max(...values)
  return [...values, low - (high - low) / 3, high + (high - low) / 3]
}

/** Draw everything; gives `placeAt` and `pointAt` of pixels from the left, and `moveOrigin`. */
export const chart = (svg, data, colours) => {
  const { clientWidth: width, clientHeight: height } = svg,
    type = Number.parseFloat(getComputedStyle(svg).fontSize) / TYPE,
    foot = BOTTOM * type,
    { first, end, values, labels, origin, quantiles, lines, past } = legible(data, width)
  svg.replaceChildren()
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  const known = values.slice(0, origin - first),
    later = values.slice(origin - first)
  const [low, high] = extent([
    data.veil ? withRoom(values) : values,
    quantiles.flat(),
    ...lines.map(line => line.values),
  ])
  const marks = ticks(low, high, height / 70),
    step = marks.length > 1 ? marks[1] - marks[0] : high - low,
    names = marks.map(tick => tickText(tick, step)),
    digits = Math.max(0, ...names.map(name => name.length)),
    left = Math.max(LEAST_LEFT, 12 + DIGIT * digits) * type
  /** A value, a hundred times as fine as the ticks. */
  const said = value => tickText(value, step / 100)
  const x = place => left + ((width - left - RIGHT) * (place - first + 0.5)) / (end - first)
  const y = value => TOP + ((height - TOP - foot) * (high - value)) / (high - low)
  const points = (list, from) => list.map((value, n) => [x(from + n), y(value)])

  for (const [n, tick] of marks.entries()) {
    shape("line", { x1: left, x2: width - RIGHT, y1: y(tick), y2: y(tick), class: "grid" }, svg)
    shape("text", { x: left - 8, y: y(tick) + 4, "text-anchor": "end" }, svg).textContent = names[n]
  }
  shape("text", { x: 0, y: TOP - 3, class: "unit" }, svg).textContent = data.unit
  const apart = Math.ceil(((end - first) * 92 * type) / Math.max(1, width - left))
  for (const n of written(labels, apart))
    if (x(first + n) < width - 32 * type)
      shape("text", { x: x(first + n), y: height - 6, "text-anchor": "middle" }, svg).textContent =
        labels[n]

  if (past)
    past.forEach((weight, n) => {
      const tall = 46 * weight
      if (tall > 0.5)
        shape(
          "rect",
          {
            x: x(first + n) - 1.6,
            y: height - foot - tall,
            width: 3.2,
            height: tall,
            class: "mark",
          },
          svg,
        )
    })
  const join = [[x(origin - 1), y(known[known.length - 1])]]
  const band = (a, b, opacity) => {
    const top = [
        ...join,
        ...points(
          quantiles.map(row => row[b]),
          origin,
        ),
      ],
      bottom = [
        ...join,
        ...points(
          quantiles.map(row => row[a]),
          origin,
        ),
      ].reverse()
    shape("path", { d: `${path([...top, ...bottom])}Z`, fill: colours.network, opacity }, svg)
  }
  const last = (quantiles[0]?.length ?? 1) - 1
  for (let n = 0; n < last / 2; n += 1) band(n, last - n, 0.26 + 0.14 * n)
  for (const line of lines)
    shape(
      "path",
      {
        d: path([...join, ...points(line.values, origin)]),
        class: "line",
        stroke: colours[line.name],
      },
      svg,
    )
  shape("path", { d: path(points(known, first)), class: "known" }, svg)
  if (later.length)
    shape("path", { d: path([...join, ...points(later, origin)]), class: "later" }, svg)
  for (const [cx, cy] of points(later.slice(0, quantiles.length), origin))
    shape("circle", { cx, cy, r: 3, class: "dot" }, svg)
  const middle = quantiles.map(row => row[last / 2])
  if (middle.length)
    shape(
      "path",
      {
        d: path([...join, ...points(middle, origin)]),
        class: "median",
        stroke: colours.network,
      },
      svg,
    )

  const now = shape("g", {}, svg),
    edge = place => x(place - 0.5)
  shape("line", { x1: 0, x2: 0, y1: TOP - 8, y2: height - foot, class: "now" }, now)
  shape(
    "path",
    { d: "M-7 0 L7 0 L7 8 L0 15 L-7 8Z", transform: `translate(0 ${TOP - 13})`, class: "grip" },
    now,
  )
  const moveOrigin = place => now.setAttribute("transform", `translate(${edge(place)} 0)`)
  moveOrigin(origin)

  const placeAt = pixels => first + ((pixels - left) * (end - first)) / (width - left - RIGHT)
  const pointAt = left => {
    const place = Math.floor(placeAt(left)),
      n = place - origin
    if (place < first || place >= end) return null
    const words = [labels[place - first]]
    if (values[place - first] !== undefined)
      words.push(`${n < 0 ? "read" : "came"}: ${said(values[place - first])}`)
    if (n >= 0 && n < quantiles.length) {
      const row = quantiles[n]
      words.push(
        `${data.network}: ${said(row[last / 2])} (${said(row[0])} to ${said(row[last])})`,
        ...lines.map(line => `${line.title}: ${said(line.values[n])}`),
      )
    }
    return { x: x(place), text: words.join("\n") }
  }
  const valueAt = top => high - ((top - TOP) * (high - low)) / (height - TOP - foot)
  const pointOf = (place, value) => [x(place), y(value)]
  return { placeAt, pointAt, moveOrigin, valueAt, pointOf, span: high - low }
}
