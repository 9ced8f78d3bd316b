// The page's address, which always names what is on screen.
//
// The page's own query parameters come from Python, by the component "address", and sooner from
// pictures, such as the selected step. All are merged here; parameters of others stay. Components
// are bundles of their own, so what they share is kept on `window`. A server that has lost the
// visitor's session does not know what was chosen since the page was opened: the address does.

import { watchConnection } from "./connection.js"

const kept = () => {
  const everywhere = /** @type {any} */ (window)
  everywhere.seqdemoAddress ??= {
    path: "",
    epoch: "",
    names: [],
    unseen: [],
    link: {},
    placed: "",
    place: {},
    told: [],
    held: null,
    standing: new Set(),
  }
  return everywhere.seqdemoAddress
}

/** Milliseconds. Writing makes the browser lay the page out: first it draws what has changed. */
export const WAIT = 150

let waiting = 0

/** Replaced, not pushed: Back leaves the page, as expected. */
const write = () => {
  clearTimeout(waiting)
  waiting = 0
  const { path, names, unseen, link, placed, place } = kept()
  if (path !== location.pathname) return
  const query = new URLSearchParams(location.search)
  for (const name of names) query.delete(name)
  for (const [name, value] of Object.entries({ ...link, ...(placed === path ? place : {}) })) {
    if (value !== null && names.includes(name) && !unseen.includes(name))
      query.set(name, String(value))
  }
  const search = query.size ? `?${query}` : ""
  if (search !== location.search)
    history.replaceState(history.state, "", location.pathname + search)
}

const soon = () => {
  waiting ||= setTimeout(write, WAIT)
}

/** A step, unit or the like: a picture forgets it for what a server says that does not know it. */
const PLACE = /^\d{1,7}$/

/** Keep the address as the visitor has it: the server is lost, and another may come. */
const hold = () => {
  write()
  kept().held = { path: location.pathname, search: location.search }
}

/** What a new server has to hear: the address, and which of its names pictures tell it sooner. */
const report = epoch => {
  write()
  kept().epoch = epoch
  const { placed, path, told, held } = kept()
  const names = placed === path ? told : [],
    query = new URLSearchParams(location.search)
  const before = new URLSearchParams(held?.path === path ? held.search : location.search)
  const lost = names.filter(name => {
    const value = before.get(name) ?? ""
    return PLACE.test(value) && value !== query.get(name)
  })
  for (const name of lost) query.set(name, before.get(name) ?? "")
  return { epoch, search: `?${query}`, placed: names.filter(name => !lost.includes(name)) }
}

/** Python's end. A component that outlives its page writes nothing into the next one's address. */
export const makeLink = (page = globalThis.document) => {
  const path = location.pathname
  let here = true
  const dispose = watchConnection(({ connected }) => {
    if (here && !connected && path === location.pathname) hold()
    here = connected
  }, page)
  return {
    dispose,
    /** Take over Python's link; one of a server that has lost the session counts for nothing. */
    set: (names, link, unseen = [], epoch = "") => {
      const all = kept()
      if (all.path === path && all.epoch && all.epoch !== epoch) return report(epoch)
      Object.assign(all, { path, epoch, names, link, unseen })
      soon()
      return null
    },
    write,
  }
}

/** What the address says, or is about to say once a visitor rests, of a parameter; null if nothing. */
export const saysNow = name => {
  const { placed, place, standing } = kept()
  for (const { path, stands } of standing) {
    const now = path === location.pathname ? stands()?.[name] : undefined
    if (now !== undefined) return now
  }
  const put = placed === location.pathname ? place[name] : undefined
  return put === undefined ? new URLSearchParams(location.search).get(name) : put
}

/**
 * A picture's end: `put({ step: 3, unit: null })` sets a parameter and takes one away.
 *
 * @param {() => Record<string, any> | null} stands What it would put now; it puts that when a visitor rests.
 */
export const makePlace = (stands = () => null) => {
  const path = location.pathname
  const own = { path, stands }
  kept().standing.add(own)
  return {
    put: values => {
      const all = kept()
      if (all.placed !== path) Object.assign(all, { placed: path, place: {}, told: [] })
      all.told = [...new Set([...all.told, ...Object.keys(values)])]
      Object.assign(all.place, values)
      soon()
    },
    /** The picture is gone, and what it put into the address with it. */
    drop: () => {
      if (kept().placed !== path) return
      kept().place = {}
      soon()
    },
    /** The picture is gone: it stands nowhere. */
    leave: () => kept().standing.delete(own),
  }
}

/** Copy the address; the button, and `live` for those who listen, say how it went. */
export const copyAddress = async (button, live, { note = "", shown = 2000 } = {}) => {
  write()
  // Without https or permission there is no clipboard; the address bar holds the same link.
  const copied = await navigator.clipboard?.writeText(location.href).then(
    () => true,
    () => false,
  )
  button.textContent = copied ? `Copied${note}` : "See the address bar"
  live.textContent = button.textContent
  setTimeout(() => {
    button.textContent = "Copy link"
  }, shown)
}
