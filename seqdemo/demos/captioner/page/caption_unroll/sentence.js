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
