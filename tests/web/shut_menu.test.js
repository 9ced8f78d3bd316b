// The menu of a phone does not open by itself; that of another window is left alone.

import assert from "node:assert/strict"
import { beforeEach, test } from "node:test"
import { keepMenuShut } from "../../seqdemo/web/shared/shut_menu.js"

/** @type {any} */
const browser = globalThis
let kept

beforeEach(() => {
  kept = {}
  browser.localStorage = {
    setItem: (name, text) => {
      kept[name] = text
    },
  }
})

/** A window, and whether its menu is open. */
const opened = (isPhone, isOpen) => {
  const found = { isOpen, heard: {} }
  const button = {
    click: () => {
      found.isOpen = false
    },
  }
  const where = /** @type {any} */ ({
    matchMedia: () => ({ matches: isPhone }),
    document: {
      querySelector: what => {
        if (what.includes("Collapse")) return button
        return found.isOpen ? {} : null
      },
    },
    addEventListener: (name, listener) => {
      found.heard[name] = listener
    },
  })
  keepMenuShut(where)
  return found
}

test("a phone that is turned, or whose page is opened again, finds its menu shut", () => {
  const { heard } = opened(true, false)
  assert.deepEqual(kept, { "stSidebarCollapsed-": "true" })
  for (const name of ["resize", "pagehide"]) {
    kept["stSidebarCollapsed-"] = "false" // the visitor has opened it
    heard[name]()
    assert.deepEqual(kept, { "stSidebarCollapsed-": "true" })
  }
})

test("a page that is opened on a phone on its side has its menu shut", () => {
  assert.equal(opened(true, true).isOpen, false)
})

test("a page that is chosen on a phone is not left under the menu", () => {
  const phone = opened(true, false)
  phone.isOpen = true
  phone.heard.click({ target: { closest: () => null } })
  assert.equal(phone.isOpen, true)
  phone.heard.click({ target: { closest: what => (what.endsWith(" a") ? {} : null) } })
  assert.equal(phone.isOpen, false)
})

test("the menu of a desk is left as it is", () => {
  const desk = opened(false, true)
  for (const hear of Object.values(desk.heard)) hear({ target: { closest: () => ({}) } })
  assert.equal(desk.isOpen, true)
  assert.deepEqual(kept, {})
})
