// Drawings to choose from beside the sheet: other endings, other lines, or the way to another one.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"
import { lineOf } from "./sketch.js"
import { boxesOf, readLines, thumb } from "./thumbs.js"

const HEADINGS = {
  finish: "Ten other endings",
  beside: "Ten other lines",
  morph: "From your drawing to the other",
}

const endings = ({ data, side, mine, choose }) => {
  const others = data.others.map(readLines),
    boxes = boxesOf(mine, others, side)
  return others.map((theirs, n) =>
    thumb({
      mine,
      theirs,
      side,
      box: boxes[n],
      label: `Ending ${n + 2}`,
      chosen: data.ending === n + 1,
      pick: () => choose(data.ending === n + 1 ? 0 : n + 1),
    }),
  )
}

const frames = ({ data, side, become }) => {
  const last = data.frames.length - 1
  return data.frames.map((lines, n) =>
    thumb({
      mine: [],
      theirs: readLines(lines),
      side,
      chosen: false,
      label:
        n === 0
          ? "Your drawing, as it remembers it"
          : n === last
            ? "The other drawing"
            : `${percent(n / last, 0)} of the way`,
      pick: () => become(readLines(lines).map(places => lineOf("n", places, side))),
    }),
  )
}

const later = waits =>
  make("span", "wait", waits ? "They come after your line." : "They come when you rest.")

/**
 * Fill heading and list. `mine` are the lines drawn so far, null if Python's answer is to older ones.
 */
export const fillChoices = (heading, list, shown) => {
  const { data, mine } = shown
  heading.textContent = HEADINGS[data.mode]
  list.setAttribute("aria-label", HEADINGS[data.mode])
  if (data.mode === "morph") list.replaceChildren(...frames(shown))
  else if (!mine || !data.others) list.replaceChildren(later(data.waits))
  else list.replaceChildren(...endings(shown))
}
