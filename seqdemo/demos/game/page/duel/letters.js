// Letters of the game: what they are called, and which key means which.

/** Those that cannot be seen. */
export const WORDS = { " ": "space", "\n": "new line" }

/** Keys on the screen, row by row. */
export const ROWS = ["qwertyuiop", "asdfghjkl", "zxcvbnm", " \n", ".,;:!?'-"]

/** The letter that a key of a keyboard stands for, among those there are; "" for none. */
export const letterFor = (key, letters) => {
  const letter = key.toLowerCase()
  return [...key].length === 1 && letters.includes(letter) ? letter : ""
}
