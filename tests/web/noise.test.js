// The slider of noise asks for one amount at a time, and in the end for the one it shows.

import assert from "node:assert/strict"
import { test } from "node:test"

import { makeNoise } from "../../seqdemo/demos/word_reader/page/unroll/noise.js"

const part = more => ({ listeners: {}, textContent: "", disabled: false, ...more })

const made = () => {
  const slider = part({ value: "0" }),
    parts = { input: slider, output: part(), button: part() },
    asked = []
  const box = /** @type {any} */ ({ hidden: false, querySelector: name => parts[name] })
  const on = (target, type, listener) => {
    target.listeners[type] = listener
  }
  const noise = makeNoise(box, on, wish => asked.push(wish))
  noise.show({ percent: 0, seed: 1, flips: [[]] })
  const slide = value => {
    slider.value = String(value)
    slider.listeners.input()
  }
  return { noise, parts, asked, slide, box }
}

test("while an answer is awaited only the last wish is kept", () => {
  const { noise, asked, slide, parts } = made()
  for (const percent of [3, 6, 9]) slide(percent)
  assert.deepEqual(asked, [{ percent: 3, seed: 1 }])
  assert.equal(parts.output.textContent, "9\u00a0% of cells flipped")
  noise.show({ percent: 3, seed: 1, flips: [[4]] })
  assert.deepEqual(asked[1], { percent: 9, seed: 1 })
  assert.equal(parts.input.value, "9", "the answer does not pull the slider back")
  noise.show({ percent: 9, seed: 1, flips: [[4, 7]] })
  assert.equal(asked.length, 2)
  noise.dispose()
})

test("other cells are another seed, and a link's noise is shown", () => {
  const { noise, asked, parts, box } = made()
  assert.ok(parts.button.disabled, "without noise there are no other cells")
  noise.show({ percent: 12, seed: 5, flips: [[]] })
  assert.equal(parts.input.value, "12")
  parts.button.listeners.click()
  assert.deepEqual(asked, [{ percent: 12, seed: 6 }])
  noise.show(null)
  assert.ok(box.hidden)
  noise.dispose()
})
