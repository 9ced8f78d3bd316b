// Whether the visitor presents: in the address, and kept for the visit.

import { store, stored } from "../shared/browser_storage.js"

const KEPT = "seqdemo.present"

/** Note it for the visit, as `present=1` is in the address: a new page, or a reload, goes on. */
export const keep = on => {
  store(KEPT, on ? "1" : "", { tab: true })
  const query = new URLSearchParams(location.search)
  if (on === (query.get("present") === "1")) return
  if (on) query.set("present", "1")
  else query.delete("present")
  const search = query.size ? `?${query}` : ""
  history.replaceState(history.state, "", location.pathname + search)
}

export const asked = () => {
  const said = new URLSearchParams(location.search).get("present")
  return said === null ? stored(KEPT, { tab: true }) === "1" : said === "1"
}
