"""What a learner did and what it adds up to: the answer log, mastery, the review schedule, an overview."""

from her2lessons.progress.answer import Answer
from her2lessons.progress.log import AnswerLog
from her2lessons.progress.memory import Memory
from her2lessons.progress.merging import Merged, MergeError, merge
from her2lessons.progress.place import default_path, durability
from her2lessons.progress.recall import choose as choose_recall
from her2lessons.progress.recall import due, next_due
from her2lessons.progress.saving import SaveError

__all__ = [
    "Answer",
    "AnswerLog",
    "Memory",
    "MergeError",
    "Merged",
    "SaveError",
    "choose_recall",
    "default_path",
    "due",
    "durability",
    "merge",
    "next_due",
]
