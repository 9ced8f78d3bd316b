// How a component lives: Streamlit calls its default export again for every change of data or theme.

import { merged } from "./difference.js"
import { makePaper } from "./paper.js"
import { join, leave } from "./presented.js"
import { makePress } from "./press.js"

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
        press = makePress(root)
      instances.set(parentElement, { root, data: makeData(), picture, paper, press })
      join(root)
    }
    const { data, picture, paper, press } = instances.get(parentElement),
      whole = data.take(sent)
    const state = (name, value) => setStateValue(name, { ...value, ...data.shown() })
    const trigger = (name, value) => setTriggerValue(name, { ...value, ...data.shown(), ...now() })
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
