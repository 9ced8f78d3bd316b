// The page's own query parameters, as Python knows them. Nothing is shown.

import { makeLink } from "../shared/address.js"

export default () => {
  const link = makeLink()
  return {
    update: (data, { setTriggerValue: tell }) => {
      const lost = link.set(data.names, data.link, data.unseen, data.epoch)
      if (lost) tell("lost", lost)
      else if (data.tells) {
        link.write()
        tell("written", {})
      }
    },
    dispose: link.dispose,
  }
}
