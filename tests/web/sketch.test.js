// A drawing in lines, and how a network goes on from it, without a browser.

import assert from "node:assert/strict"
import { test } from "node:test"

import {
  ellipsesAt,
  linesUpTo,
  penAt,
  penChances,
} from "../../seqdemo/demos/sketch/page/pad/ahead.js"
import { lineOf, makeSketch, placesOf } from "../../seqdemo/demos/sketch/page/pad/sketch.js"
import { boxesOf } from "../../seqdemo/demos/sketch/page/pad/thumbs.js"

const sketching = () => {
  const told = [],
    sketch = makeSketch(3, () => told.push([...sketch.grids]))
  return { sketch, told }
}

test("a line is text and comes back", () => {
  assert.equal(
    lineOf(
      "m",
      [
        [10.2, 20.4],
        [30, 40],
      ],
      512,
    ),
    "m10.20.30.40",
  )
  assert.deepEqual(placesOf("n10.20.30.40"), [
    [10, 20],
    [30, 40],
  ])
})

test("a line that leaves the sheet is clipped at its edge", () => {
  assert.equal(
    lineOf(
      "m",
      [
        [-5, 20],
        [900, 20],
      ],
      512,
    ),
    "m0.20.512.20",
  )
})

test("places nearer than a line needs are left out, but not its end", () => {
  assert.equal(
    lineOf(
      "m",
      [
        [0, 0],
        [1, 0],
        [2, 0],
        [2, 1],
      ],
      512,
    ),
    "m0.0.2.0.2.1",
  )
  assert.equal(
    lineOf(
      "m",
      [
        [7, 7],
        [7, 7],
        [7, 7],
      ],
      512,
    ),
    "m7.7",
  )
})

test("each line is undone by itself", () => {
  const { sketch, told } = sketching()
  sketch.add(["m1.1"])
  sketch.add(["n2.2"])
  sketch.undo()
  assert.deepEqual(sketch.grids, ["m1.1"])
  sketch.undo()
  assert.deepEqual(sketch.grids, [])
  assert.equal(sketch.canUndo, false)
  assert.equal(told.length, 4)
})

test("in turns, the answer is undone together with the line it answers", () => {
  const { sketch } = sketching()
  sketch.add(["m1.1"])
  sketch.add(["n2.2"], true)
  sketch.undo()
  assert.deepEqual(sketch.grids, [])
})

test("a full sheet takes no more lines", () => {
  const { sketch, told } = sketching()
  sketch.add(["m1.1", "m2.2", "m3.3", "m4.4"])
  assert.equal(sketch.full, true)
  assert.deepEqual(sketch.grids, ["m1.1", "m2.2", "m3.3"])
  sketch.add(["m5.5"])
  assert.equal(told.length, 1)
})

test("a drawing made elsewhere is adopted, and can be undone", () => {
  const { sketch } = sketching()
  sketch.adopt(["m1.1"], false)
  assert.equal(sketch.canUndo, false)
  sketch.adopt(["m2.2"], true)
  sketch.undo()
  assert.deepEqual(sketch.grids, ["m1.1"])
})

test("a sheet that was cleared can be had back", () => {
  const { sketch } = sketching()
  sketch.add(["m1.1"])
  sketch.clear()
  sketch.undo()
  assert.deepEqual(sketch.grids, ["m1.1"])
})

const AHEAD = {
  places: [
    [1, 1],
    [2, 2],
    [9, 9],
    [8, 8],
  ],
  lifted: "0100",
  start: [0, 0],
  drawing: false,
}

test("the network's lines end where it lifts the pen", () => {
  assert.deepEqual(linesUpTo(AHEAD, 4), [
    [
      [1, 1],
      [2, 2],
    ],
    [
      [9, 9],
      [8, 8],
    ],
  ])
  assert.deepEqual(linesUpTo(AHEAD, 1), [[[1, 1]]])
  assert.deepEqual(linesUpTo(AHEAD, 0), [])
  assert.deepEqual(penAt(AHEAD, 0), [0, 0])
  assert.deepEqual(penAt(AHEAD, 3), [9, 9])
})

test("a drawing that the network begins starts where the pen is down", () => {
  assert.deepEqual(linesUpTo({ ...AHEAD, drawing: true }, 1), [
    [
      [0, 0],
      [1, 1],
    ],
  ])
})

test("an ellipse lies along the correlation, two standard deviations wide", () => {
  const ahead = {
    ...AHEAD,
    count: 1,
    shares: new Float32Array([0.5, 0, 1, 0.6]),
    numbers: new Float32Array([3, 4, 2, 1, 0, 0, 1, 1]),
    pen: new Float32Array([0.9, 0.1, 0]),
  }
  const [first] = ellipsesAt(ahead, 0),
    [second] = ellipsesAt(ahead, 1)
  assert.deepEqual([first.x, first.y, first.long, first.short, first.turn], [3, 4, 4, 2, 0])
  assert.ok(Math.abs(second.turn - 45) < 1e-4)
  assert.ok(Math.abs(second.long - 2 * Math.sqrt(1.6)) < 1e-4)
  assert.ok(Math.abs(second.short - 2 * Math.sqrt(0.4)) < 1e-4)
  assert.deepEqual(ellipsesAt(ahead, 2), [])
  assert.equal(penChances(ahead, 0).length, 3)
  assert.equal(penChances(ahead, 1), null)
})

test("endings that stay on the sheet are seen at one scale and close; one that leaves it is whole", () => {
  const mine = [
      [
        [40, 40],
        [60, 60],
      ],
    ],
    ending = (...places) => [places],
    boxes = boxesOf(mine, [ending([50, 50]), ending([50, 70]), ending([-40, 50])], 100)
  const [near, other, far] = boxes.map(box => box.split(" ").map(Number))
  assert.deepEqual(near, other)
  assert.equal(near[2], 36) // 30 of the sheet's 100, and a little room
  assert.ok(far[0] < -40 && far[2] >= 100)
})
