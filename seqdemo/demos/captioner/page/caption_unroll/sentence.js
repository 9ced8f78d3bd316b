// The sentence, word by word: each leads to its step.

import { make } from "../../../../web/shared/element.js"
import { percent } from "../../../../web/shared/format.js"

export const fillSentence = (list, data) => {
  const words = data.said.map((word, t) => {
    const button = make("button", t === data.prefix - 1 ? "word yours" : "word", word)
    button.title = t === data.prefix - 1 ? "You chose this word" : percent(data.chosen[t])
    return button
  })
  const end = make("button", "word end", "■")
  end.title = "The end of the sentence"
  list.replaceChildren(
    ...[...words, end].map((button, t) => {
      button.type = "button"
      button.dataset.t = t
      button.setAttribute("role", "option")
      button.tabIndex = -1
      return button
    }),
  )
}

/** Show where the sentence is read. */
export const markWord = (sentence, t) => {
  for (const word of sentence.children) {
    const n = +word.dataset.t
    word.classList.toggle("now", n === t)
    word.classList.toggle("later", n > t)
    word.setAttribute("aria-selected", String(n === t))
  }
}

/** The same for those who listen. */
export const wordsAt = ({ said, chosen }, t) =>
  t === said.length ? "The end of the sentence" : `Word ${t + 1}: ${said[t]}, ${percent(chosen[t])}`
