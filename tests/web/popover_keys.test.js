// A popover that keys have opened has the focus; Tab leaves it from its ends, for the button that opened it.

import assert from "node:assert/strict"
import { test } from "node:test"
import { enterPopovers } from "../../seqdemo/web/shared/popover_keys.js"

/** An element that can have the focus; `inside` says for which selectors it lies in something. */
const stop = (page, inside = "", differs = {}) => {
  const one = /** @type {any} */ ({
    tabIndex: 0,
    isConnected: true,
    getClientRects: () => [{}],
    closest: what => (inside && what.includes(inside) ? one : null),
    focus: () => {
      page.activeElement = one
    },
    ...differs,
  })
  return one
}

/** A page with a popover's button that has the focus; its clock and its keys are moved by hand. */
const scene = t => {
  t.mock.timers.enable({ apis: ["setInterval"] })
  const page = /** @type {any} */ ({ body: {}, querySelector: () => found.body }),
    heard = {}
  const opener = stop(page, "stPopoverButton"),
    elsewhere = stop(page),
    help = stop(page, "stTooltipIcon")
  const first = stop(page),
    last = stop(page)
  const unseen = [stop(page, "", { tabIndex: -1 }), stop(page, "", { getClientRects: () => [] })]
  const found = { body: /** @type {any} */ (null) }
  const where = /** @type {any} */ ({
    document: page,
    setInterval: (...given) => setInterval(.../** @type {[any]} */ (given)),
    addEventListener: (name, listener) => {
      heard[name] = listener
    },
  })
  enterPopovers(where)
  opener.focus()
  /** Press a key where the focus is: whether the browser makes nothing of it. */
  const key = (name, more = {}) => {
    let taken = false
    const preventDefault = () => {
      taken = true
    }
    heard.keydown({ key: name, target: page.activeElement, preventDefault, ...more })
    return taken
  }
  const open = (...stops) => {
    found.body = { querySelectorAll: () => stops }
  }
  const shut = () => {
    found.body = null
    page.activeElement = page.body
  }
  const wait = () => t.mock.timers.tick(200)
  const all = () => open(...unseen, help, first, last)
  return { page, opener, elsewhere, first, last, open, all, shut, key, wait }
}

test("the first that can be chosen has the focus, however late it comes: neither help nor what is hidden", t => {
  for (const name of ["Enter", " "]) {
    const { page, first, opener, open, all, key, wait } = scene(t)
    key(name)
    wait()
    assert.equal(page.activeElement, opener)
    open()
    wait()
    assert.equal(page.activeElement, opener, "empty yet")
    all()
    wait()
    assert.equal(page.activeElement, first)
    t.mock.timers.reset()
  }
})

test("Tab leaves it from its ends for the button that opened it, and goes on inside it", t => {
  const { page, opener, first, last, open, key, wait } = scene(t)
  key("Enter")
  open(first, last)
  wait()
  assert.equal(key("Tab"), false)
  last.focus()
  assert.equal(key("Tab"), true)
  assert.equal(page.activeElement, opener)
  first.focus()
  assert.equal(key("Tab", { shiftKey: true }), true)
  assert.equal(page.activeElement, opener)
})

test("a choice that closes it gives the focus to the button, unless it is elsewhere by then", t => {
  for (const isElsewhere of [false, true]) {
    const { page, opener, elsewhere, all, shut, key, wait } = scene(t)
    key("Enter")
    all()
    wait()
    shut()
    if (isElsewhere) elsewhere.focus()
    wait()
    assert.equal(page.activeElement, isElsewhere ? elsewhere : opener)
    t.mock.timers.reset()
  }
})

test("who has gone on before it opens is left there, and so is who opens it by pointing", t => {
  const { page, opener, elsewhere, all, key, wait } = scene(t)
  key("Enter")
  elsewhere.focus()
  wait()
  all()
  wait()
  assert.equal(page.activeElement, elsewhere)
  opener.focus()
  wait()
  assert.equal(page.activeElement, opener, "it is not waited for any more")
  t.mock.timers.reset()
  const pointed = scene(t)
  pointed.all()
  pointed.key("a")
  pointed.wait()
  assert.equal(pointed.page.activeElement, pointed.opener)
})
