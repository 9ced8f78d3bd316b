// Three small charts over the updates: loss, gradient norm, share of clipped updates.

import { significant } from "../../../../web/shared/format.js"
import { make } from "../../../../web/shared/element.js"
import { shape } from "../../../../web/shared/shape.js"
import { points } from "./playback.js"

const TOP = 4,
  BOTTOM = 4

/** Column of `points`, and how it is drawn. */
const CHARTS = [
  {
    column: 1,
    title: "Loss",
    words: most => `Loss (to ${most.toFixed(most < 1 ? 2 : 1)})`,
    from: 0,
    log: false,
  },
  {
    column: 2,
    title: "Gradient norm",
    words: most => `Gradient (log, to ${significant(most, 2)})`,
    from: null,
    log: true,
  },
  {
    column: 3,
    title: "Share of updates clipped",
    words: () => "Clipped (to 100\u00a0%)",
    from: 0,
    log: false,
    to: 1,
  },
]

export const smallCharts = root => {
  root.replaceChildren()
  const parts = CHARTS.map(chart => {
    const figure = make("figure", ""),
      caption = make("figcaption", "", chart.title),
      svg = shape("svg", { role: "img", "aria-label": chart.title }, figure)
    figure.prepend(caption)
    root.append(figure)
    return { ...chart, caption, svg }
  })
  /** Draw all frames, and mark the update that is shown. */
  return (data, colours, update) => {
    const series = data.nets.map(net => points(data.frames, net.cell, data.bin)),
      until = Math.max(data.until, ...data.frames.map(frame => frame.update), 1)
    for (const { column, caption, svg, words, from, log, to } of parts) {
      const width = svg.clientWidth || 180,
        height = svg.clientHeight || 52,
        scale = log ? value => Math.log10(Math.max(value, 1e-6)) : value => value
      const seen = series.flat().map(point => scale(point[column]))
      const low = from ?? Math.min(...seen, 0),
        high = to ?? Math.max(...seen, low + 1e-3)
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
      svg.replaceChildren()
      const x = at => (width * at) / until,
        y = value => TOP + ((height - TOP - BOTTOM) * (high - scale(value))) / (high - low || 1)
      shape(
        "line",
        { x1: 0, x2: width, y1: height - BOTTOM, y2: height - BOTTOM, class: "base" },
        svg,
      )
      if (update)
        shape("line", { x1: x(update), x2: x(update), y1: 0, y2: height, class: "now" }, svg)
      series.forEach((list, n) => {
        if (list.length)
          shape(
            "path",
            {
              d: `M${list.map(point => `${x(point[0]).toFixed(1)} ${y(point[column]).toFixed(1)}`).join("L")}`,
              stroke: colours[data.nets[n].cell],
            },
            svg,
          )
      })
      const most = Math.max(...series.flat().map(point => point[column]), 0)
      caption.textContent = seen.length ? words(most) : parts.find(part => part.svg === svg).title
    }
  }
}
