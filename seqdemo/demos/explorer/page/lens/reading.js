// What was read, one element a step, coloured by the selected unit; drag over it to mark a span.
// Only lines in sight, and a few beside them, are on the page: thousands of steps stay smooth.

import { make } from "../../../../web/shared/element.js"
import { breakLines, measuring } from "./lines.js"

const SPARE = 3 // lines above and below those in sight

export const makeReading = (panel, on, actions) => {
  const v = {
    labels: [],
    joined: true,
    key: null,
    width: 0,
    starts: [0],
    now: -1,
    range: null,
    colourOf: null,
    rows: new Map(),
  }
  const page = make("div", "page")
  panel.replaceChildren(page)
  const stepOf = event => {
    const span = event.target.closest?.("i[data-n]")
    return span ? +span.dataset.n : -1
  }
  const dragged = { from: -1, moved: false }
  on(panel, "pointerdown", event => {
    dragged.from = stepOf(event)
    dragged.moved = false
  })
  on(panel, "pointermove", event => {
    const now = stepOf(event)
    if (!actions.spans() || dragged.from < 0 || now < 0 || !(event.buttons & 1)) return
    if (now !== dragged.from || dragged.moved) {
      dragged.moved = true
      actions.span([Math.min(now, dragged.from), Math.max(now, dragged.from)])
    }
  })
  on(panel, "pointerup", () => {
    if (dragged.moved) actions.spanned()
    dragged.from = -1
  })
  on(panel, "click", event => {
    const n = stepOf(event)
    if (n >= 0 && !dragged.moved) actions.choose(n)
  })

  const lineOf = n => {
    let low = 0,
      high = v.starts.length - 2
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (v.starts[middle] <= n) low = middle
      else high = middle - 1
    }
    return low
  }
  const spanOf = n => v.rows.get(lineOf(n))?.children[n - v.starts[lineOf(n)]]
  const dress = (span, n) => {
    span.classList.toggle("now", n === v.now)
    span.classList.toggle("in", Boolean(v.range) && n >= v.range[0] && n <= v.range[1])
    colour(span, n)
  }
  const colour = (span, n) => {
    const colours = v.colourOf?.(n)
    if (!colours || span.painted === colours) return
    span.painted = colours
    span.style.setProperty("--c", colours[0])
    span.style.setProperty("--t", colours[1])
  }
  const newSpan = n => {
    const span = make(
      "i",
      v.labels[n] === "\n" ? "nl" : "",
      v.labels[n] === "\n" ? "⏎" : v.labels[n],
    )
    span.dataset.n = n
    return span
  }
  const newLine = line => {
    const row = make("div", "line")
    row.style.top = `${line * v.height}px`
    for (let n = v.starts[line]; n < v.starts[line + 1]; n++) {
      const span = newSpan(n)
      dress(span, n)
      row.append(span)
    }
    return row
  }
  /** Have exactly the lines on the page that are in sight or near. */
  const settle = () => {
    const count = v.starts.length - 1,
      first = Math.max(0, Math.floor(v.top / v.height) - SPARE)
    const last = Math.min(count - 1, Math.ceil((v.top + v.tall) / v.height) + SPARE)
    for (const [line, row] of v.rows)
      if (line < first || line > last) {
        row.remove()
        v.rows.delete(line)
      }
    for (let line = last; line >= first; line--) {
      if (v.rows.has(line)) continue
      v.rows.set(line, newLine(line))
      page.insertBefore(v.rows.get(line), v.rows.get(line + 1) ?? null)
    }
  }
  const all = act => {
    for (const [line, row] of v.rows)
      for (const [k, span] of [...row.children].entries()) act(span, v.starts[line] + k)
  }
  const lay = () => {
    const style = getComputedStyle(panel)
    v.width = page.clientWidth
    if (!v.width) return
    v.height = Math.ceil(parseFloat(style.lineHeight))
    v.starts = breakLines(v.labels, v.joined, v.width - 6, measuring(style))
    page.style.height = `${(v.starts.length - 1) * v.height}px`
    page.replaceChildren()
    v.rows.clear()
    v.tall = panel.clientHeight
    v.top = panel.scrollTop
    settle()
  }
  const bring = n => {
    if (!v.width) return
    const top = lineOf(n) * v.height
    if (top >= v.top && top + v.height <= v.top + v.tall) return
    panel.scrollTop = top - v.tall / 2
    v.top = Math.max(0, Math.min(top - v.tall / 2, (v.starts.length - 1) * v.height - v.tall))
    settle()
  }
  on(panel, "scroll", () => {
    v.top = panel.scrollTop
    settle()
  })

  return {
    show(labels, joined) {
      const key = labels.join("\u0000")
      if (v.key === key) return
      Object.assign(v, {
        key,
        labels: labels.map(label => label || "?"),
        joined,
        now: -1,
        range: null,
        colourOf: null,
      })
      panel.classList.toggle("words", !joined)
      panel.classList.toggle("few", labels.length <= 24)
      lay()
    },
    /** Lay the lines anew if the panel has another width, and bring a step in sight. */
    follow(t) {
      if (v.key === null) return
      if (page.clientWidth !== v.width) lay()
      else Object.assign(v, { tall: panel.clientHeight, top: panel.scrollTop })
      bring(t)
    },
    select(n) {
      const before = v.now
      v.now = n
      for (const step of [before, n]) if (step >= 0 && spanOf(step)) dress(spanOf(step), step)
      bring(n)
    },
    mark(range) {
      v.range = range
      all(dress)
    },
    /** `colourOf(n)` is [background, text colour] for each step. */
    paint(colourOf) {
      v.colourOf = colourOf
      all(colour)
    },
    /** Call `act` with every symbol on the page, also those out of sight. */
    whole(act) {
      const { top, tall } = v
      Object.assign(v, { top: 0, tall: v.starts.length * v.height })
      settle()
      act([...page.querySelectorAll("i")])
      Object.assign(v, { top, tall })
      settle()
    },
  }
}
