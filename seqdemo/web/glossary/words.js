// The words of the field that a page may use, each in one sentence.

/** Word, what it means, and other forms in which pages write it. */
export const WORDS = [
  [
    "RNN",
    "A recurrent neural network: it reads one thing at a time and mixes it with what it remembers; without gates, its whole memory is written anew at every step.",
    ["RNNs"],
  ],
  [
    "GRU",
    "Gated recurrent unit: a recurrent network with two gates, which decide for each number of its memory whether it is kept or replaced.",
    ["GRUs"],
  ],
  [
    "LSTM",
    "Long short-term memory: a recurrent network with a second, protected memory, the cell state, and gates that decide what enters it, stays in it and leaves it.",
    ["LSTMs"],
  ],
  [
    "recurrent",
    "Used again at every step: the same weights read each new input together with the state of the step before.",
  ],
  [
    "hidden state",
    "The numbers a network hands from one step to the next, and reads its answers off; an LSTM hands on its cell state as well.",
    ["hidden states"],
  ],
  [
    "cell state",
    "An LSTM's second memory: gates add to it and erase from it, and otherwise it passes on unchanged.",
    ["cell states"],
  ],
  [
    "gate",
    "A number between 0 and 1 for each unit, computed at every step: 0 lets nothing through, 1 lets all through.",
    ["gates"],
  ],
  [
    "forget gate",
    "How much of an LSTM's cell state is kept: near 1 it remembers, near 0 it forgets.",
    ["forget gates"],
  ],
  [
    "input gate",
    "How much of the new candidate value is added to an LSTM's cell state.",
    ["input gates"],
  ],
  [
    "output gate",
    "How much of an LSTM's cell state is shown to the rest of the network at this step.",
    ["output gates"],
  ],
  [
    "update gate",
    "How much of a GRU's old state is kept; the rest is replaced by the new candidate.",
    ["update gates"],
  ],
  [
    "reset gate",
    "How much of the old state a GRU looks at when it makes its new candidate.",
    ["reset gates"],
  ],
  [
    "unit",
    "One of the numbers of a network's state, and the small sum that computes it at every step.",
    ["units"],
  ],
  [
    "weight",
    "A number a network learned in training: by how much one value counts in the sum for another.",
    ["weights"],
  ],
  [
    "parameter",
    "Any number that training sets: all weights, and the constants added to the sums.",
    ["parameters"],
  ],
  [
    "layer",
    "A row of units that are computed together; further layers read what the one below says.",
    ["layers"],
  ],
  ["step", "One moment of reading or writing: one letter, word, stroke or number.", ["steps"]],
  [
    "encoder",
    "The part of a network that reads all of its input and packs it into numbers.",
    ["encoders"],
  ],
  [
    "decoder",
    "The part of a network that makes its output, step by step, from the encoder's numbers.",
    ["decoders"],
  ],
  [
    "attention",
    "Shares that add up to 100\u00a0%: how much of each part of the input is passed on for the next step.",
    [],
  ],
  [
    "embedding",
    "A list of learned numbers that stands for a word or letter, so that a network can compute with it.",
    ["embeddings"],
  ],
  [
    "logit",
    "The score a network gives a possible answer before scores are turned into probabilities.",
    ["logits"],
  ],
  [
    "softmax",
    "The rule that turns scores into probabilities: raise e to each score, then divide by the sum.",
    [],
  ],
  [
    "probability",
    "How likely the network holds something to be, from 0, never, to 1 or 100\u00a0%, for sure.",
    ["probabilities", "log-probability", "log-probabilities"],
  ],
  [
    "temperature",
    "Divides the scores before a choice is drawn: below 1 the likely becomes likelier, above 1 the unlikely gets more chances.",
    [],
  ],
  ["top-k", "Draw only from this many of the likeliest choices.", []],
  ["top-p", "Draw only from the likeliest choices that together have this probability.", []],
  [
    "seed",
    "The number random choices start from: the same seed makes the same choices again.",
    ["seeds"],
  ],
  [
    "beam search",
    "Writing with several unfinished sentences at once: at each word the most probable ones go on.",
    ["beam", "beams"],
  ],
  ["saliency", "How much the answer would change if a part of the input changed a little.", []],
  [
    "gradient",
    "How fast one number changes when another is changed a little; training follows it downhill.",
    ["gradients"],
  ],
  [
    "surprisal",
    "How unexpected something was: minus the logarithm of its probability, here in bits.",
    ["surprise"],
  ],
  [
    "bit",
    "A measure of surprise: 1 bit is one half, 2 bits one quarter, 10 bits about one in a thousand.",
    ["bits"],
  ],
  [
    "perplexity",
    "Two to the power of the mean surprisal in bits: among how many equally likely choices it seems to hesitate.",
    [],
  ],
  [
    "calibration",
    "Whether a network is right as often as it says: of answers it calls 80\u00a0% sure, 80\u00a0% should be right.",
    ["calibrated", "calibration error"],
  ],
  [
    "learning rate",
    "How large the steps of training are: at twice the rate an update moves every weight twice as far.",
    ["learning rates"],
  ],
  [
    "clipped",
    "Of an update: its gradient was longer than allowed, and was shortened before the weights were moved.",
  ],
  [
    "bias",
    "A learned number that is added to a unit's or an output's sum, whatever comes in.",
    ["biases"],
  ],
  ["epoch", "One pass through all training data.", ["epochs"]],
  [
    "loss",
    "The number that training makes small: how wrong the network was, on average.",
    ["losses"],
  ],
  [
    "quantile",
    "A value that a given share of outcomes stays below: half of them stay below the 50\u00a0% quantile.",
    ["quantiles"],
  ],
  [
    "mixture",
    "Several simple distributions added up, each with a share: it can expect two places at once.",
    ["mixtures"],
  ],
  [
    "latent",
    "A few numbers that stand for something whole, such as a drawing; a decoder can draw it from them.",
    ["latent numbers", "latent space"],
  ],
]
