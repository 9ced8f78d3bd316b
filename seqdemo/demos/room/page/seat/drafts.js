// What is typed in a room and not handed in: kept in the tab, a text a step.

import { store, storedValue } from "../../../../web/shared/browser_storage.js"

const KEPT = "seqdemo.room.drafts"
const TAB = { tab: true }

/** So many are kept, the latest ones. */
const MOST = 40

const all = () => {
  const found = storedValue(KEPT, TAB)
  return Array.isArray(found) ? found.filter(one => Array.isArray(one) && one.length === 3) : []
}

const keyOf = (room, at) => `${room} ${at}`

/** What was typed at a step of a room, beside the same answer; null for nothing. */
export const draftOf = (room, at, answer) => {
  const [, text = "", beside] = all().find(([key]) => key === keyOf(room, at)) ?? []
  return text && typeof text === "string" && beside === answer && text !== answer ? text : null
}

/** Keep what is typed at a step, while this is the answer there; "" forgets it. */
export const keepDraft = (room, at, text, answer) => {
  const others = all().filter(([key]) => key !== keyOf(room, at))
  const kept = text ? [...others, [keyOf(room, at), text, answer]].slice(-MOST) : others
  store(KEPT, kept.length ? JSON.stringify(kept) : "", TAB)
}
