// A click that a lost connection took with it, and those that a server has answered.

import assert from "node:assert/strict"
import { test } from "node:test"
import { makeUnanswered } from "../../seqdemo/web/shared/unanswered.js"
import { makeServed } from "./lost_server.js"

/** A page whose server comes and goes, and a component that clicks. */
const scene = () => {
  const sent = [],
    time = { now: 0 },
    { page, says } = makeServed()
  const send = (name, value) => sent.push([name, value])
  const unanswered = makeUnanswered(send, page, () => time.now)
  return {
    sent,
    time,
    click: to => unanswered.pull("act", { to }),
    runs: () => says("script", "running"),
    ends: () => says("script", "notRunning"),
    lost: () => says("connection", "PINGING_SERVER"),
    back: () => says("connection", "CONNECTED"),
  }
}

test("a click whose connection was lost before its answer came is sent again, as it was", () => {
  const { sent, click, runs, lost, back } = scene()
  click(1)
  runs()
  lost()
  assert.equal(sent.length, 1)
  back()
  assert.deepEqual(sent, Array(2).fill(["act", { to: 1 }]))
})

test("so is one for which there was no server, and a run that ends without one answers nothing", () => {
  const { sent, click, lost, ends, back } = scene()
  lost()
  click(1)
  ends()
  back()
  assert.deepEqual(sent, Array(2).fill(["act", { to: 1 }]))
})

test("a click that was answered is not sent again", () => {
  const { sent, click, runs, ends, lost, back } = scene()
  click(1)
  runs()
  ends()
  lost()
  back()
  assert.equal(sent.length, 1)
})

test("nor is one for which the server was away too long", () => {
  const { sent, time, click, lost, back } = scene()
  lost()
  click(1)
  time.now = 600_000
  back()
  assert.equal(sent.length, 1)
})
