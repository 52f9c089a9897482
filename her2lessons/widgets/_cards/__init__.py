"""One file a kind of question: how a learner gives the answer. Found by the kind's name."""
