import assert from "node:assert/strict"
import { test } from "node:test"
import { makePress } from "../../seqdemo/web/shared/press.js"

const BUTTON = { closest: () => ({}) },
  CANVAS = { closest: () => null }

/** A component and its page, with what was drawn, by name, and a clock that is moved by hand. */
const scene = t => {
  t.mock.timers.enable({ apis: ["setTimeout"] })
  const root = new EventTarget(),
    page = new EventTarget(),
    drawn = []
  const press = makePress(root, page)
  return {
    drawn,
    press,
    draw: name => press.draw(() => drawn.push(name)),
    down: target => {
      const event = new Event("pointerdown")
      Object.defineProperty(event, "target", { value: target })
      root.dispatchEvent(event)
    },
    send: name => page.dispatchEvent(new Event(name)),
    wait: milliseconds => t.mock.timers.tick(milliseconds),
  }
}

test("with no button held down it is drawn at once", t => {
  const { draw, drawn } = scene(t)
  draw("first")
  assert.deepEqual(drawn, ["first"])
})

test("while a button is held down nothing is drawn, after its click the latest alone", t => {
  const { draw, drawn, down, send, wait } = scene(t)
  down(BUTTON)
  draw("first")
  draw("second")
  send("pointerup")
  assert.deepEqual(drawn, [])
  send("click")
  wait(1)
  assert.deepEqual(drawn, ["second"])
  draw("third")
  assert.deepEqual(drawn, ["second", "third"])
})

test("a stroke on a canvas is drawn as it goes", t => {
  const { draw, drawn, down } = scene(t)
  down(CANVAS)
  draw("stroke")
  assert.deepEqual(drawn, ["stroke"])
})

test("a press that is released elsewhere, or never, holds nothing up for long", t => {
  const { draw, drawn, down, send, wait } = scene(t)
  down(BUTTON)
  draw("released")
  send("pointerup")
  wait(400)
  down(BUTTON)
  draw("never released")
  wait(2500)
  assert.deepEqual(drawn, ["released", "never released"])
})

test("what waits for a component that is gone is not drawn", t => {
  const { draw, drawn, down, press, wait } = scene(t)
  down(BUTTON)
  draw("late")
  press.dispose()
  wait(5000)
  assert.deepEqual(drawn, [])
})
