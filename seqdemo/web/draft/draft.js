// The draft of a teacher's lesson: the view on screen is added to it, and it is kept in the browser,
// so that neither a reload nor another day loses it.

import { store, stored } from "../shared/browser_storage.js"
import { pausedFor } from "../shared/paused.js"

const KEPT = "seqdemo.draft"

// Where storage is switched off, the draft lives as long as the session.
const kept = () => stored(KEPT, { tab: false })
const keep = text => store(KEPT, text, { tab: false })

/** What the address says below the host, under whatever path the app is served. */
const view = () => {
  const page = location.pathname.split("/").filter(Boolean).at(-1) ?? ""
  return `/${page}${location.search}`
}

const create = root => {
  const abort = new AbortController()
  const s = { trigger: (_name, _value) => {}, asked: false, had: false, session: "" }
  root
    .querySelector(".add")
    .addEventListener("click", () => s.trigger("act", { do: "add", view: view() }), {
      signal: abort.signal,
    })
  /** A session that has begun anew, also after its server was lost, is told of a paused lesson. */
  const resume = data => {
    const paused = data.lesson ? "" : pausedFor(data.epoch)
    if (!paused || s.session === data.epoch) return
    s.session = data.epoch
    s.trigger("act", { do: "resume", lesson: paused })
  }
  return {
    update: (data, { setTriggerValue: trigger }) => {
      s.trigger = trigger
      root.hidden = !data.here
      const steps = data.count === 1 ? "1 step" : `${data.count} steps`
      root.querySelector(".told").textContent = data.count ? `${steps} so far` : ""
      if (data.text) {
        keep(data.text)
        s.had = true
      } else if (s.had) keep("")
      else if (!s.asked && kept()) trigger("act", { do: "restore", text: kept() })
      s.asked = true
      resume(data)
    },
    dispose: () => abort.abort(),
  }
}

export default create
