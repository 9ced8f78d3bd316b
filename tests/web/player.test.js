// The player steps through time with no screen and no server.

import assert from "node:assert/strict"
import { mock, test } from "node:test"
import { makePlayer } from "../../seqdemo/web/shared/player.js"

const part = value => ({ value, textContent: "", dataset: {}, setAttribute() {} })
const player = (total, t) => {
  const parts = { play: part(""), when: part(""), scrub: part("1"), pace: part("100") },
    shown = [],
    heard = {}
  const made = makePlayer(
    parts,
    (_, type, listener) => {
      heard[type] = listener
    },
    (...step) => shown.push(step),
  )
  made.resize(total, t)
  return { made, parts, shown, heard }
}

test("the last step stays last when the trace grows", () => {
  const { made } = player(3)
  made.resize(5)
  assert.equal(made.t, 4)
})

test("a step before the end keeps its place when the trace grows", () => {
  const { made } = player(5, 2)
  made.resize(8)
  assert.equal(made.t, 2)
})

test("first, next, back and last stay within the trace", () => {
  const { made } = player(3, 1)
  made.do.prev()
  made.do.prev()
  assert.equal(made.t, 0)
  made.do.last()
  made.do.next()
  assert.equal(made.t, 2)
  made.do.first()
  assert.equal(made.t, 0)
})

test("playing from the end begins anew, shows every step and says the last", () => {
  mock.timers.enable({ apis: ["setInterval"] })
  const { made, parts, shown } = player(3)
  shown.length = 0
  made.do.play()
  assert.equal(parts.play.textContent, "❚❚ Pause")
  mock.timers.tick(350)
  assert.deepEqual(shown, [
    [0, false],
    [1, false],
    [2, false],
    [2, true],
  ])
  assert.equal(made.playing, false)
  assert.equal(parts.play.textContent, "▶ Play")
  mock.timers.reset()
})

test("an empty trace has no step and cannot be played", () => {
  const { made, parts } = player(0)
  made.do.play()
  assert.equal(made.playing, false)
  assert.equal(parts.when.textContent, "no step yet")
  assert.equal(parts.scrub.disabled, true)
})

test("the slider stops playing and chooses a step", () => {
  const { parts, shown, heard } = player(5)
  parts.scrub.value = "2"
  heard.input()
  assert.deepEqual(shown.at(-1), [1, true])
})

test("the widest words that say where one is keep their place, whatever the step", () => {
  const { parts } = player(120, 3)
  assert.equal(parts.when.textContent, "step 4 of 120")
  assert.equal(parts.when.dataset.longest.length, "step 120 of 120".length)
})
