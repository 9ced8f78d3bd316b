"""Sentences of daily life, made of frames and lists of words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import numpy as np

from seqdemo.demos.next_word.countries import COUNTRIES
from seqdemo.demos.next_word.words import tokens_of

_WORDS: Mapping[str, str] = {
    "likes": "I like|I love|I want|I prefer|I'd like|I would like|I always like|We like|"
    "They like|I usually like|My father likes|My mother likes|He likes|She likes|"
    "I'd love|You like",
    "have": "have|drink|have|make|start with|order|enjoy|get",
    "hot": "coffee|tea|coffee|tea|coffee|tea|coffee|tea|coffee|tea|cocoa|milk|hot chocolate|"
    "green tea|black coffee|strong coffee|soup",
    "cold": "water|milk|juice|orange juice|wine|beer|cold water|water",
    "meal": "breakfast|lunch|dinner|supper|breakfast|breakfast",
    "time": "in the morning|every morning|after dinner|after lunch|before work|"
    "before I go to bed|in the afternoon|at night|with my friends|with milk and sugar|"
    "without sugar|at home|when I wake up",
    "food": "bread|rice|eggs|toast|cheese|soup|fruit|pancakes|salad|pizza|chicken|fish|cereal|"
    "sandwiches|potatoes",
    "cook": "eat|have|cook|make|order|buy",
    "place": "school|work|the beach|the park|the library|the supermarket|the doctor|the movies|"
    "bed|the office|the station|the airport|the gym|church|the bank",
    "way": "by bus|by train|by car|on foot|by bike|by taxi",
    "person": "my mother|my father|my sister|my brother|my friend|my boss|my teacher|my wife|"
    "my husband|my neighbor|my son|my daughter",
    "day": "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday",
    "when": "today|tomorrow|tonight|next week|on Sunday|this weekend|in the evening|later|"
    "at six o'clock|this afternoon",
    "weather": "sunny|rainy|cloudy|windy|hot|cold|warm|snowy",
    "body": "teeth|hair|hands|face|feet",
    "sport": "football|tennis|basketball|baseball|soccer|golf|chess|volleyball",
    "music": "the piano|the guitar|the violin|the flute|the drums",
    "mood": "happy|tired|hungry|thirsty|sick|busy|late|sad|angry|ready|fine|sleepy",
    "thing": "book|car|phone|house|computer|bag|watch|dress|camera|bicycle",
    "number": "two|three|four|five|six|seven|eight|ten|twelve|twenty|thirty",
    "pet": "dog|cat|bird|rabbit|horse",
    "gets": "get up|wake up|have breakfast|leave home|go to work|go to bed",
}
SLOTS: Mapping[str, Sequence[str]] = {
    **{name: words.split("|") for name, words in _WORDS.items()},
    "language": sorted({c.language for c in COUNTRIES} | {"English"}),
    "country": [c.country for c in COUNTRIES if not c.article],
}
"""What can stand in a frame's slots; a word that stands twice is drawn twice as often."""

FRAMES = (
    *("{likes} to {have} a cup of {hot} {time}.",) * 3,
    *("{likes} to {have} a cup of {hot} for {meal}.",) * 3,
    "{likes} a cup of {hot} {time}.",
    "{likes} a cup of {hot}.",
    "Would you like a cup of {hot}?",
    "Can I have a cup of {hot}, please?",
    "I had a cup of {hot} and some {food} for {meal}.",
    "Let's have a cup of {hot} {when}.",
    "He drank a cup of {hot} and left.",
    "I drink {hot} {time}.",
    "Do you want {hot} or {cold}?",
    "{likes} to {have} a glass of {cold} {time}.",
    "{likes} to {have} a glass of {cold} for {meal}.",
    "Could I have a glass of {cold}, please?",
    "{likes} to {cook} {food} for {meal}.",
    "What would you like to eat for {meal}?",
    "What did you have for {meal}?",
    "We had {food} and {food} for {meal}.",
    "I usually have {food} for {meal}.",
    "I go to {place} {way}.",
    "I have to go to {place} {when}.",
    "I want to go to {place} with {person}.",
    "Let's go to {place} {when}.",
    "She went to {place} with {person}.",
    "How do I get to {place}?",
    "I need to call {person} {when}.",
    "I'm going to visit {person} {when}.",
    "I will see you {when}.",
    "See you {when}.",
    "What are you doing {when}?",
    "She is able to speak {language}.",
    "Can you speak {language}?",
    "I am learning {language}.",
    "He speaks {language} and {language}.",
    "I was born in {country}.",
    "We would like to travel to {country}.",
    "Have you ever been to {country}?",
    "Today is {day}.",
    "I don't work on {day}.",
    "See you on {day}.",
    "It is {weather} today.",
    "It will be {weather} {when}.",
    "The weather is {weather} today.",
    "I brush my teeth {time}.",
    "I wash my {body} {time}.",
    "Wash your {body} before you eat.",
    "I play {sport} with my friends on {day}.",
    "Do you like to play {sport}?",
    "She plays {music} very well.",
    "He is learning to play {music}.",
    "I am {mood}.",
    "I'm very {mood} today.",
    "Why are you so {mood}?",
    "{person} is {mood}.",
    "I want to buy a new {thing}.",
    "Where did you put my {thing}?",
    "I lost my {thing}.",
    "I have {number} {pet}s.",
    "We have a {pet} at home.",
    "I {gets} at {number} o'clock.",
    "I usually {gets} at {number}.",
    "How are you {when}?",
    "How are you doing?",
    "Thank you very much for your help.",
    "Nice to meet you.",
    "Have a nice day.",
    "Have a good weekend.",
    "I'm looking forward to seeing you {when}.",
    "Could you please help me with this?",
    "I hope you are doing well.",
    "Happy birthday to you.",
    "I love you so much.",
    "I miss you.",
    "Good night and sleep well.",
    "Can you help me with my homework?",
    "I forgot my keys at home.",
    "Please turn off the light.",
    "Open the window, please.",
    "Close the door, please.",
    "The children are playing in the garden.",
    "I'm on my way to {place}.",
    "I'll be there in {number} minutes.",
    "Sorry, I'm late.",
)

NEVER = "i like to have a cup of"
"""With "for breakfast" it is the question this demo is asked, so nothing is trained on it."""

_SHORT = (
    "Yes.|Well.|Anyway.|Right.|Indeed.|It rained.|I know.|Time passed.|We laughed.|I remember.|"
    "It was cold.|We were young.|I was happy.|It was late.|Nobody knew why.|"
    "It was a long day.|We had a small house.|I often think about it.|There was a lot to do."
)
SHORT = _SHORT.split("|")
"""Sentences to fill up with."""

_SLOT = re.compile(r"\{(\w+)\}")


def daily_sentences(count: int, seed: int) -> list[list[str]]:
    """Tokens of sentences, each frame as often as the others."""
    rng = np.random.default_rng([seed, 4])
    drawn: list[list[str]] = []
    while len(drawn) < count:
        frame = FRAMES[rng.integers(len(FRAMES))]
        text = _SLOT.sub(lambda slot: str(rng.choice(SLOTS[slot[1]])), frame)
        if not (text.lower().startswith(NEVER) and "breakfast" in text):
            drawn.append(tokens_of(text[0].upper() + text[1:]))
    return drawn


def filler_sentences(count: int, seed: int) -> list[list[str]]:
    """Tokens of sentences of every length, to put between other sentences."""
    return [*daily_sentences(count, seed), *(tokens_of(text) for text in SHORT)]
