// The part of a picture that a step speaks of stands first beside the picture, and on a phone above
// all of it: what is above it would fill the screen.

import { CHANGED, everyRoot } from "../shared/presented.js"

/** Style of a picture: `part` comes before its siblings in the inspector, on a phone in all. */
const rule = part => {
  const first = `:is([data-picture~="${part}"], :has([data-picture~="${part}"])) { order: -1; }`
  return `.inspector > ${first} @media (max-width: 640px) { .stage > ${first} }`
}

/** @param {(target: EventTarget, type: string, listener: () => void) => void} on Listens. */
export const makeFirst = on => {
  /** @type {HTMLStyleElement[]} */
  let styles = []
  let shown = ""

  const put = () => {
    for (const style of styles) style.remove()
    const places = shown ? new Set(everyRoot().map(root => root.getRootNode())) : []
    styles = [...places].map(place => {
      const style = document.createElement("style")
      style.textContent = rule(CSS.escape(shown))
      place.append(style)
      return style
    })
  }
  on(document, CHANGED, put)

  return {
    /** Have a part stand first in every picture that has it; "" for none. */
    show: part => {
      if (part === shown) return
      shown = part
      put()
    },
  }
}
