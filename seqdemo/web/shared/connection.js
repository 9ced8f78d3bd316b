// Whether the browser is connected with a server, and whether a run is going on.

const CONNECTION = "data-test-connection-state",
  RUN = "data-test-script-state"

/**
 * Call `changed` whenever one of these changes; gives how to end that.
 *
 * @param {(now: { connected: boolean, running: boolean }) => void} changed
 */
export const watchConnection = (changed, page = globalThis.document) => {
  const app = page?.querySelector("[data-testid=stApp]")
  if (!app) return () => {}
  const watch = new MutationObserver(() =>
    changed({
      connected: app.getAttribute(CONNECTION) === "CONNECTED",
      running: app.getAttribute(RUN) !== "notRunning",
    }),
  )
  watch.observe(app, { attributeFilter: [CONNECTION, RUN] })
  return () => watch.disconnect()
}
