// A series, and what is said of its future from an origin that can be dragged back in time.

import { make } from "../../../../web/shared/element.js"
import { isDark } from "../../../../web/shared/palette.js"
import { chart } from "./chart.js"
import { makeGuessPen } from "./guess_pen.js"
import { path } from "./scales.js"
import { significant } from "../../../../web/shared/format.js"
import { shape } from "../../../../web/shared/shape.js"
import { placeIn } from "../../../../web/shared/presented.js"

/** Milliseconds between two reports of an origin that is being dragged. */
const PACE = 90

/**
 * @typedef {Object} Fan
 * @property {string} title of the series
 * @property {string} unit in words
 * @property {number} first place of the first value in sight
 * @property {number} end place after the last one in sight
 * @property {number[]} values in sight, as far as there are any
 * @property {string[]} labels of all places in sight
 * @property {number} origin how many values are known
 * @property {number} least first origin
 * @property {number} most last origin
 * @property {number} count of all values
 * @property {number[][]} quantiles a row a step
 * @property {string} network what it is called
 * @property {{name: string, title: string, values: number[]}[]} lines of rivals
 * @property {{light: Object<string, string>, dark: Object<string, string>}} colours by name
 * @property {number[][]} overview lowest and highest of each stretch
 * @property {number} horizon steps that are forecast
 * @property {boolean} veil whether nothing of the future is shown yet
 * @property {number[]?} past how much each value in sight mattered, 0 to 1
 */

const create = root => {
  const abort = new AbortController(),
    find = name => root.querySelector(name)
  const main = find(".main"),
    stage = find(".stage"),
    small = find(".small"),
    handle = find(".handle"),
    tip = find(".tip")
  const s = {
    data: /** @type {Fan?} */ (null),
    drawn: null,
    trigger: (_name, _value) => {},
    origin: 0,
    timer: 0,
    dragging: false,
  }

  const pen = makeGuessPen(
    { stage, main, pen: find(".pen"), keep: find(".keep"), signal: abort.signal },
    {
      data: () => s.data,
      drawn: () => s.drawn,
      send: values => s.trigger("guess", { guess: { kind: "drawn", values } }),
    },
  )

  const clamp = origin => Math.min(s.data.most, Math.max(s.data.least, Math.round(origin)))
  const report = () => {
    if (s.timer) return
    s.timer = setTimeout(() => {
      s.timer = 0
      s.trigger("origin", { origin: s.origin })
    }, PACE)
  }
  const place = () => {
    const { count, least, most, labels, first } = s.data
    handle.style.left = `${(100 * s.origin) / count}%`
    handle.setAttribute("aria-valuemin", String(least))
    handle.setAttribute("aria-valuemax", String(most))
    handle.setAttribute("aria-valuenow", String(s.origin))
    handle.setAttribute("aria-valuetext", `reads up to ${labels[s.origin - 1 - first] ?? s.origin}`)
  }
  const moveTo = origin => {
    if (clamp(origin) === s.origin) return
    s.origin = clamp(origin)
    place()
    s.drawn?.moveOrigin(s.origin)
    report()
  }

  const share = (event, element) => {
    const box = element.getBoundingClientRect()
    return Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
  }
  const dragging = (element, go) => {
    element.addEventListener(
      "pointerdown",
      event => {
        if (!s.data || event.button) return
        s.dragging = true
        element.setPointerCapture(event.pointerId)
        go(event)
      },
      { signal: abort.signal },
    )
    element.addEventListener(
      "pointermove",
      event => {
        if (s.dragging && element.hasPointerCapture(event.pointerId)) go(event)
      },
      { signal: abort.signal },
    )
    for (const end of ["pointerup", "pointercancel"])
      element.addEventListener(
        end,
        () => {
          s.dragging = false
          pen.lift()
        },
        { signal: abort.signal },
      )
  }
  dragging(find(".overview"), event => moveTo(share(event, find(".overview")) * s.data.count))
  dragging(stage, event => {
    const at = placeIn(stage, event)
    if (pen.isOn()) pen.draw(at[0], at[1])
    else moveTo(s.drawn.placeAt(at[0]))
  })

  handle.addEventListener(
    "keydown",
    event => {
      const step = {
        ArrowLeft: -1,
        ArrowDown: -1,
        ArrowRight: 1,
        ArrowUp: 1,
        PageDown: -12,
        PageUp: 12,
      }[event.key]
      const end = { Home: s.data.least, End: s.data.most }[event.key]
      if (step === undefined && end === undefined) return
      event.preventDefault()
      event.stopPropagation()
      moveTo(end ?? s.origin + step)
    },
    { signal: abort.signal },
  )

  stage.addEventListener(
    "pointermove",
    event => {
      if (s.dragging || !s.drawn) return
      const words = s.drawn.pointAt(placeIn(stage, event)[0])
      tip.hidden = !words
      if (!words) return
      tip.textContent = words.text
      tip.style.top = "8px"
      tip.style.left = `${Math.min(words.x + 12, Math.max(0, stage.clientWidth - tip.offsetWidth - 4))}px`
    },
    { signal: abort.signal },
  )
  stage.addEventListener(
    "pointerleave",
    () => {
      tip.hidden = true
    },
    { signal: abort.signal },
  )

  const legend = colours => {
    const { lines, network } = s.data
    const item = (colour, kind, words) => {
      const span = make("span"),
        mark = make("i", kind)
      mark.style.setProperty("--c", colour)
      span.append(mark, words)
      return span
    }
    if (s.data.veil) {
      const own = item("var(--own)", "", "your forecast: draw it")
      return find(".legend").replaceChildren(item("var(--ink)", "", "what came before"), own)
    }
    find(".legend").replaceChildren(
      item("var(--ink)", "", "what it read"),
      item("var(--ink)", "dots", "what came"),
      item(colours.network, "wide", `${network}: middle, 50\u00a0% and 80\u00a0% band`),
      ...lines.map(line => item(colours[line.name], "", line.title)),
    )
  }
  const overview = () => {
    const { overview: parts, first, end, count } = s.data
    small.replaceChildren()
    small.setAttribute("viewBox", "0 0 1000 100")
    const low = Math.min(...parts.map(part => part[0])),
      high = Math.max(...parts.map(part => part[1]))
    const y = value => 92 - (84 * (value - low)) / (high - low || 1),
      x = n => (1000 * (n + 0.5)) / parts.length
    shape(
      "rect",
      {
        x: (1000 * first) / count,
        y: 0,
        width: (1000 * (Math.min(end, count) - first)) / count,
        height: 100,
      },
      small,
    )
    const top = parts.map((part, n) => [x(n), y(part[1]) - 2]),
      bottom = parts.map((part, n) => [x(n), y(part[0]) + 2]).reverse()
    shape("path", { d: `${path([...top, ...bottom])}Z` }, small)
  }
  const draw = () => {
    const colours = s.data.colours[isDark(root) ? "dark" : "light"]
    s.drawn = chart(main, s.data, colours)
    const middle = s.data.quantiles.map(row => row[(row.length - 1) / 2])
    const says = s.data.veil
      ? `How does it go on? ${s.data.horizon} steps are to be drawn.`
      : `${s.data.network} says ${middle
          .slice(0, 3)
          .map(one => significant(one))
          .join(", ")} and so on, ${middle.length} steps ahead.`
    main.setAttribute("aria-label", `${s.data.title}, ${s.data.unit}. ${says}`)
    legend(colours)
    overview()
    pen.update()
  }
  // A page that is left has no size, and no type to draw with.
  const resized = new ResizeObserver(() => s.data && stage.isConnected && draw())
  resized.observe(stage)

  return {
    update: (/** @type {Fan} */ data, { setTriggerValue: trigger }) => {
      s.trigger = trigger
      s.data = data
      if (!s.dragging && !s.timer) s.origin = data.origin
      draw()
      place()
    },
    dispose: () => {
      abort.abort()
      resized.disconnect()
      clearTimeout(s.timer)
    },
  }
}

export default create
