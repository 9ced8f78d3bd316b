// Entries in the browser's history when Streamlit changes the page and its query parameters.

import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { keepOneEntry } from "../../seqdemo/web/shared/one_entry.js"

let where, entries, heard

const open = target => {
  const { pathname, search, href } = new URL(target, where?.location.href ?? "http://host/")
  entries[entries.length - 1] = pathname + search
  where = Object.assign(where ?? {}, { location: { pathname, search, href } })
}

beforeEach(() => {
  entries = [""]
  where = undefined
  open("/by_hand?at=1")
  where.history = {
    pushState: (_state, _unused, target) => {
      entries.push("")
      move(target)
    },
    replaceState: (_state, _unused, target) => move(target),
  }
  heard = {}
  where.addEventListener = (name, listener) => {
    heard[name] = listener
  }
  keepOneEntry(where)
})

/** As a browser does: `location` stays the same object. */
const move = target => {
  const { location } = where
  open(target)
  where.location = Object.assign(location, where.location)
}
const push = target => where.history.pushState({}, "", target)

test("a page that is switched to with query parameters is one entry", () => {
  push("/by_hand?w=x")
  push("/word_reader?w=x")
  assert.deepEqual(entries, ["/by_hand?at=1", "/word_reader?w=x"])
})

test("a page is an entry of its own, and so are other parameters of the same page", () => {
  push("/word_reader?at=1")
  push("/word_reader?at=2")
  push("/word_reader?at=3")
  push("/films")
  assert.deepEqual(entries.slice(1), [
    "/word_reader?at=1",
    "/word_reader?at=2",
    "/word_reader?at=3",
    "/films",
  ])
})

test("an entry gone back to is not replaced", () => {
  push("/by_hand?w=x")
  heard.popstate()
  heard.click({})
  push("/word_reader?w=x")
  assert.deepEqual(entries, ["/by_hand?at=1", "/by_hand?w=x", "/word_reader?w=x"])
})

test("a page that was gone past is not pushed when its run begins", () => {
  heard.popstate()
  push("/films")
  heard.keydown({ altKey: true, key: "ArrowLeft" })
  push("/films")
  assert.deepEqual(entries, ["/by_hand?at=1"])
  heard.keydown({ key: "Enter" })
  push("/films")
  heard.popstate()
  heard.click({})
  push("/lab")
  assert.deepEqual(entries, ["/by_hand?at=1", "/films", "/lab"])
})

test("a page that is gone back to may switch to another one", () => {
  heard.popstate()
  push("/by_hand?lesson=gates.1")
  push("/word_reader?lesson=gates.1")
  assert.deepEqual(entries, ["/by_hand?at=1", "/word_reader?lesson=gates.1"])
})
