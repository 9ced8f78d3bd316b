// A secret that this browser keeps for a visitor who comes back. Nothing is shown.

import { store, stored } from "../shared/browser_storage.js"

/**
 * The writes that were done, by name. Each is done once: a place that is about to leave the page is
 * drawn again with what it was given before, and would undo what a newer one has written.
 */
const written = new Map()

const write = ({ name, epoch, turn, put, drop, tab }) => {
  const last = written.get(name)
  if (last?.epoch === epoch && last.turn >= turn) return true
  written.set(name, { epoch, turn })
  return store(name, drop ? "" : put, { tab })
}

const kept = data => {
  const { name, put, drop, tab } = data
  if ((drop || put !== null) && !write(data)) return ""
  return stored(name, { tab })
}

export default () => {
  let told = ""
  let tell = (_name, _kept) => {}
  /** Another tab of this browser keeps something now: who joined there has joined here. */
  const elsewhere = ({ key, newValue }) => {
    if (newValue) tell(key, newValue)
  }
  window.addEventListener("storage", elsewhere)
  return {
    update: (data, { setStateValue: send }) => {
      const { name, epoch } = data,
        value = kept(data)
      tell = (key, now) => key === name && send("found", { name, epoch, kept: now })
      if (told === `${epoch} ${name}`) return
      told = `${epoch} ${name}`
      tell(name, value)
    },
    dispose: () => window.removeEventListener("storage", elsewhere),
  }
}
