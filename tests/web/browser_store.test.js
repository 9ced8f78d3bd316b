// What a browser keeps of a room: written once each, so that nothing late undoes what is newer.

import assert from "node:assert/strict"
import test from "node:test"

const listeners = new Set()
const held = new Map()
globalThis.window = /** @type {any} */ ({
  addEventListener: (_type, listener) => listeners.add(listener),
  removeEventListener: (_type, listener) => listeners.delete(listener),
})
globalThis.localStorage = /** @type {any} */ ({
  getItem: name => held.get(name) ?? null,
  setItem: (name, text) => held.set(name, text),
  removeItem: name => held.delete(name),
})
const { default: create } = await import("../../seqdemo/web/browser_store/browser_store.js")

const NAME = "seqdemo.room.last"
const given = (turn, put, drop = false) => ({
  name: NAME,
  epoch: "one",
  turn,
  put,
  drop,
  tab: false,
})
const sent = []
const update = (place, data) =>
  place.update(data, { setStateValue: (name, value) => sent.push([name, value.kept]) })

test("a place that leaves the page and is drawn once more undoes nothing newer", () => {
  const [door, board] = [create(), create()]
  update(door, given(1, null, true))
  update(board, given(2, "KXRT board"))
  update(door, given(1, null, true))
  assert.equal(held.get(NAME), "KXRT board")
  update(board, { ...given(1, "WNBE board"), epoch: "another session" })
  assert.equal(held.get(NAME), "WNBE board")
})

test("what another tab keeps is told, and only that name", () => {
  const place = create()
  update(place, given(0, null))
  sent.length = 0
  for (const listener of listeners) {
    listener({ key: "seqdemo.other", newValue: "x" })
    listener({ key: NAME, newValue: "" })
  }
  assert.deepEqual(sent, [])
  for (const listener of [...listeners].slice(-1)) listener({ key: NAME, newValue: "ZZFF" })
  assert.deepEqual(sent, [["found", "ZZFF"]])
  const before = listeners.size
  place.dispose()
  assert.equal(listeners.size, before - 1)
})
