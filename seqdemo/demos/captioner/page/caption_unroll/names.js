// What the choices of a next word are called.

export const END = "end"
export const NEVER =
  "Stands for every word that is too rare to be learned: the network never says it"
export const nameOf = choice => (choice.kind === "end" ? "■ end" : choice.word)
