// A field as React has it: it has a way of its own to set the value.

export class Field extends EventTarget {
  #value = ""
  get value() {
    return this.#value
  }
  set value(text) {
    this.#value = text
  }
  matches(_name) {
    return true
  }
}
