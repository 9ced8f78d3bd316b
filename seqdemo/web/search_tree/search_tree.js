// The tree of a beam search on its own, beside the `steps` of the sentence that it found.

import { makeFollower } from "../steps/upstream.js"
import { themeOf } from "../shared/theme.js"
import { makeTip } from "../shared/tip.js"
import { makeTree } from "./tree.js"

/**
 * What Python sends: `search_tree` in __init__.py.
 * @typedef {{light: string[], dark: string[]}} Palettes
 * @typedef {object} Payload
 * @property {any[]} tree Hypotheses of each step.
 * @property {any[]} sentences Finished ones, best first.
 * @property {string[]} said Words of the sentence that is shown.
 * @property {string} formula What a score is made of.
 * @property {string} each What a step adds, in a word.
 * @property {string | null} follows Key of the `steps` beside it.
 * @property {Palettes} palette Diverging colours.
 */

const create = root => {
  const abort = new AbortController()
  const on = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: abort.signal })
  const s = { shown: "", trigger: (_name, _value) => {} }
  const act = (what, words) => s.trigger("act", { do: what, words })
  const tree = makeTree(root.querySelector(".considered"), on, {
    tip: makeTip(root),
    say: words => act("say", words),
    branch: words => act("branch", words),
  })
  const follower = makeFollower(on, t => tree.show(t, true))
  return {
    update: (/** @type {Payload} */ data, { setTriggerValue: trigger }) => {
      s.trigger = trigger
      themeOf(root, data.palette)
      const shown = JSON.stringify([data.tree, data.said])
      if (shown !== s.shown) tree.update(data)
      s.shown = shown
      if (data.follows) follower.follow(data.follows)
    },
    dispose: () => abort.abort(),
  }
}

export default create
