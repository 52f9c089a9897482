"""One file a kind of question: how a learner gives the answer. Found by the kind's name.

Each holds a widget class ``AnswerPart(item)`` with ``response`` (read and write; None for nothing yet),
``inputs`` (how many controls the page reports), ``receive(inputs)`` (take them as they stand on the page)
and, where the usual sentence does not fit, ``NOTHING_YET``.
"""
