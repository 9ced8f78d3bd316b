// Strokes in a grid that stands still, and in one that the page moves under the pen.

import assert from "node:assert/strict"
import { test } from "node:test"
import { BLANK, makeDrawing } from "../../seqdemo/web/shared/drawing.js"
import { makeStrip } from "../../seqdemo/web/shared/strip.js"

/** Pixels along a cell; the grid has no border. */
const SIDE = 10

/** A strip of one grid whose upper edge is at `scene.top`, and a pen. */
const scene = () => {
  const told = [],
    heard = {}
  const boxAt = (top, side) => ({ left: 0, top, width: side })
  const grid = {
    getBoundingClientRect: () => boxAt(found.top, 7 * SIDE),
    querySelector: () => ({ getBoundingClientRect: () => ({ left: 0.5 }) }),
    querySelectorAll: () => [],
    closest: name => (name === ".grid" ? grid : { dataset: { k: "0" } }),
    setPointerCapture: () => {},
  }
  const drawing = makeDrawing(1, how => told.push(how))
  makeStrip(
    { querySelector: () => null },
    drawing,
    (_target, type, listener) => {
      heard[type] ??= listener
    },
    () => {},
  )
  const pen = (type, x, y) =>
    heard[type]({
      type,
      target: grid,
      pointerId: 1,
      button: 0,
      clientX: (x + 0.5) * SIDE,
      clientY: (y + 0.5) * SIDE,
      preventDefault: () => {},
    })
  const found = { top: 0, told, pen, inked: () => cellsOf(drawing.grids[0]) }
  return found
}

const cellsOf = bits => [...bits].flatMap((bit, n) => (bit === "1" ? [n] : []))

test("a fast pen skips cells, and the line has them all", () => {
  const { pen, inked, told } = scene()
  pen("pointerdown", 0, 1)
  pen("pointermove", 4, 1)
  pen("pointerup", 4, 1)
  assert.deepEqual(inked(), [7, 8, 9, 10, 11])
  assert.deepEqual(told, ["stroke"])
})

test("a line goes on to where the pen is lifted", () => {
  const { pen, inked } = scene()
  pen("pointerdown", 0, 1)
  pen("pointermove", 3, 1)
  pen("pointerup", 4, 1)
  assert.deepEqual(inked(), [7, 8, 9, 10, 11])
})

test("a click on ink that stays there takes it away, and one that goes on does not", () => {
  const { pen, inked } = scene()
  const press = to => {
    pen("pointerdown", 3, 3)
    pen("pointermove", to, 3)
    pen("pointerup", to, 3)
  }
  press(3)
  assert.deepEqual(inked(), [24])
  press(3)
  assert.deepEqual(cellsOf(BLANK), inked())
  press(3)
  press(4)
  assert.deepEqual(inked(), [24, 25])
})

test("a grid that moves under a pen at rest is inked where it was pressed, and nowhere else", () => {
  const found = scene()
  found.pen("pointerdown", 5, 0)
  found.top = -8
  found.pen("pointermove", 5, 0)
  found.top = -40
  found.pen("pointermove", 5, 0)
  found.pen("pointerup", 5, 0)
  assert.deepEqual(found.inked(), [5])
})

test("a tap on ink is one also where the grid moves before it ends", () => {
  const found = scene()
  found.pen("pointerdown", 2, 2)
  found.pen("pointerup", 2, 2)
  found.pen("pointerdown", 2, 2)
  found.top = -40
  found.pen("pointermove", 2, 2)
  found.pen("pointerup", 2, 2)
  assert.deepEqual(found.inked(), [])
})

test("an added grid is scrolled to sideways alone, smoothly unless the visitor wants no motion", () => {
  const asked = []
  const row = {
    offsetLeft: 20,
    clientWidth: 300,
    scrollWidth: 900,
    scrollTo: how => asked.push(how),
  }
  const gridAt = n => ({
    scrollIntoView: () => assert.fail("the page would move under the finger on the button"),
    closest: () => ({ offsetLeft: 20 + 100 * n, offsetWidth: 100 }),
  })
  const columns = { querySelector: name => gridAt(+name.match(/\d+/)[0]), closest: () => row }
  const drawing = makeDrawing(12, () => {})
  const strip = makeStrip(
    columns,
    drawing,
    () => {},
    () => {},
  )
  for (const matches of [false, true]) {
    globalThis.matchMedia = /** @type {any} */ (() => ({ matches }))
    strip.add()
  }
  assert.equal(drawing.grids.length, 3)
  assert.deepEqual(asked, [
    { left: 0, behavior: "smooth" },
    { left: 100, behavior: "auto" },
  ])
})

test("of a line over a grid that has moved, the way of the pen is drawn and not that of the grid", () => {
  const found = scene()
  found.pen("pointerdown", 0, 0)
  found.top = -40
  found.pen("pointermove", 2, 0)
  found.pen("pointerup", 2, 0)
  assert.deepEqual(found.inked(), [0, 28, 29, 30])
})
