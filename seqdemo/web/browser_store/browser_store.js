// A secret that this browser keeps for a visitor who comes back. Nothing is shown.

import { store, stored } from "../shared/browser_storage.js"

const kept = ({ name, put, drop, tab }) => {
  const changes = drop || put !== null
  if (changes && !store(name, drop ? "" : put, { tab })) return ""
  return stored(name, { tab })
}

export default () => {
  let told = ""
  return {
    update: (data, { setStateValue: send }) => {
      const { name, epoch } = data,
        value = kept(data)
      if (told === `${epoch} ${name}`) return
      told = `${epoch} ${name}`
      send("found", { name, epoch, kept: value })
    },
    dispose: () => {},
  }
}
