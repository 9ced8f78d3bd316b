// Where two networks stand side by side, both are at the same word: who moves takes the other along.

const STEP = "seqdemo-caption-step"

/**
 * `said()` are the words of this picture's sentence, and `moved()` is called when the other one has
 * moved its player.
 */
export const makeTogether = (root, on, player, { said, moved }) => {
  let quiet = false,
    running = false
  const quietly = move => {
    quiet = true
    move()
    quiet = false
  }
  on(document, STEP, ({ detail }) => {
    const same = detail.t === player.t && !player.playing && !detail.over
    if (detail.from === root || !said() || same) return
    quietly(() => {
      player.stop()
      player.go(detail.t, false)
    })
    moved()
    if (detail.over && player.t < said().length) player.do.play() // the longer sentence goes on
  })
  return {
    /** Tell the other one where this one is. */
    tell() {
      const over = running && !player.playing && player.t === said().length
      running = player.playing
      if (!quiet)
        document.dispatchEvent(new CustomEvent(STEP, { detail: { from: root, t: player.t, over } }))
    },
    /** Move without taking the other one along. */
    quietly,
  }
}
