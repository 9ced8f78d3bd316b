// The panel that says whether the puzzle is solved, with a hint, a solution, and learning it instead.

import { make } from "../../../../web/shared/element.js"
import { count, percent, visible } from "../../../../web/shared/format.js"
import { checkAll, LONGEST } from "./checker.js"

/** A string with its spaces to be seen. */
const shownWord = word => [...word].map(visible).join("")

/** What the check found, in words. */
export const verdictWords = ({ right, total, fails }, longest) => {
  if (!fails) return `Right on all ${count(total)} strings up to length ${longest}.`
  return `${count(right)} of ${count(total)} strings up to length ${longest} are right.`
}

/** Strings that are checked at once; where there are more, the long ones wait for a rest. */
const AT_ONCE = 1000,
  REST = 160

/**
 * Fills the parts `score`, `bar`, `words` and `fails` of the panel.
 *
 * `load(word)` is told of a click on a string that fails, `found(check)` of every full check.
 */
export const makeCheckPanel = ({ score, bar, words, fails }, { load, found: told }) => {
  let waiting = 0
  const show = (found, longest) => {
    const share = found.right / found.total,
      solved = !found.fails && longest === LONGEST
    score.textContent = solved
      ? "Solved"
      : percent(Math.min(0.99, Math.floor(100 * share) / 100), 0)
    for (const part of [score, bar]) part.classList.toggle("solved", solved)
    bar.style.setProperty("--p", share.toFixed(4))
    words.textContent = verdictWords(found, longest)
    fails.replaceChildren()
    if (!found.fails) return
    const button = make("button", "failing", shownWord(found.fails))
    button.type = "button"
    button.setAttribute("aria-label", `Show the string it gets wrong: ${shownWord(found.fails)}`)
    button.addEventListener("click", () => load(found.fails))
    fails.append("It fails on ", button)
  }
  return {
    /** Check all strings; the longest of many letters only after a rest. */
    check(puzzle, shape, list) {
      clearTimeout(waiting)
      const symbols = Object.keys(puzzle.reads).length,
        full = () => {
          const found = checkAll(puzzle, shape, list)
          show(found, LONGEST)
          told(found)
        }
      if (symbols ** LONGEST <= AT_ONCE) return full()
      const some = Math.floor(Math.log(AT_ONCE) / Math.log(symbols))
      show(checkAll(puzzle, shape, list, some), some)
      waiting = setTimeout(full, REST)
    },
    dispose: () => clearTimeout(waiting),
  }
}
