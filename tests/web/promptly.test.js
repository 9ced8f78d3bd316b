import assert from "node:assert/strict"
import { test } from "node:test"

import { promptly } from "../../seqdemo/web/shared/promptly.js"

/** A page whose timers never end by themselves. */
const makePage = () => {
  const waiting = []
  return { waiting, setTimeout: (task, wait) => waiting.push([task, wait]) }
}
const heard = () => new Promise(resolve => setImmediate(resolve))

test("what is sent from a timer of 0 ms is sent as soon as the event has been heard", async () => {
  const page = makePage(),
    said = []
  promptly(() => {
    page.setTimeout(() => said.push("sent"), 0)
    said.push("set")
  }, page)
  said.push("rest of the event")
  await heard()
  assert.deepEqual(said, ["set", "rest of the event", "sent"])
  assert.deepEqual(page.waiting, [])
})

test("timers that wait for longer wait", () => {
  const page = makePage(),
    task = () => {}
  promptly(() => page.setTimeout(task, 5), page)
  assert.deepEqual(page.waiting, [[task, 5]])
})

test("afterwards timers are the page's own, also if the call fails", () => {
  const page = makePage(),
    own = page.setTimeout
  assert.throws(() => {
    promptly(() => {
      throw new Error("no")
    }, page)
  })
  assert.equal(page.setTimeout, own)
})
