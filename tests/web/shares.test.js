// Bars of a guess always sum to one, and what is sent is what they say.

import assert from "node:assert/strict"
import { test } from "node:test"

import { bitsWords, guessOf } from "../../seqdemo/web/guess_box/guess_box.js"
import { evenShares, withShare } from "../../seqdemo/web/shared/shares.js"

const close = (got, wanted) => {
  assert.equal(got.length, wanted.length)
  for (const [n, share] of got.entries()) assert.ok(Math.abs(share - wanted[n]) < 1e-12, `${got}`)
}

test("one bar is set and the others keep their proportions", () => {
  close(evenShares(4), [0.25, 0.25, 0.25, 0.25])
  close(withShare([0.5, 0.3, 0.2], 0, 0), [0, 0.6, 0.4])
  close(withShare([0.2, 0.4, 0.4], 0, 0.6), [0.6, 0.2, 0.2])
})

test("from a bar that has all, the others get alike", () => {
  close(withShare([1, 0, 0], 0, 0.5), [0.5, 0.25, 0.25])
  close(withShare([0, 0, 1], 0, 0.5), [0.5, 0, 0.5])
})

test("no bar leaves its bounds, and one alone is always whole", () => {
  close(withShare([0.5, 0.5], 1, 7), [0, 1])
  close(withShare([0.5, 0.5], 1, -1), [1, 0])
  close(withShare([1], 0, 0.2), [1])
})

test("however they are dragged, bars sum to one", () => {
  let shares = evenShares(10)
  for (let n = 0; n < 500; n++) {
    shares = withShare(shares, n % 10, ((n * 37) % 101) / 100)
    assert.ok(Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-9)
  }
})

test("bars are sent with their names, a word with its share, nothing without a word", () => {
  assert.deepEqual(guessOf(["a", "b"], [0.75, 0.25], ""), {
    kind: "shared",
    bars: [
      ["a", 0.75],
      ["b", 0.25],
    ],
  })
  assert.deepEqual(guessOf([], [0.5, 0.5], "said"), { kind: "named", choice: "said", share: 0.5 })
  assert.equal(guessOf([], [0.5, 0.5], ""), null)
})

test("bits have a digit after the point as long as that says something", () => {
  assert.equal(bitsWords(1), "1.0 bits")
  assert.equal(bitsWords(13.29), "13 bits")
})
