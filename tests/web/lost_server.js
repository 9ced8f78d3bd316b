// A page whose server comes and goes, as Streamlit says so on its app.

/** The page, and how to say that its connection or its script's run is another now. */
export const makeServed = () => {
  const said = { connection: "CONNECTED", script: "notRunning" },
    app = { getAttribute: name => said[name.split("-")[2]] }
  let heed = () => {}
  globalThis.MutationObserver = /** @type {any} */ (
    class {
      constructor(call) {
        heed = call
      }
      observe() {}
    }
  )
  const says = (what, how) => {
    if (said[what] === how) return
    said[what] = how
    heed()
  }
  return { page: /** @type {any} */ ({ querySelector: () => app }), says }
}
