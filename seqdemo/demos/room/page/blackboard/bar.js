// The teacher's bar: the next thing to do is the large button; the rest stands beside it.

import { make } from "../../../../web/shared/element.js"

const WORDS = {
  open: "Open the vote",
  close: "Close the vote",
  again: "Vote again",
  reveal: "Reveal",
}

/** Which of the moves a class makes next. */
const next = data => {
  const { moves } = data.bar
  if (moves.includes("open")) return "open"
  if (moves.includes("close")) return "close"
  if (moves.includes("again") && /pairs/.test(data.question?.case ?? "")) return "again"
  return moves.includes("reveal") ? "reveal" : ""
}

/** What PageDown and the large button do. */
export const primaryMove = data => {
  if (data.snapshot) return { do: "back" }
  if (data.paused) return { do: "pause", on: false }
  const move = next(data)
  if (move) return { do: "move", move, at: data.at }
  return data.at + 1 < data.steps ? { do: "go", at: data.at + 1 } : null
}

const primaryWords = data => {
  if (data.snapshot) return "Back to the vote"
  if (data.paused) return "Go on"
  return WORDS[next(data)] ?? (data.at + 1 < data.steps ? "Next step ▶" : "The end")
}

const button = (words, what, name = "") => {
  const made = make("button", name, words)
  made.type = "button"
  made.dataset.act = JSON.stringify(what)
  return made
}

/** What is often wanted beside the large button. */
const others = data => {
  const { bar, at, steps } = data
  const main = next(data)
  const moves = bar.moves.filter(move => move !== main)
  const made = moves.map(move => button(WORDS[move], { do: "move", move, at }))
  if (main && at + 1 < steps) made.push(button("Next step ▶", { do: "go", at: at + 1 }))
  if (!data.paused) made.push(button("Pause: look up", { do: "pause", on: true }))
  if (data.question && !data.snapshot) made.push(button("Snapshot", { do: "snapshot" }))
  return made
}

/** The rest, behind "More". */
const seldom = data => {
  const { bar, steps } = data,
    made = []
  const what = bar.drawing ? "drawings" : "counts"
  if (data.question && data.phase !== "revealed") {
    const words = bar.live ? `Hide ${what} till the end` : `Show ${what} as they come`
    made.push(button(words, { do: "live", on: !bar.live }))
  }
  made.push(
    bar.free
      ? button("All on my step", { do: "together" })
      : button("Let them go on alone", { do: "free", to: steps - 1 }),
  )
  made.push(button(bar.shut ? "Open the door" : "Shut the door", { do: "shut", on: !bar.shut }))
  return [...made, ...links(data)]
}

/** "More", open as it was. */
const more = (data, open) => {
  const box = make("details", "more"),
    inner = make("div", "menu")
  inner.append(...seldom(data))
  box.append(make("summary", "", "More"), inner)
  box.open = open
  return box
}

/** @param {HTMLElement} box @param {any} data */
export const drawBar = (box, data) => {
  const drawn = JSON.stringify([
    data.bar,
    data.at,
    data.phase,
    data.paused,
    data.snapshot,
    data.here,
    data.question?.case,
  ])
  if (box.dataset.drawn === drawn) return
  box.dataset.drawn = drawn
  const held = /** @type {any} */ (box.getRootNode()).activeElement?.dataset?.act
  const back = button("◀ step", { do: "go", at: data.at - 1 })
  back.disabled = data.at === 0
  const main = button(primaryWords(data), primaryMove(data), "primary")
  main.disabled = !primaryMove(data)
  const pace = data.bar.free ? "each at their own pace" : "all on your step"
  const status = make("span", "status", `${data.here} here · ${pace}`)
  const open = box.querySelector("details")?.open ?? false
  box.replaceChildren(back, main, ...others(data), more(data, open), status)
  const again = [...box.querySelectorAll("button")].find(one => one.dataset.act === held)
  if (held) (again ?? main).focus()
}

const link = (words, address) => {
  const made = /** @type {HTMLAnchorElement} */ (make("a", "", words))
  made.href = address
  made.target = "_blank"
  made.rel = "noopener"
  return made
}

const links = data => {
  const { page, link: query } = data.bar.view
  const view = page ? [link("The view ↗", `${page}?${new URLSearchParams(query)}`)] : []
  const other = data.mine ? ["The board ↗", "board"] : ["Teacher's page ↗", "teacher"]
  return [...view, link(other[0], `?room=${data.room}&as=${other[1]}`)]
}
