// What is half typed as the connection is lost, and what is not given back.

import assert from "node:assert/strict"
import { test } from "node:test"
import { keepHalfTyped } from "../../seqdemo/web/shared/half_typed.js"
import { makeServed } from "./lost_server.js"
import { Field } from "./react_field.js"

/** Milliseconds in which a field is looked at once at least. */
const LOOK = 300

/** A page with a field whose server comes and goes. */
const scene = t => {
  t.mock.timers.enable({ apis: ["setTimeout"] })
  const heard = {},
    kind = { ariaLabel: "A text", localName: "textarea", disabled: false },
    field = Object.assign(new Field(), kind),
    clock = { now: 0 },
    server = makeServed()
  keepHalfTyped(
    /** @type {any} */ ({
      document: { ...server.page, querySelectorAll: () => [field] },
      performance: { now: () => clock.now },
      setTimeout: (does, wait) => setTimeout(does, wait),
      addEventListener: (name, listener) => {
        heard[name] = listener
      },
    }),
  )
  field.addEventListener("input", event => heard.input({ target: event.target }))
  const says = (what, how) => {
    server.says(what, how)
    t.mock.timers.tick(LOOK)
  }
  const type = text => {
    field.value = text
    heard.input({ target: field })
  }
  return {
    field,
    type,
    leave: () => heard.focusout({ target: field }),
    press: (key, more = {}) => heard.keydown({ target: field, key, ...more }),
    click: () => heard.pointerdown({}),
    lose: () => says("connection", "PINGING_SERVER"),
    /** A server that is there again, and has said what stands in the field. */
    draw: (text, ms = 0) => {
      server.says("connection", "CONNECTED")
      says("script", "running")
      clock.now += ms
      field.value = text
      says("script", "notRunning")
    },
    look: () => t.mock.timers.tick(LOOK),
    pass: ms => {
      clock.now += ms
    },
  }
}

test("what was half typed stands in its field again, however often a page comes back", t => {
  const { field, type, lose, draw, pass } = scene(t)
  type("half a sen")
  lose()
  draw("as the link says")
  assert.equal(field.value, "half a sen")
  draw("as the link says")
  assert.equal(field.value, "half a sen")
  pass(60_000)
  draw("written by another")
  assert.equal(field.value, "written by another")
})

test("so it does where a cold server takes long for each of its runs", t => {
  const { field, type, lose, draw } = scene(t)
  type("half a sen")
  lose()
  for (let run = 0; run < 3; run++) draw("as the link says", 20_000)
  assert.equal(field.value, "half a sen")
})

test("so it does where a run is over before the browser has drawn it", t => {
  const { field, type, lose, draw, look } = scene(t)
  type("half a sen")
  lose()
  draw("half a sen")
  field.value = "as the link says"
  look()
  assert.equal(field.value, "half a sen")
})

test("a second loss takes nothing either", t => {
  const { field, type, lose, draw, pass } = scene(t)
  type("half a sen")
  lose()
  draw("")
  pass(60_000)
  lose()
  draw("")
  assert.equal(field.value, "half a sen")
})

test("what was sent is the server's to show", t => {
  for (const send of ["leave", "enter"]) {
    const { field, type, leave, press, lose, draw } = scene(t)
    type("a sentence")
    if (send === "leave") leave()
    else press("Enter", { ctrlKey: true })
    lose()
    draw("as the server says")
    assert.equal(field.value, "as the server says")
    t.mock.timers.reset()
  }
})

test("a new line sends nothing, nor does a field that is left because nobody is connected", t => {
  const { field, type, press, leave, lose, draw } = scene(t)
  type("one line")
  press("Enter")
  field.disabled = true
  leave()
  lose()
  field.disabled = false
  draw("")
  assert.equal(field.value, "one line")
})

test("who goes on to a ready sentence gets nothing back", t => {
  const { field, type, lose, draw, click } = scene(t)
  type("half a sen")
  lose()
  draw("")
  click()
  draw("a ready sentence")
  lose()
  draw("a ready sentence")
  assert.equal(field.value, "a ready sentence")
})
