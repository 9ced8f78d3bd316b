"""A lesson with a question of each kind, for tests of rooms."""

from seqdemo.lessons.parse import parse_lesson

TEXT = """\
---
title: All kinds
minutes: 8
learned: "- It **adds** up."
further: {text: Draw your name., view: "/word_reader?cell=gru"}
---

## A choice

One letter after the other.

```yaml
view: /word_reader
question:
  kind: choice
  ask: "After s, a, i: which letter comes next?"
  options: [d, n, l, t]
  answer: {measure: word_reader.next_letter, of: {begin: sai}}
  hint: Four letters in all.
  explain: It adds up the chances of all words.
notes: Only for the teacher.
```

## A drawing

```yaml
view: /word_reader
question:
  kind: drawing
  choice: drawing
  ask: Draw *said*.
  answer: {measure: word_reader.reads, is: said}
```

## A number

```yaml
view: /word_reader
question:
  kind: number
  ask: How sure is it?
  unit: "%"
  within: 5
  answer: {measure: word_reader.sureness, of: said, show: percent}
```

## To talk

```yaml
view: /word_reader
question: {kind: word, ask: "Which word do you like?"}
```

## A spot

```yaml
view: /word_reader
question:
  kind: spot
  choice: step
  ask: From which letter on is *said* its first guess, and stays so?
  answer: {measure: word_reader.settles, of: said}
```
"""
LESSON = parse_lesson(TEXT)
CHOICE, DRAWING, NUMBER, WORD, SPOT = range(5)
