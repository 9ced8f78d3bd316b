import assert from "node:assert/strict"
import { test } from "node:test"
import { merged } from "../../seqdemo/web/shared/difference.js"
import { makeData, makeTriggers } from "../../seqdemo/web/shared/mount.js"

const FIRST = { word: "said", steps: [1, 2, 3] }

test("a difference makes the new value of the old one", () => {
  assert.deepEqual(merged(FIRST, ["in", { steps: ["from", 1, [7], 1] }]), {
    word: "said",
    steps: [1, 7, 3],
  })
  assert.deepEqual(merged(FIRST, ["in", { word: ["is", null] }]), { word: null, steps: [1, 2, 3] })
  assert.deepEqual(merged([1], ["from", 1, [2], 0]), [1, 2])
  assert.deepEqual(merged(FIRST, ["in", {}]), FIRST)
})

test("data without a name are taken as they are, and Python is told nothing of them", () => {
  const data = makeData()
  assert.deepEqual(data.take([FIRST]), FIRST)
  assert.deepEqual(data.shown(), {})
})

test("a change is made to the data it names, also when newer ones have come", () => {
  const data = makeData()
  data.take([FIRST, "a"])
  data.take([["in", { word: ["is", "sail"] }], "b", "a"])
  assert.deepEqual(data.take([["in", { steps: ["from", 0, [], 0] }], "c", "a"]), {
    word: "said",
    steps: [],
  })
  assert.deepEqual(data.shown(), { shown: "c" })
})

test("the same data again, as after a change of theme, are not changed twice", () => {
  const data = makeData(),
    change = [["in", { steps: ["from", 3, [4], 0] }], "b", "a"]
  data.take([FIRST, "a"])
  assert.equal(data.take(change), data.take(change))
})

test("a change of data that are not here gives nothing, and Python hears what is", () => {
  const data = makeData()
  data.take([FIRST, "a"])
  assert.equal(data.take([["in", {}], "c", "b"]), null)
  assert.deepEqual(data.shown(), { shown: "a" })
})

test("old data are forgotten", () => {
  const data = makeData()
  for (let n = 0; n < 20; n++) data.take([FIRST, `${n}`])
  assert.equal(data.take([["in", {}], "x", "0"]), null)
  assert.deepEqual(data.take([["in", {}], "y", "19"]), FIRST)
})

test("a trigger says when it was pulled, each later than the one before", () => {
  const triggers = makeTriggers()
  const [one, other] = [triggers("go", { to: 1 }, 50), triggers("go", { to: 2 }, 50)]
  assert.deepEqual(one, { to: 1, at_ms: 50 })
  assert.ok(other.at_ms > 50 && other.at_ms < 51)
})

test("a trigger carries those before it, which Streamlit may have dropped", () => {
  const triggers = makeTriggers()
  triggers("go", { to: 1 }, 10)
  triggers("say", { word: "sail" }, 20)
  assert.deepEqual(triggers("go", { to: 2 }, 30).earlier, [
    { name: "go", value: { to: 1, at_ms: 10 } },
    { name: "say", value: { word: "sail", at_ms: 20 } },
  ])
})

test("old triggers, many and long ones do not go along for ever", () => {
  const triggers = makeTriggers()
  triggers("go", { to: 1 }, 10)
  assert.equal(triggers("go", { to: 2 }, 20_000).earlier, undefined)
  for (let n = 0; n < 30; n++) triggers("go", { to: n }, 20_001 + n)
  assert.deepEqual(
    triggers("go", {}, 20_100).earlier.map(one => one.value.to),
    [22, 23, 24, 25, 26, 27, 28, 29],
  )
  triggers("say", { text: "a".repeat(30_000) }, 20_101)
  triggers("go", { to: 7 }, 20_102)
  assert.deepEqual(
    triggers("go", {}, 20_103).earlier.map(one => one.value.to),
    [7],
  )
})
