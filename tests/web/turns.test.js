import assert from "node:assert/strict"
import { test } from "node:test"

import { heldLink } from "../../seqdemo/web/shared/turns.js"

test("a link to the explorer holds the unit from the step on, and selects both", () => {
  const place = { layer: 1, unit: 183, at: 60 }
  assert.equal(
    heldLink("explorer?from=shakespeare&cell=lstm", place, -1),
    "explorer?from=shakespeare&cell=lstm&view=reach&layer=2&unit=183&at=60&do=c2:183@60=-1",
  )
})
