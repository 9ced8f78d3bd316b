// What every picture over time has: player, keys, tip, address, report of where a visitor rests.

import { copyAddress, makePlace } from "./address.js"
import { make } from "./element.js"
import { listenToKeys } from "./keys.js"
import { makePlayer } from "./player.js"
import { fillPlayerBar } from "./player_bar.js"
import { makeRest } from "./rest.js"
import { makeTip } from "./tip.js"

const added = (root, tag, name, attributes) => {
  const element = make(tag, name)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  root.append(element)
  return element
}

/**
 * A picture's instrument, over the component's element; its `.player` is filled.
 *
 * The picture gives:
 *   bar        what the player bar says, see fillPlayerBar; `when(t, total)` for where one is
 *   show       (t, said): draw step t; `said` where the visitor chose it
 *   units      () => [order, unit]: of which one is selected; null while there are none
 *   pick       (unit): select another one
 *   leaves     selector of elements with keys of their own
 *   acts       what a click on [data-do=name] does beside the player's own, by name
 *   place      () => query parameters that name what is shown, null for those that do not; or null
 *   seen       () => what Python hears when the visitor rests; undefined for nothing
 *   standing   () => text that changes with what is `seen`
 *   leads      () => whether arrow keys from elsewhere on the page and the address are this picture's
 *   resized    (): the width has changed
 *   follow     (t): bring step t in sight, at once; after a change of width, and on a projector
 *   rest       milliseconds until a visitor rests
 *   copied     () => words behind "Copied", and how long they are shown
 */
export const makeInstrument = (root, picture) => {
  const {
    bar = {},
    show,
    units,
    pick,
    leaves,
    acts = {},
    place = () => null,
    seen = () => undefined,
    leads = () => true,
    rest = 350,
    copied = () => ({}),
  } = picture
  const standing = picture.standing ?? (() => JSON.stringify(seen()))
  const abort = new AbortController(),
    placed = () => (leads() ? place() : null),
    address = makePlace(placed)
  const on = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: abort.signal })
  const q = name => root.querySelector(name)
  const live = added(root, "div", "sr", { "aria-live": "polite" })
  added(root, "div", "tip", { role: "tooltip", hidden: "" })
  /** @type {(name: string, value: unknown) => void} */
  let send = () => {}
  const s = { reported: "", width: -1 }

  const link = () => {
    const values = placed()
    if (values) address.put(values)
  }
  const report = () => {
    link()
    const value = seen(),
      now = standing()
    if (value === undefined || s.reported === now) return
    s.reported = now
    send("view", value)
  }
  const resting = makeRest(report, root, on)
  const share = button => {
    link()
    copyAddress(button, live, copied())
  }
  const player = makePlayer(fillPlayerBar(q(".player"), bar), on, show, bar.when)
  const flip = by => {
    const [order, unit] = units() ?? [[]]
    if (order.length) pick(order[(order.indexOf(unit) + by + order.length) % order.length])
  }
  /** Show a step that the visitor chose. */
  const choose = t => {
    player.stop()
    player.go(t, true)
  }
  listenToKeys(root, on, { player, flip, leaves, leads })
  // Whoever leaves a field may leave the page: nobody rests here then.
  on(root, "focusout", event => {
    if (event.target.matches("input") && !player.playing) report()
  })
  on(root, "click", event => {
    const step = event.target.closest(".chart-step")
    if (step) choose(+step.dataset.at)
    const button = event.target.closest("[data-do]"),
      name = button?.dataset.do
    if (!name) return
    if (player.do[name]) player.do[name]()
    else if (name === "share") share(button)
    else acts[name]?.(button)
  })
  const sizes = new ResizeObserver(() => {
    if (root.clientWidth === s.width) return
    s.width = root.clientWidth
    picture.resized?.()
    picture.follow?.(player.t)
  })
  sizes.observe(root)
  /** @type {any} */
  const shown = root
  shown.timeline = {
    get t() {
      return player.t
    },
    get total() {
      return player.total
    },
    go: choose,
    follow: () => picture.follow?.(player.t),
  }

  return {
    on,
    q,
    player,
    flip,
    link,
    tip: makeTip(root),
    /** Tell those who listen. */
    say: words => {
      live.textContent = words
    },
    choose,
    /** Whom to tell: of Streamlit's setStateValue. */
    hear: sender => {
      send = sender
    },
    /** Report and write the address once the visitor rests; not while time plays. */
    report: (wait = rest) => {
      if (player.playing) resting.stop()
      else resting.after(wait)
    },
    /** Another picture was asked for: where the visitor rests in this one is not told of that. */
    hush: resting.stop,
    /** What Python has heard of last. */
    heard: () => s.reported,
    /** Take `now` as known to Python: it is not reported. */
    known: (now = standing()) => {
      s.reported = now
    },
    dispose: () => {
      if (leads()) address.drop()
      address.leave()
      abort.abort()
      sizes.disconnect()
      player.stop()
      resting.stop()
    },
  }
}
