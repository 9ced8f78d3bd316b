// The panel of "You are the cell": one question, its arithmetic, the answers so far.

import { make } from "../../../../web/shared/element.js"
import { number } from "../../../../web/shared/format.js"
import { equation } from "./equation.js"
import { isNear, makeRound, questionsOf, readNumber, threeOf } from "./quiz.js"

const button = (words, act, name = "") => {
  const made = make("button", name, words)
  made.type = "button"
  made.addEventListener("click", act)
  return made
}

/**
 * `start(context, named, labels)` begins a round; `moved(t)` is told where it stands after each answer,
 * `say(words)` of what to read out.
 */
export const makeQuizPanel = (panel, { moved, say }) => {
  const v = { round: makeRound([]), total: 0, context: null, labels: [], trail: [] }

  const answered = (right, words) => {
    const { round } = v,
      { value, letter: name } = round.question
    say(right ? "Right" : words)
    if (!right) round.miss()
    v.trail = [
      { right, words: `${name} = ${number(value)}`, t: round.question.t },
      ...v.trail,
    ].slice(0, 4)
    const { t } = round.question
    round.pass()
    moved(round.done ? t : round.question.t)
    draw(right ? "" : words)
  }
  const judge = typed => {
    const { question } = v.round
    if (Number.isNaN(typed)) return draw("Type a number, such as 0.8 or −1.2.")
    answered(
      isNear(typed, question.value),
      `${question.letter} was ${number(question.value)}, not ${String(typed).replace("-", "−")}.`,
    )
  }
  const typedForm = () => {
    const form = make("form", "answer"),
      box = make("input", "box")
    Object.assign(box, {
      type: "text",
      inputMode: "decimal",
      autocomplete: "off",
      placeholder: "0.0",
    })
    box.setAttribute("aria-label", "Your number, to one decimal")
    const check = make("button", "primary", "Check")
    form.append(box, check)
    form.addEventListener("submit", event => {
      event.preventDefault()
      judge(readNumber(box.value))
    })
    return form
  }
  const chosenForm = question => {
    const row = make("div", "answer"),
      sum = question.tokens.find(token => typeof token !== "string")
    row.setAttribute("role", "group")
    row.setAttribute("aria-label", "Which of the three?")
    row.append(
      ...threeOf(question.value, sum.value).map(([text, right]) =>
        button(
          text.replace("-", "−"),
          () =>
            answered(
              right,
              `${question.letter} was ${number(question.value)}, not ${text.replace("-", "−")}.`,
            ),
          "option",
        ),
      ),
    )
    return row
  }
  const trail = () => {
    const list = make("ol", "trail")
    list.append(
      ...v.trail.map(({ right, words, t }) =>
        make("li", right ? "right" : "wrong", `${right ? "✓" : "✗"} step ${t + 1}: ${words}`),
      ),
    )
    return list
  }
  const finished = () => [
    make("div", "word", "Done by hand"),
    make(
      "p",
      "",
      `You were the cell for ${v.labels.length} steps: ${v.round.right} of ${v.total} numbers right at once.`,
    ),
    button("Once more", () => restart(), "primary"),
  ]
  const asked = note => {
    const { question } = v.round
    return [
      make(
        "div",
        "says",
        `Step ${question.t + 1} of ${v.labels.length} reads “${v.labels[question.t]}” · number ${v.round.at + 1} of ${v.total}`,
      ),
      equation(question, { pick: () => {}, open: true }),
      question.how === "typed" ? typedForm() : chosenForm(question),
      make(
        "p",
        note ? "remark" : "note",
        note ||
          (question.how === "typed"
            ? "To one decimal is enough."
            : `${question.squash === "tanh" ? "tanh squeezes any number into −1 to 1" : question.squash === "sigmoid" ? "σ squeezes any number into 0 to 1" : "relu leaves what is above 0 and makes the rest 0"}. Which is it?`),
      ),
      button("Do this step for me", () => {
        v.round.skip()
        moved(v.round.question?.t ?? v.labels.length - 1)
        draw("")
      }),
    ]
  }
  const draw = note => {
    const had = panel.contains(panel.getRootNode().activeElement)
    panel.replaceChildren(...(v.round.done ? finished() : asked(note)), trail())
    if (had)
      panel.querySelector(".answer :is(input, button), .primary")?.focus({ preventScroll: true })
  }
  const restart = () => {
    const questions = questionsOf(v.context, v.named)
    Object.assign(v, { round: makeRound(questions), total: questions.length, trail: [] })
    moved(0)
    draw("")
  }
  return {
    start: (context, named, labels) => {
      Object.assign(v, { context, named, labels })
      restart()
    },
    hides: ref => v.round.hides(ref),
    get asks() {
      return v.round.question
    },
  }
}
