// Merging of the address: the page's own names, what pictures put there, and parameters of others.

import assert from "node:assert/strict"
import { beforeEach, mock, test } from "node:test"
import { makeLink, makePlace, saysNow, WAIT } from "../../seqdemo/web/shared/address.js"
import { makeServed } from "./lost_server.js"

const NAMES = ["t", "at", "unit"]
let written = []

const goTo = address => {
  const { pathname, search } = new URL(address, "http://host")
  Object.assign(globalThis.location, { pathname, search })
}

mock.timers.enable({ apis: ["setTimeout"] })
beforeEach(() => {
  mock.timers.runAll()
  written = []
  globalThis.window = {}
  globalThis.location = {}
  globalThis.history = {
    state: { key: "streamlit" },
    replaceState: (state, _, target) => {
      written.push([state, target])
      goTo(target)
    },
  }
  goTo("/writer?embed=true&at=3")
})
const query = () => {
  mock.timers.tick(WAIT)
  return globalThis.location.search
}

test("a link that has to be there before something else is written at once", () => {
  const link = makeLink()
  link.set(NAMES, {})
  link.write()
  assert.equal(globalThis.location.search, "?embed=true")
})

test("Python's link replaces the page's own names and keeps those of others", () => {
  makeLink().set(NAMES, { t: "0.5" })
  assert.equal(query(), "?embed=true&t=0.5")
  makeLink().set(NAMES, {})
  assert.equal(query(), "?embed=true")
})

test("nothing is written if nothing has changed, and the history's state is kept", () => {
  const link = makeLink()
  link.set(NAMES, { t: "1" })
  link.set(NAMES, { t: "1" })
  query()
  assert.deepEqual(written, [[{ key: "streamlit" }, "/writer?embed=true&t=1"]])
})

test("a picture's place wins over Python's, which is older; null takes a name out", () => {
  const link = makeLink(),
    place = makePlace()
  link.set(NAMES, { at: "3", unit: "8" })
  place.put({ at: 4, unit: null })
  assert.equal(query(), "?embed=true&at=4")
  link.set(NAMES, { t: "2", at: "3", unit: "8" })
  assert.equal(query(), "?embed=true&t=2&at=4")
})

test("a picture that is there before the link waits for it", () => {
  makePlace().put({ at: 4 })
  query()
  assert.deepEqual(written, [])
  makeLink().set(NAMES, { t: "2" })
  assert.equal(query(), "?embed=true&t=2&at=4")
})

test("a name that is not the page's own is never written", () => {
  const link = makeLink()
  makePlace().put({ embed: "false", other: 1 })
  link.set(NAMES, { foreign: "1" })
  assert.equal(query(), "?embed=true")
})

test("a picture that is gone takes its place with it", () => {
  const link = makeLink(),
    place = makePlace()
  link.set(NAMES, {})
  place.put({ at: 4 })
  place.drop()
  assert.equal(query(), "?embed=true")
})

test("what outlives its page writes nothing into the next one's address", () => {
  const link = makeLink(),
    place = makePlace()
  link.set(NAMES, {})
  goTo("/reader?w=1")
  place.put({ at: 4 })
  link.set(NAMES, { t: "1" })
  assert.equal(query(), "?w=1")
  makeLink().set(["w"], { w: "2" })
  assert.equal(query(), "?w=2")
})

test("a server that has lost the session hears the address, and its own link counts for nothing", () => {
  const link = makeLink()
  assert.equal(link.set(NAMES, { t: "1" }, [], "first"), null)
  makePlace().put({ at: 4 })
  link.set(NAMES, { t: "2" }, [], "first")
  assert.deepEqual(link.set(NAMES, { t: "1" }, [], "second"), {
    epoch: "second",
    search: "?embed=true&t=2&at=4",
    placed: ["at"],
  })
  assert.equal(query(), "?embed=true&t=2&at=4")
  assert.equal(link.set(NAMES, { t: "2" }, [], "second"), null, "it is told once")
  goTo("/reader")
  assert.equal(makeLink().set(["w"], {}, [], "third"), null, "it is another page's")
})

test("a place that a picture forgets for what a new server says first is told as it was before", () => {
  const { page, says } = makeServed(),
    link = makeLink(page),
    place = makePlace()
  link.set(["t", "at", "unit", "w"], { t: "1" }, [], "first")
  place.put({ at: 4, unit: 7, w: "AB" })
  says("connection", "CONNECTING")
  place.put({ at: 9, unit: 7, w: "ABC" })
  const heard = { epoch: "second", search: "?embed=true&t=1&at=4&unit=7&w=ABC" }
  assert.deepEqual(link.set(NAMES, {}, [], "second"), { ...heard, placed: ["unit", "w"] })
})

test("changes that follow one another at once are written once, after the picture is drawn", () => {
  const link = makeLink(),
    place = makePlace()
  link.set(NAMES, {})
  for (const at of [1, 2, 5]) place.put({ at })
  mock.timers.tick(WAIT - 1)
  assert.deepEqual(written, [])
  assert.equal(query(), "?embed=true&at=5")
  assert.equal(written.length, 1)
})

test("where a picture stands is known before a visitor rests, and no more once it is gone", () => {
  let at = 4
  const place = makePlace(() => ({ at, unit: null }))
  makeLink().set(NAMES, { at: "3", unit: "8", t: "2" })
  query()
  place.put({ at, unit: null })
  at = 5
  assert.deepEqual(["at", "unit", "t"].map(saysNow), [5, null, "2"])
  place.leave()
  assert.equal(saysNow("at"), 4)
  makePlace(() => ({ at: 7 }))
  goTo("/reader?at=1")
  assert.equal(saysNow("at"), "1", "it is another page's")
})
