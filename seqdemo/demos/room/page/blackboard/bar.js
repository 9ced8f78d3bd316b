// The teacher's bar: the next thing to do is the large button; the rest stands beside it.

import { make } from "../../../../web/shared/element.js"
import { setOff } from "../../../../web/shared/off.js"

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
  if (moves.includes("again") && /again$/.test(data.question?.case ?? "")) return "again"
  return moves.includes("reveal") ? "reveal" : ""
}

/** What PageDown and the large button do. */
export const primaryMove = data => {
  if (data.snapshot) return { do: "back" }
  if (data.paused) return { do: "pause", on: false }
  if (data.play) return nextLetter(data.play)
  const move = next(data)
  if (move) return { do: "move", move, at: data.at }
  return onwards(data)
}

/** What comes after this step: the next one, or the lesson's end; null after that. */
const onwards = ({ at, steps, bar, ended }) => {
  if (ended) return null
  if (at + 1 < steps) return { do: "go", at: at + 1 }
  return bar.end ? { do: "end", at } : null
}
const onwardsWords = ({ at, steps }) => (at + 1 < steps ? "Next step ▶" : "The end ▶")

/** What PageUp does; null where nothing came before. */
export const wayBack = ({ at, ended }) => {
  if (ended) return { do: "go", at }
  return at > 0 ? { do: "go", at: at - 1 } : null
}

const primaryWords = data => {
  if (data.snapshot) return "Back to the vote"
  if (data.paused) return "Go on"
  if (data.play) return letterWords(data.play)
  return WORDS[next(data)] ?? onwardsWords(data)
}

/** The next letter of a play, or, at its end, the lesson again. */
const nextLetter = ({ at, word }) =>
  at < word.length ? { do: "letter", letter: at } : { do: "stop" }

const letterWords = ({ at, word }) => {
  if (at >= word.length) return "Back to the lesson"
  return at + 1 < word.length ? "Next letter ▶" : "Show the answer"
}

const button = (words, what, name = "") => {
  const made = make("button", name, words)
  made.type = "button"
  made.dataset.act = JSON.stringify(what)
  return made
}

/** What is often wanted beside the large button; the next step stands first, and so stays where it is. */
const others = data => {
  const { bar, at, play } = data
  if (play)
    return [
      button("From the beginning", { do: "play", net: play.name, word: play.word }),
      button("Another word", { do: "another" }),
      ...(play.at < play.word.length ? [button("Stop", { do: "stop" })] : []),
    ]
  const main = next(data)
  const moves = bar.moves.filter(move => move !== main)
  const made = moves.map(move => button(WORDS[move], { do: "move", move, at }))
  const after = onwards(data)
  if (main && after) made.unshift(button(onwardsWords(data), after))
  return made
}

/** What any step has, at the end of the bar: a second press finds it where the first one did. */
const always = data => {
  const made = []
  if (data.question && !data.snapshot && !data.play)
    made.push(button("Snapshot", { do: "snapshot" }))
  const pause = button("Pause: look up", { do: "pause", on: true })
  setOff(pause, data.paused)
  return [...made, pause]
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
  for (const [number, name] of data.hidden ?? [])
    made.push(button(`Show the drawing of ${name} again`, { do: "hide", number, on: false }))
  return [...made, ...plays(data), ...links(data)]
}

/** Networks that the class can be. */
const plays = ({ bar }) => {
  const box = make("div", "nets")
  box.append(make("b", "", "Be the network"))
  for (const [net, ask, word] of bar.nets) box.append(button(ask, { do: "play", net, word }))
  return [box]
}

/** "More", open as it was. */
const more = (data, open) => {
  const box = make("details", "more"),
    inner = make("div", "menu")
  inner.append(...seldom(data))
  box.append(make("summary", "", "More"), inner)
  box.open = open
  box.addEventListener("toggle", () => keepInSight(box))
  return box
}

/** Pixels that the menu behind "More" may be wide. */
const MENU = 290

/**
 * Where "More" is the last button of a row, its menu goes to the left, not out of the window; where
 * there is less room above the bar than below it, as on a short page, the menu opens downwards.
 */
const keepInSight = box => {
  box.classList.toggle("at-end", box.offsetLeft + MENU > box.closest(".bar").clientWidth)
  const { top, bottom } = box.getBoundingClientRect(),
    below = innerHeight - bottom
  box.classList.toggle("below", below > top)
  box.style.setProperty("--room", `${Math.floor(Math.max(top, below)) - 24}px`)
}

/** The way back, the same button as before: it keeps the focus, also at the first step. */
const backButton = (box, data) => {
  const back = box.querySelector(".back") ?? button("◀ step", {}, "back"),
    what = wayBack(data)
  back.dataset.act = JSON.stringify(what ?? {})
  if (!back.isConnected) box.prepend(back)
  setOff(back, !what)
  return back
}

/** @param {HTMLElement} box @param {any} data */
export const drawBar = (box, data) => {
  const drawn = JSON.stringify([
    data.bar,
    data.at,
    data.phase,
    data.paused,
    data.snapshot,
    data.ended,
    data.here,
    data.question?.case,
    data.hidden,
    data.play?.name,
    data.play?.word,
    data.play?.at,
  ])
  if (box.dataset.drawn === drawn) return
  box.dataset.drawn = drawn
  const back = backButton(box, data)
  const focused = /** @type {any} */ (box.getRootNode()).activeElement
  const held = focused === back ? "" : focused?.dataset?.act
  const what = primaryMove(data)
  const main = what
    ? button(primaryWords(data), what, "primary")
    : make("span", "over", data.ended ? "This was the end." : "This was the last step.")
  const pace = data.bar.free ? "each at their own pace" : "all on your step"
  const status = make("span", "status", `${data.here} here · ${pace}`)
  const began = Boolean(data.play) && box.dataset.plays !== "true"
  const open = !began && (box.querySelector("details")?.open ?? false)
  box.dataset.plays = String(Boolean(data.play))
  for (const one of [...box.children]) if (one !== back) one.remove()
  const rest = more(data, open),
    end = make("div", "end")
  end.append(status, ...always(data), rest)
  box.append(main, ...others(data), end)
  keepInSight(rest)
  const again = [...box.querySelectorAll("button")].find(
    one => one.dataset.act === held && !one.disabled,
  )
  if (held) (again ?? (what ? main : back)).focus()
}

const link = (words, address) => {
  const made = /** @type {HTMLAnchorElement} */ (make("a", "", words))
  made.href = address
  made.target = "_blank"
  made.rel = "noopener"
  return made
}

const links = data => {
  const other = data.mine ? ["The board ↗", "board"] : ["Teacher's page ↗", "teacher"]
  return [link(other[0], `?room=${data.room}&as=${other[1]}`)]
}
