// A room's board: what the large button does next, what is promised, and that all of it is seen.

import assert from "node:assert/strict"
import test from "node:test"
import { primaryMove, wayBack } from "../../seqdemo/demos/room/page/blackboard/bar.js"
import { fit } from "../../seqdemo/demos/room/page/blackboard/fit.js"
import { legend } from "../../seqdemo/demos/room/page/blackboard/rows.js"

const browser = /** @type {any} */ (globalThis)
browser.document = {
  createElement: tag => ({ tag, textContent: "", className: "", append() {} }),
}

const afterVote = words =>
  primaryMove({ at: 0, steps: 3, bar: { moves: ["again", "reveal"] }, question: { case: words } })

test("after a vote the large button, and a clicker, do what the board advises", () => {
  const again = { do: "move", move: "again", at: 0 }
  assert.deepEqual(afterVote("explain it again, then ask again"), again)
  assert.deepEqual(afterVote("let them talk in pairs, then vote again"), again)
  assert.equal(afterVote("say why in a sentence and go on").move, "reveal")
})

const told = (chances, phase = "waiting", network = null) =>
  legend({
    question: { kind: "choice", rows: [{ counts: [], network }], rounds: [], voted: 0, chances },
    joined: 3,
    phase,
  }).map(one => one.textContent)

test("a network's chances are promised only where it will give some", () => {
  assert.equal(told(true).length, 2)
  assert.match(told(true)[1], /hidden until revealed/)
  assert.equal(told(false).length, 1)
  assert.equal(told(true, "revealed").length, 1)
  assert.equal(told(true, "revealed", 0.5).length, 2)
})

/** A board whose content is so high at full size, on a screen with room for 1000 pixels. */
const boardOf = (content, room = "1000px") => {
  const main = {
    style: {
      zoom: "",
      setProperty: (_name, zoom) => Object.assign(main.style, { zoom }),
      removeProperty: () => Object.assign(main.style, { zoom: "" }),
    },
  }
  browser.getComputedStyle = () => ({
    minHeight: room,
    get height() {
      return `${Math.max(1000, content * Number(main.style.zoom || 1))}px`
    },
  })
  return [{ querySelector: () => main }, main.style]
}

test("type is smaller where a step is higher than the screen, and no smaller than that needs", () => {
  browser.matchMedia = () => ({ matches: true })
  for (const [content, zoom] of [
    [900, "1"],
    [1080, "0.92"],
    [1180, "0.84"],
    [9000, "0.68"],
  ]) {
    const [board, style] = boardOf(content)
    fit(/** @type {any} */ (board))
    assert.equal(style.zoom, zoom)
  }
  const [mine, style] = boardOf(9000, "auto")
  fit(/** @type {any} */ (mine))
  assert.equal(style.zoom, "")
})

test("after the last step the large button leads to the end, and from there only back", () => {
  const last = { at: 2, steps: 3, bar: { moves: [], end: true } }
  assert.deepEqual(primaryMove(last), { do: "end", at: 2 })
  assert.deepEqual(wayBack(last), { do: "go", at: 1 })
  const ended = { ...last, ended: true, bar: { moves: [], end: false } }
  assert.equal(primaryMove(ended), null)
  assert.deepEqual(wayBack(ended), { do: "go", at: 2 })
  assert.equal(primaryMove({ ...last, bar: { moves: [], end: false } }), null)
  assert.equal(wayBack({ ...last, at: 0 }), null)
})
