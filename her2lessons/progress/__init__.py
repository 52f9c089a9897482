"""What a learner did: the answer log, where it is kept, and what to ask again."""

from her2lessons.progress.answer import Answer
from her2lessons.progress.log import AnswerLog
from her2lessons.progress.place import default_path, durability
from her2lessons.progress.recall import choose as choose_recall
from her2lessons.progress.saving import SaveError

__all__ = ["Answer", "AnswerLog", "SaveError", "choose_recall", "default_path", "durability"]
