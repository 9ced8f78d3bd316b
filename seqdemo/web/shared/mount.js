// How a component lives: Streamlit calls its default export again for every change of data or theme.

import { merged } from "./difference.js"
import { keepHalfTyped } from "./half_typed.js"
import { keepInRange } from "./in_range.js"
import { keepFocus } from "./kept_focus.js"
import { once } from "./once.js"
import { keepOneEntry } from "./one_entry.js"
import { makePaper } from "./paper.js"
import { enterPopovers } from "./popover_keys.js"
import { join, leave } from "./presented.js"
import { makePress } from "./press.js"
import { moveInRadios } from "./radio_keys.js"
import { keepMenuShut } from "./shut_menu.js"
import { sendTypedFirst } from "./typed_first.js"
import { makeUnanswered } from "./unanswered.js"

const PAGE_WIDE = {
  keepOneEntry,
  keepFocus,
  keepHalfTyped,
  enterPopovers,
  moveInRadios,
  keepMenuShut,
  keepInRange,
  sendTypedFirst,
}

/** So many data are kept: a change may be of one that newer ones have followed. */
const KEPT = 6

/**
 * The data that Python gives, see `Messages.give`: whole, or what has changed of earlier ones.
 *
 * @returns {{ take: (sent: any[]) => any, shown: () => object }} `take` gives null where earlier data are missing.
 */
export const makeData = () => {
  const held = new Map()
  let shown = {}
  return {
    take: ([given, name, before]) => {
      if (name === undefined) return given
      if (!held.has(name)) {
        if (before !== undefined && !held.has(before)) return null
        held.set(name, before === undefined ? given : merged(held.get(before), given))
        if (held.size > KEPT) held.delete(held.keys().next().value)
      }
      shown = { shown: name }
      return held.get(name)
    },
    /** What tells Python, in every value, what the browser has. */
    shown: () => shown,
  }
}

/** Python tells two messages apart by what is in them: a trigger says when it was pulled. */
const now = () => ({ at_ms: performance.timeOrigin + performance.now() })

/** Triggers pulled so long ago have reached Python, or nobody waits for them any more. */
const LATE_MS = 10_000
/** So many of them, and so much, go along with the next. */
const MOST = 8
const MOST_CHARS = 20_000
/** Least time between two triggers; a number of milliseconds since 1970 has digits for it. */
const APART_MS = 0.001

/**
 * Triggers that carry the ones before them: of two that wait together Streamlit keeps the newer.
 *
 * @returns {(name: string, value: object, at_ms?: number) => object} Gives what is to be sent: the
 *   value with `at_ms`, when it was pulled, and `earlier`, [{name, value}] in order, if there are any.
 */
export const makeTriggers = () => {
  let pulled = /** @type {{ name: string, value: any }[]} */ ([])
  return (name, value, at_ms = now().at_ms) => {
    const last = pulled.at(-1)?.value.at_ms ?? 0
    const whole = { ...value, at_ms: Math.max(at_ms, last + APART_MS) }
    const earlier = light(pulled.filter(one => one.value.at_ms > at_ms - LATE_MS).slice(-MOST))
    pulled = [...earlier, { name, value: whole }]
    return earlier.length ? { ...whole, earlier } : whole
  }
}

/** The last of these triggers, as many as are not too long together. */
const light = triggers => {
  let from = triggers.length
  for (let left = MOST_CHARS; from > 0; from--) {
    left -= JSON.stringify(triggers[from - 1]).length
    if (left < 0) break
  }
  return triggers.slice(from)
}

/**
 * The default export of a component: one instance a place on the page, updated there.
 *
 * `create(root)` gives {update(data, senders), dispose()}. Markup and styles come with the script,
 * which the browser keeps, rather than with every message.
 */
export const mounting = (create, html, css) => {
  const instances = new WeakMap()
  return ({ data: sent, parentElement, setStateValue, setTriggerValue }) => {
    if (!sent) return
    if (!instances.has(parentElement)) {
      const root = rootIn(parentElement, html, css)
      const picture = create(root),
        paper = makePaper(root),
        press = makePress(root),
        data = makeData(),
        triggers = makeTriggers(),
        unanswered = makeUnanswered((name, value) => {
          instances.get(parentElement)?.send(name, value)
        })
      instances.set(parentElement, { root, data, triggers, unanswered, picture, paper, press })
      join(root)
      once(PAGE_WIDE)
    }
    const instance = instances.get(parentElement),
      { data, triggers, unanswered, picture, paper, press } = instance,
      whole = data.take(sent)
    instance.send = setTriggerValue
    const state = (name, value) => setStateValue(name, { ...value, ...data.shown() })
    const trigger = (name, value) =>
      unanswered.pull(name, triggers(name, { ...value, ...data.shown() }))
    const draw = () => picture.update(whole, { setStateValue: state, setTriggerValue: trigger })
    if (whole) {
      press.draw(draw)
      paper.draws(draw)
      // Nobody listens to "whole": it has Python show all of it.
    } else setTimeout(() => setStateValue("whole", now()))
    // Streamlit also cleans up after a call that newer data has overtaken, perhaps in the middle of a
    // stroke: what is still on the page lives on.
    return () =>
      setTimeout(() => {
        if (parentElement.isConnected) return
        leave(instances.get(parentElement)?.root)
        instances.get(parentElement)?.picture.dispose()
        instances.get(parentElement)?.paper.dispose()
        instances.get(parentElement)?.press.dispose()
        instances.get(parentElement)?.unanswered.dispose()
        instances.delete(parentElement)
      })
  }
}

/** The component's own element, added to the place it gets. */
const rootIn = (parent, html, css) => {
  const style = document.createElement("style")
  const root = /** @type {HTMLElement} */ (
    new DOMParser().parseFromString(html, "text/html").body.firstElementChild
  )
  style.textContent = css
  root.dataset.component = ""
  parent.append(style, root)
  return root
}
