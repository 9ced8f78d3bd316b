import assert from "node:assert/strict"
import { test } from "node:test"
import { BLANK, encodeDrawing, makeDrawing } from "../../seqdemo/web/shared/drawing.js"

const inked = cell => `${BLANK.slice(0, cell)}1${BLANK.slice(cell + 1)}`
const started = (most = 12) => {
  const told = []
  return { drawing: makeDrawing(most, how => told.push(how)), told }
}

test("a stroke of many cells is undone as a whole", () => {
  const { drawing, told } = started()
  drawing.beginStroke()
  for (const cell of [0, 8, 16]) drawing.set(0, cell, "1")
  drawing.endStroke()
  assert.equal([...drawing.grids[0]].filter(bit => bit === "1").length, 3)
  drawing.undo()
  assert.deepEqual(drawing.grids, [BLANK])
  assert.equal(drawing.canUndo, false)
  assert.deepEqual(told, ["stroke", "shape"])
})

test("a stroke that inks nothing leaves nothing to undo and tells nobody", () => {
  const { drawing, told } = started()
  drawing.beginStroke()
  assert.equal(drawing.set(0, 5, "0"), false)
  drawing.endStroke()
  assert.equal(drawing.canUndo, false)
  assert.deepEqual(told, [])
})

test("toggling a cell twice gives the grid that was", () => {
  const { drawing } = started()
  drawing.toggle(0, 48)
  assert.deepEqual(drawing.grids, [inked(48)])
  drawing.toggle(0, 48)
  assert.deepEqual(drawing.grids, [BLANK])
})

test("letters are inserted before a place up to the most there may be", () => {
  const { drawing } = started(2)
  drawing.toggle(0, 3)
  drawing.insert(0)
  assert.deepEqual(drawing.grids, [BLANK, inked(3)])
  assert.equal(drawing.canAdd, false)
  drawing.insert(0)
  assert.equal(drawing.grids.length, 2)
})

test("a letter moved to the end leaves the others in order", () => {
  const { drawing } = started()
  drawing.adopt([inked(1), inked(2), inked(3)], false)
  drawing.move(0, 2)
  assert.deepEqual(drawing.grids, [inked(2), inked(3), inked(1)])
  drawing.move(2, 0)
  assert.deepEqual(drawing.grids, [inked(1), inked(2), inked(3)])
})

test("removing the last letter leaves a blank one", () => {
  const { drawing } = started()
  drawing.toggle(0, 9)
  drawing.remove(0)
  assert.deepEqual(drawing.grids, [BLANK])
})

test("a drawing taken over from Python can be undone, the first one cannot", () => {
  const { drawing } = started()
  drawing.adopt([inked(1)], false)
  assert.equal(drawing.canUndo, false)
  drawing.adopt([inked(2)], true)
  drawing.undo()
  assert.deepEqual(drawing.grids, [inked(1)])
})

test("two hundred steps can be undone, and no more are kept", () => {
  const { drawing } = started()
  for (let n = 0; n < 250; n++) drawing.toggle(0, n % 49)
  let undone = 0
  while (drawing.canUndo) {
    drawing.undo()
    undone++
  }
  assert.equal(undone, 200)
})

test("a link holds nine characters a letter, those that Python writes", () => {
  assert.equal(encodeDrawing([BLANK]), "AAAAAAAAA")
  assert.equal(encodeDrawing([inked(0)]), "gAAAAAAAA")
  assert.equal(encodeDrawing(["1".repeat(49), BLANK]), "________gAAAAAAAAA")
})
