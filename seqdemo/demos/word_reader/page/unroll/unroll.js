// The unrolled network: joins drawing, columns, inspector and player, and talks to Python.

import { BLANK, encodeDrawing, makeDrawing } from "../../../../web/shared/drawing.js"
import { number } from "../../../../web/shared/format.js"
import { paintGrid } from "../../../../web/shared/grid.js"
import { makeInstrument } from "../../../../web/shared/instrument.js"
import { keepTall } from "../../../../web/shared/keep_tall.js"
import { editColumn } from "../../../../web/shared/letter_controls.js"
import { centre } from "../../../../web/shared/motion.js"
import { makeMover } from "../../../../web/shared/mover.js"
import { setOff } from "../../../../web/shared/off.js"
import { readSteps } from "../../../../web/shared/packed_steps.js"
import { makeStrip } from "../../../../web/shared/strip.js"
import { themeOf } from "../../../../web/shared/theme.js"
import { valueAt } from "../../../../web/shared/trace.js"
import { KEY_DELAY, makeWire } from "../../../../web/shared/wire.js"
import { upTo } from "../../../../web/steps/veil.js"
import { columnElement, fillColumn } from "./column.js"
import { makeFading } from "./fading.js"
import { fillInspector, sentenceOf } from "./inspector.js"
import { makeNoise } from "./noise.js"
import { sizeColumns } from "./size.js"
import { drawStates, watchTiles } from "./tiles.js"
import { fillVersus } from "./versus.js"

/**
 * What Python sends: `payload` in payload.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {string[]} drawing One string of 49 zeros and ones a grid.
 * @property {any[]} steps A column each: at, input, p, guesses, remembers.
 * @property {any} layer Packed layer, or null.
 * @property {number[]} order Unit of each cell of the tile.
 * @property {number} side Cells along one side of the tile.
 * @property {any} answer The verdict in the inspector, or null.
 * @property {any[] | null} others Answers of each network; null if they were not asked.
 * @property {any} noise Cells that are flipped before the network reads, or null.
 * @property {any} pinned A reading to compare with, or null.
 * @property {number | null} step Step shown first; null is the last.
 * @property {number} unit Unit selected first.
 * @property {boolean} veil Whether later steps are hidden.
 * @property {string} hold Address of the explorer with this drawing, "" for none.
 * @property {Palettes} palette Diverging colours.
 * @property {number} rev Revision of the drawing, see wire.js.
 * @property {string} epoch Session of the server, see wire.js.
 */

const create = root => {
  const s = { answered: [], unit: 0, hovered: -1, steps: [], data: null }
  const { q, on, player, ...instrument } = makeInstrument(root, {
    bar: { keys: "← → steps \u00a0 ↑ ↓ units" },
    show: (t, said) => show(t, said),
    units: () => s.layer && [s.data.order, s.unit],
    pick: unit => pick(unit),
    leaves: "input, select, .cell, .handle",
    acts: {
      undo: () => drawing.undo(),
      clear: () => drawing.clear(),
      add: () => strip.add(),
      erase: button => erase(button),
      ask: () => s.trigger("ask", {}),
      spell: () => s.trigger("spell", {}),
    },
    place: () =>
      s.data && {
        w: encodeDrawing(drawing.grids),
        step: step() === null ? null : step() + 1,
        unit: s.unit || null,
      },
    seen: () => ({ step: step(), unit: s.unit, seq: wire.seq }),
    standing: () => place(step(), s.unit),
    resized: () => resize(),
    follow: t => follow(t, true),
    rest: 400,
  })
  const columns = q(".columns"),
    tall = keepTall(q(".inspector"))
  const drawing = makeDrawing(12, how => {
    if (how === "stroke") markStale()
    else redraw()
    wire.queue(how === "key" ? KEY_DELAY : 0)
  })
  const fading = makeFading(root, columns, drawing)
  const strip = makeStrip(columns, drawing, on, () => redraw())
  const mover = makeMover(columns, drawing, on, () => redraw())
  const wire = makeWire("seqdemoUnroll", drawing, {
    sent: instrument.link,
    pushed: () => strip.cancel(),
  })
  const noise = makeNoise(q(".noise"), on, wish => s.trigger("noise", wish))
  const before = wire.before
  wire.view = s

  // ---- to Python -------------------------------------------------------------------------------
  const place = (step, unit) => [step, unit, noise.standing(), ...s.answered].join()
  /** The step that is shown; null is the end, also of the longer word that may come. */
  const step = () =>
    s.steps.length && (s.data.veil || player.t < s.steps.length - 1) ? player.t : null

  const erase = button => {
    strip.erasing = !strip.erasing
    button.setAttribute("aria-pressed", String(strip.erasing))
  }

  // ---- to the screen ---------------------------------------------------------------------------
  const view = () => ({
    order: s.data.order,
    side: s.data.side,
    cell: s.cell,
    colour: s.colour,
    ink: s.ink,
    selected: s.unit,
    hovered: s.hovered,
  })
  const drawTiles = () => s.layer && drawStates(columns, s.layer, view())
  const markStale = () => fading.mark(s.answered)
  const show = (t, said) => {
    for (const column of columns.children) {
      const at = column.dataset.t
      column.classList.toggle("now", at !== "" && +at === t)
      column.classList.toggle("later", at !== "" && +at > t)
    }
    if (s.steps.length) {
      fillInspector(q(".inspector"), {
        ...s,
        ...upTo(t, { layers: [s.layer] }, s.data),
        t,
        hold: s.data.hold,
      })
      if (said) follow(t)
      if (said) instrument.say(sentenceOf(s.steps, s.answer, t))
    } else fillInspector(q(".inspector"), { steps: [] })
    instrument.report()
  }
  const follow = (t, atOnce) =>
    centre(q(".scroll"), columns.querySelector(`.column[data-t="${t}"]`), atOnce)

  /** Make the columns fit the drawing and the trace. */
  const redraw = () => {
    while (columns.children.length < drawing.grids.length) columns.append(columnElement())
    while (columns.children.length > drawing.grids.length) columns.lastChild.remove()
    if (!s.data) return
    s.cell = sizeColumns(root, q(".scroll").clientWidth, drawing.grids.length, s.data.side)
    const at = new Map(s.steps.map((step, t) => [step.at, t]))
    ;[...columns.children].forEach((column, k) => {
      column.dataset.k = k
      const t = at.get(k),
        inked = drawing.grids[k] !== BLANK
      const step = inked && t !== undefined ? s.steps[t] : undefined
      fillColumn(column, step, t, drawing.grids.length, s.steps)
      paintGrid(column.querySelector(".grid"), drawing.grids[k])
    })
    setOff(q('[data-do="undo"]'), !drawing.canUndo)
    setOff(q('[data-do="add"]'), !drawing.canAdd)
    columns.classList.toggle("full", !drawing.canAdd)
    noise.mark(columns)
    strip.settle()
    drawTiles()
    fillVersus(columns, s.layer, s.pinned, view())
    markStale()
  }

  const hover = (unit, event) => {
    if (unit !== s.hovered) {
      s.hovered = unit
      drawTiles()
    }
    const t = unit < 0 ? -1 : +event.target.closest(".column").dataset.t
    instrument.tip(
      t < 0 ? "" : `unit ${unit} at step ${t + 1}: ${number(valueAt(s.layer, "hidden", t, unit))}`,
      event,
    )
  }

  // ---- from the visitor ------------------------------------------------------------------------
  watchTiles(columns, on, {
    view,
    hover,
    edited: event => editColumn(event, drawing),
    click: (t, unit) => {
      if (unit >= 0) s.unit = unit
      if (t >= 0) instrument.choose(t)
      drawTiles()
    },
  })
  on(root, "keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault()
      drawing.undo()
    }
  })
  const pick = unit => {
    s.unit = unit
    drawTiles()
    show(player.t, false)
  }
  const resize = () => {
    if (!s.data) return
    tall.free()
    redraw()
    show(player.t, false)
  }

  // ---- from Python -----------------------------------------------------------------------------
  s.update = (/** @type {Payload} */ data, { setStateValue: send, setTriggerValue: trigger }) => {
    instrument.hear(send)
    const { palette, signed, ink } = themeOf(root, data.palette)
    Object.assign(s, { colour: signed, ink, trigger })
    root.style.setProperty("--scale", palette.join(","))
    const { first, restarted, lost, current } = wire.receive(data, send)
    if (first && before) s.unit = before.view.unit
    if (restarted) s.answered = []
    s.data = lost ? { ...data, steps: [] } : data
    if (lost) return
    // An answer to an older drawing would stand in the wrong columns: wait for the newer one.
    if (current) {
      s.answered = [...data.drawing]
      Object.assign(s, { steps: data.steps, answer: data.answer, unasked: !data.others })
      root.classList.toggle("veiled", data.veil)
      noise.show(data.noise)
      // The other networks read what was chosen above, and what is drawn when they are asked to.
      s.others = data.others ?? (s.others ?? []).map(other => ({ ...other, old: true }))
      s.layer = data.layer && readSteps(data.layer)
      s.pinned = data.pinned && { ...data.pinned, layer: readSteps(data.pinned.layer) }
      if (first) s.unit = data.unit
      if (s.layer) s.unit = Math.min(s.unit, s.layer.size - 1)
      root.dataset.answered = wire.seq
      if (wire.sentAt) root.dataset.latency = (performance.now() - wire.sentAt).toFixed(1)
    }
    if (!mover.busy) redraw()
    if (first) instrument.known(place(data.step, data.unit))
    player.resize(
      s.steps.length,
      first || data.rev !== s.shownRev ? (data.step ?? s.steps.length - 1) : undefined,
    )
    // A strip too long for the screen stands at the step that is shown.
    if (first || data.rev !== s.shownRev) requestAnimationFrame(() => follow(player.t, first))
    s.shownRev = data.rev
    instrument.link()
  }
  s.dispose = () => {
    for (const part of [fading, instrument, tall, noise]) part.dispose()
    wire.dispose()
  }
  return s
}

export default create
