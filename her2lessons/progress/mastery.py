"""How far somebody has come with one objective, estimated from answers.

The estimate is Bayesian knowledge tracing (corbett1995): one number, the probability that the objective has
been learnt. Each answer moves it by Bayes' rule, because even who knows it slips at times and who does not
guesses right at times; then a little is added for having been told the reasons.

The four constants are usual starting values, fitted to nobody. Read the number as "how much these answers
say", not as a measurement of a person.
"""

from __future__ import annotations

#: Probability of knowing an objective before its first answer.
START = 0.1
#: Probability of learning it from one answer and the reasons given after it.
LEARNING = 0.15
#: Probability of a wrong answer though it is known.
SLIP = 0.1
#: Probability of a right answer though it is not known: about one in four options.
GUESS = 0.25
#: The same where the learner says that it was a guess.
GUESS_ADMITTED = 0.5
#: From here on an objective is called steady (the usual line of corbett1995).
STEADY = 0.95
#: Below this it is called begun, from here on growing.
GROWING = 0.6

WORDS = ("not started", "begun", "growing", "steady")


def after(known: float, points: float, confidence: str | None = None) -> float:
    """Give the estimate after one more answer.

    Parameters
    ----------
    known
        The estimate before it, 0 to 1; `START` for the first answer.
    points
        The mark of the answer, 0 to 1. A mark in between counts as partly right and partly wrong.
    confidence
        ``"guess"`` makes an answer weigh less, right or wrong; other words change nothing.

    Returns
    -------
    float
        Strictly between 0 and 1; never lower for more points.

    Notes
    -----
    Source: corbett1995; the weighing by points and by an admitted guess is this course's own.
    """
    guess = GUESS_ADMITTED if confidence == "guess" else GUESS
    right = known * (1 - SLIP) / (known * (1 - SLIP) + (1 - known) * guess)
    wrong = known * SLIP / (known * SLIP + (1 - known) * (1 - guess))
    shown = points * right + (1 - points) * wrong
    return shown + (1 - shown) * LEARNING


def word(known: float | None) -> str:
    """Give the word of `WORDS` for an estimate; None is "not started"."""
    if known is None:
        return WORDS[0]
    if known >= STEADY:
        return WORDS[3]
    return WORDS[2] if known >= GROWING else WORDS[1]
