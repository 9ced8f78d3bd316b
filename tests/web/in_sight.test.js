// What keys have chosen is scrolled into sight where the page grows, as long as it is looked at.

import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { keepInSight } from "../../seqdemo/web/shared/in_sight.js"

const BOX = { x: 0, y: 0, width: 10, height: 10 }
let grow = () => {}

beforeEach(() => {
  globalThis.window = /** @type {any} */ (new EventTarget())
  globalThis.ResizeObserver = /** @type {any} */ (
    class {
      constructor(heard) {
        grow = heard
      }
      observe() {}
      disconnect() {
        grow = () => {}
      }
    }
  )
})

/** A cell with the focus, whether it is `covered`, and how often it was scrolled into sight. */
const scene = () => {
  const found = { covered: true, scrolled: 0, cell: /** @type {any} */ (new EventTarget()) }
  const { cell } = found
  const elementFromPoint = () => (found.covered ? {} : cell)
  Object.assign(cell, {
    isConnected: true,
    getBoundingClientRect: () => BOX,
    getRootNode: () => ({ host: { closest: () => ({}) }, elementFromPoint }),
    scrollIntoView: () => {
      found.scrolled++
    },
  })
  keepInSight(cell)
  return found
}

test("a cell that is covered once the page has grown is scrolled into sight, each time", () => {
  const found = scene()
  grow()
  grow()
  assert.equal(found.scrolled, 2)
})

test("a cell in sight stays where it is, also while the visitor scrolls a little", () => {
  const found = scene()
  found.covered = false
  grow()
  window.dispatchEvent(new Event("scroll"))
  assert.equal(found.scrolled, 0)
  found.covered = true
  grow()
  assert.equal(found.scrolled, 1)
})

test("a cell that lost the focus, was scrolled away, is gone or is pointed at is left alone", () => {
  const leave = [
    ({ cell }) => cell.dispatchEvent(new Event("blur")),
    () => window.dispatchEvent(new Event("scroll")),
    () => window.dispatchEvent(new Event("pointerdown")),
    ({ cell }) => {
      cell.isConnected = false
      grow()
      cell.isConnected = true
    },
  ]
  for (const how of leave) {
    const found = scene()
    how(found)
    grow()
    assert.equal(found.scrolled, 0, String(how))
  }
})
