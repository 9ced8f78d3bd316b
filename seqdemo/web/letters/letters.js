// Grids to draw in, and nothing else: the network that reads them is shown elsewhere on the page.

import { makeDrawing } from "../shared/drawing.js"
import { make } from "../shared/element.js"
import { gridElement, paintGrid } from "../shared/grid.js"
import { editColumn, letterControls } from "../shared/letter_controls.js"
import { makeMover } from "../shared/mover.js"
import { setOff } from "../shared/off.js"
import { makeStrip } from "../shared/strip.js"
import { KEY_DELAY, makeWire } from "../shared/wire.js"

const letterColumn = noun => {
  const column = make("div", "column")
  column.setAttribute("role", "listitem")
  column.append(gridElement(), letterControls(noun))
  return column
}

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: abort.signal })
  const q = name => root.querySelector(name),
    columns = q(".columns")
  const drawing = makeDrawing(12, how => {
    if (how !== "stroke") redraw()
    wire?.queue(how === "key" ? KEY_DELAY : 0)
  })
  const strip = makeStrip(columns, drawing, on, () => redraw())
  const mover = makeMover(columns, drawing, on, () => redraw())
  /** One for each drawing: a page may have several. @type {ReturnType<typeof makeWire> | null} */
  let wire = null
  const s = { noun: "letter" }

  const redraw = () => {
    const { grids } = drawing
    while (columns.children.length < grids.length) columns.append(letterColumn(s.noun))
    while (columns.children.length > grids.length) columns.lastChild.remove()
    ;[...columns.children].forEach((column, k) => {
      column.dataset.k = k
      const grid = column.querySelector(".grid")
      grid.setAttribute(
        "aria-label",
        `${s.noun[0].toUpperCase()}${s.noun.slice(1)} ${k + 1} of ${grids.length}`,
      )
      paintGrid(grid, grids[k])
    })
    setOff(q('[data-do="undo"]'), !drawing.canUndo)
    setOff(q('[data-do="add"]'), !drawing.canAdd)
    columns.classList.toggle("full", !drawing.canAdd)
    strip.settle()
  }
  const erase = () => {
    strip.erasing = !strip.erasing
    q('[data-do="erase"]').setAttribute("aria-pressed", String(strip.erasing))
  }
  on(columns, "click", event => editColumn(event, drawing))
  on(root, "click", event => {
    const name = event.target.closest("[data-do]")?.dataset.do
    if (name)
      ({
        undo: () => drawing.undo(),
        clear: () => drawing.clear(),
        add: () => strip.add(),
        erase,
      })[name]()
  })
  on(root, "keydown", event => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      event.preventDefault()
      drawing.undo()
    }
  })
  s.update = (data, { setStateValue: send }) => {
    s.noun = data.noun
    root.dataset.picture = data.presented ? "" : "none"
    drawing.limit(data.most)
    root.classList.toggle("single", data.most === 1)
    root.ariaLabel = data.most === 1 ? `Draw a ${s.noun} here` : `Draw ${s.noun}s here`
    q('[data-do="add"]').textContent = `+ ${s.noun[0].toUpperCase()}${s.noun.slice(1)}`
    wire ??= makeWire(`seqdemoLetters ${data.name}`, drawing, { pushed: () => strip.cancel() })
    wire.receive(data, send)
    root.dataset.answered = wire.seq
    if (!mover.busy && !strip.busy) redraw()
  }
  s.dispose = () => {
    abort.abort()
    wire?.dispose()
  }
  return s
}

export default create
