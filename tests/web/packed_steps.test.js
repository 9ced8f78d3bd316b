import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { readSteps } from "../../seqdemo/web/shared/packed_steps.js"

// Made by Python: test_packed_steps.py holds it to what is packed today.
for (const { name, packed, layer, close } of JSON.parse(
  readFileSync(new URL("packed_steps.json", import.meta.url), "utf8"),
)) {
  test(`${name}: every state and gate arrives`, () => {
    const { arrays, steps, size } = readSteps(packed)
    assert.deepEqual(Object.keys(arrays).sort(), Object.keys(layer).sort())
    for (const [array, rows] of Object.entries(layer)) {
      const apart = rows.flat().map((value, n) => Math.abs(value - arrays[array][n]))
      assert.equal(arrays[array].length, steps * size)
      assert.ok(Math.max(...apart) <= close, `${array} is ${Math.max(...apart)} off`)
    }
  })
}

test("what a backward layer remembers comes from its right", () => {
  const gru = {
    cell: "gru",
    direction: "backward",
    steps: 2,
    size: 1,
    bits: 8,
    names: ["reset", "update", "candidate"],
    scales: [1 / 255, 1 / 255, 1 / 127],
    initial: {},
  }
  const { arrays } = readSteps({ ...gru, rows: ["AP9/", "AAB/"] }) // z = 1 keeps what came from the right, n = 1
  assert.deepEqual([...arrays.hidden], [1, 1])
})
