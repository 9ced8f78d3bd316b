// Presenting: a button, a key and `present=1` show one picture over the whole screen; a clicker or
// arrow keys go through its steps, then to the next picture.

import { count } from "../shared/format.js"
import { CHANGED, setPresenting } from "../shared/presented.js"
import { asked, keep } from "./asked.js"
import { underWay } from "./awaited.js"
import { takeEarly, takes } from "./early.js"
import { fit, overflows, shrink } from "./fitting.js"
import { firstOf, stepOfLesson } from "./lesson_step.js"
import { pictures as picturesOf, same } from "./pictures.js"

/** A clicker goes through so many steps at most: a longer text is left for the next picture. */
const CLICKED = 60
/** Elements with keys of their own, as long as they have the focus. */
const FIELDS =
  "input, textarea, select, [contenteditable], [role=slider], [role=grid], .sheet, .handle"
const KEYS = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowLeft: -1 }

/** Style that leaves one part of a component. */
const only = part =>
  `[data-picture]:not([data-picture~="${part}"]):not(:has([data-picture~="${part}"])),
  .stage > :not([data-picture~="${part}"]):not(:has([data-picture~="${part}"])) { display: none !important; }`

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener, options = {}) =>
    target.addEventListener(type, listener, { signal: abort.signal, ...options })
  const q = name => root.querySelector(name)
  const html = document.documentElement
  const part = document.createElement("style")
  const grown = new ResizeObserver(() => changed())
  // Streamlit's own charts do not tell that they have come or gone.
  // So do the signs of what a picture waits for.
  const awaited = new MutationObserver(() => s.on && !s.now?.frame.isConnected && changed())
  const s = {
    on: false,
    now: null,
    moved: false,
    tall: 0,
    /** Height that a picture still has when it is too tall at any size: it is not fitted again. */
    left: 0,
    /** Its size, as `fit` says it. */
    size: 0,
    path: "",
    step: /** @type {string | null} */ (null),
    full: false,
    turn: 0,
    waiting: 0,
  }

  const pictures = () => {
    part.media = "not all" // what it hides is a picture, too
    const found = picturesOf()
    part.media = ""
    return found
  }

  // ---- one picture -----------------------------------------------------------------------------
  const clear = () => {
    part.remove()
    grown.disconnect()
    s.now?.frame.removeAttribute("data-presented")
    s.now = null
  }
  const say = () => {
    const all = pictures()
    const place = all.findIndex(one => same(one, s.now))
    const time = s.now?.frame.timeline
    q(".title").textContent = s.now ? s.now.title : "No picture yet"
    const doing = s.now ? "" : underWay()
    q(".awaited").hidden = !doing
    q(".awaited").textContent = doing
    q(".time").textContent =
      time?.total > 1 ? `step ${count(time.t + 1)} of ${count(time.total)}` : ""
    q(".place").textContent = s.now ? `${place + 1} of ${all.length}` : ""
    root.dataset.shown = s.now ? place + 1 : 0
  }
  const show = async picture => {
    const turn = ++s.turn
    const other = !same(picture, s.now)
    if (other) clear()
    if (other && picture) s.tall = picture.frame.offsetHeight
    s.now = picture ?? null
    root.dataset.ready = "false"
    if (picture) {
      part.textContent = picture.part ? only(picture.part) : ""
      const within = picture.frame.getRootNode()
      if (picture.part) within.append(part)
      picture.frame.dataset.presented = other ? "fitting" : ""
      const current = () => s.on && turn === s.turn
      s.size = await fit(picture.frame, s.tall, current)
      if (!current()) return
      picture.frame.dataset.presented = ""
      s.left = picture.frame.scrollHeight
      for (const child of picture.frame.children) grown.observe(child)
    }
    say()
    root.dataset.ready = "true"
  }
  /** Make room for what has come late. */
  const makeRoom = async ({ frame }) => {
    const turn = ++s.turn
    root.dataset.ready = "false"
    s.size = await shrink(frame, s.size, () => s.on && turn === s.turn)
    if (turn !== s.turn) return
    s.left = frame.scrollHeight
    root.dataset.ready = "true"
  }
  /** From the first step, unless one was chosen, as a lesson does; back from the next one: the last. */
  const wind = by => {
    const time = s.now?.frame.timeline
    if (stepOfLesson() || !time || time.total > CLICKED) return
    if (by > 0 && time.t >= time.total - 1) time.go(0)
    if (by < 0) time.go(time.total - 1)
  }
  const turn = async by => {
    const all = pictures()
    const place = s.moved ? all.findIndex(one => same(one, s.now)) : -1
    const next = all[place < 0 ? firstOf(all) : place + by]
    if (!next) return s.now ? undefined : say()
    await show(next)
    if (!s.on) return // left in the meantime
    wind(by)
    say()
  }
  const go = async (by, { clicked = false, over = false } = {}) => {
    s.moved = true
    const time = s.now?.frame.isConnected ? s.now.frame.timeline : null
    const there = time && time.t + by
    if (!over && time && there >= 0 && there < time.total && !(clicked && time.total > CLICKED)) {
      time.go(there)
      say()
    } else await turn(by)
  }

  // ---- begin and end ---------------------------------------------------------------------------
  const begin = async () => {
    s.on = true
    s.moved = false
    setPresenting(true)
    html.dataset.presenting = ""
    awaited.observe(document.body, {
      childList: true,
      subtree: true,
      characterData: true,
      attributeFilter: ["aria-valuenow"],
    })
    q(".stand").hidden = false
    keep(true)
    await turn(1)
  }
  const end = () => {
    s.on = false
    awaited.disconnect()
    s.turn++
    clear()
    setPresenting(false)
    delete html.dataset.presenting
    for (const name of ["scale", "least"]) html.style.removeProperty(`--seqdemo-${name}`)
    q(".stand").hidden = q(".awaited").hidden = true
    keep(false)
    if (document.fullscreenElement) document.exitFullscreen()
    dispatchEvent(new Event("resize"))
  }
  const toggle = () => {
    if (s.on) return end()
    begin()
    html.requestFullscreen?.().then(
      () => {
        s.full = true
      },
      () => {},
    )
  }
  /** Whether some of it has come since it was fitted, and is out of sight. */
  const late = () =>
    root.dataset.ready === "true" && overflows(s.now.frame) && s.now.frame.scrollHeight !== s.left
  /** Pictures come and go: after a change of page, an answer, a choice. */
  const changed = () => {
    clearTimeout(s.waiting)
    s.waiting = setTimeout(() => {
      if (!s.on) return
      const all = pictures(),
        step = stepOfLesson()
      if (step !== s.step) Object.assign(s, { step, moved: false })
      if (!s.now?.frame.isConnected || (!s.moved && !same(all[firstOf(all)], s.now))) turn(1)
      else if (late()) makeRoom(s.now)
      else say()
    }, 120)
  }

  /** Keys of the picture, such as those that flip through units, while nothing has the focus. */
  const pass = event => {
    if (event.key in KEYS || !s.now) return
    s.now.frame.dispatchEvent(new KeyboardEvent("keydown", { key: event.key, cancelable: true }))
  }

  on(q(".open"), "click", toggle)
  on(q(".close"), "click", end)
  on(root, "click", event => {
    const by = event.target.closest("[data-go]")?.dataset.go
    if (by) go(+by)
  })
  on(document, CHANGED, changed)
  on(window, "resize", () => {
    if (s.on && s.now) show(s.now)
  })
  on(document, "fullscreenchange", () => {
    if (document.fullscreenElement || !s.full) return
    s.full = false
    if (s.on) end()
  })
  on(window, "keydown", event => {
    if (takes(event)) return toggle()
    if (!s.on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.key === "Escape") return end()
    const by = KEYS[event.key],
      clicked = event.key.startsWith("Page")
    const [from] = event.composedPath()
    if (from === document.body) pass(event)
    if (!by || (!clicked && /** @type {any} */ (from).closest?.(FIELDS))) return
    event.preventDefault()
    go(by, { clicked, over: event.shiftKey })
  })

  return {
    update: () => {
      // Another page: it is presented too, as long as nobody has left.
      if (s.path === location.pathname) return
      s.path = location.pathname
      if (takeEarly()) asked() ? keep(false) : toggle()
      else if (asked()) begin()
    },
    dispose: () => {
      abort.abort()
      awaited.disconnect()
      grown.disconnect()
      delete html.dataset.presenting
      clear()
      clearTimeout(s.waiting)
    },
  }
}

export default create
