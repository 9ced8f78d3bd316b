// What the browser draws from is what Python's sampler draws from.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"

import { probabilities } from "../../seqdemo/web/shared/sampling.js"

/** Logits, settings and what Python makes of them; tests/core/test_sampling.py holds it to that. */
const CASES = JSON.parse(readFileSync(new URL("sampling.json", import.meta.url), "utf8"))

for (const { name, logits, temperature, topK, topP, p } of CASES) {
  test(`${name} at temperature ${temperature}, top-k ${topK}, top-p ${topP}`, () => {
    const got = probabilities(logits, { temperature, topK, topP })
    assert.equal(got.length, p.length)
    for (const [n, share] of p.entries()) {
      assert.ok(Math.abs(got[n] - share) < 1e-6, `${n}: ${got[n]}, not ${share}`)
      assert.equal(got[n] === 0, share === 0, `${n} is cut in one of them only`)
    }
  })
}
