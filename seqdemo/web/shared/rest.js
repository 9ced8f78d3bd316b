// When a visitor rests: some time after the last thing they did, or once they press something else.

/**
 * Call `report` when the visitor rests. Who presses something else on the page may leave it, or have
 * another picture drawn in its place: nobody rests there then.
 *
 * @param {() => void} report
 * @param {EventTarget} root What they look at.
 * @param {(target: EventTarget, type: string, listener: (event: any) => void) => void} on
 * @param {EventTarget} page
 */
export const makeRest = (report, root, on, page = globalThis.window) => {
  /** @type {any} */
  let waiting = null
  const stop = () => {
    clearTimeout(waiting)
    waiting = null
  }
  const now = () => {
    stop()
    report()
  }
  on(page, "pointerdown", event => {
    if (waiting && !event.composedPath().includes(root)) now()
  })
  return {
    /** Report after so many milliseconds, unless something is done meanwhile. */
    after: wait => {
      stop()
      waiting = setTimeout(now, wait)
    },
    stop,
  }
}
