import assert from "node:assert/strict"
import { test } from "node:test"
import { distance, readStates, stepBefore, valueAt } from "../../seqdemo/web/shared/trace.js"

const base64 = array => Buffer.from(array.buffer).toString("base64")
const packed = (levels, scale) => ({ q: base64(levels), scale, width: levels.BYTES_PER_ELEMENT })

test("a layer's values arrive row by row", () => {
  const arrays = { hidden: packed(new Int16Array([1, 2, 3, 4, 5, -6]), 1) }
  const layer = readStates({ cell: "rnn", steps: 2, size: 3, arrays })
  assert.equal(valueAt(layer, "hidden", 0, 2), 3)
  assert.equal(valueAt(layer, "hidden", 1, 2), -6)
})

test("whole numbers of 16 and of 8 bits are read as multiples of their scale", () => {
  const arrays = {
    hidden: packed(new Int16Array([-32767, 16384]), 0.5),
    update: packed(new Int8Array([127, -128]), 0.25),
  }
  const layer = readStates({ cell: "gru", steps: 1, size: 2, arrays })
  assert.deepEqual([...layer.arrays.hidden], [-16383.5, 8192])
  assert.deepEqual([...layer.arrays.update], [31.75, -32])
})

test("before the first step stands the initial state, 0 unless it is given", () => {
  const layer = { steps: 1, size: 2, arrays: { hidden: [7, 8] } }
  assert.equal(valueAt(layer, "hidden", -1, 1), 0)
  assert.equal(valueAt({ ...layer, initial: { hidden: [3, 4] } }, "hidden", -1, 1), 4)
})

test("a backward layer starts each step from the one to its right", () => {
  assert.equal(stepBefore({ direction: "backward" }, 2), 3)
  assert.equal(stepBefore({ direction: "forward" }, 2), 1)
})

test("the distance of two states is Euclidean", () => {
  const one = { steps: 1, size: 2, arrays: { hidden: [0, 0] } },
    other = { steps: 2, size: 2, arrays: { hidden: [9, 9, 3, 4] } }
  assert.equal(distance(one, other, 0, 1), 5)
})
