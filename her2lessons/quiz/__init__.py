"""Question banks, kinds of question, scoring, and cases made from rules; nothing here draws or saves."""

from her2lessons.quiz.bank import Bank, bank_names, load_bank, load_bank_file
from her2lessons.quiz.checking import BankError
from her2lessons.quiz.item import Item, Option
from her2lessons.quiz.result import Chosen, Feedback, Reason, ResponseError, Result
from her2lessons.quiz.scoring import item_hash, public_view, realise, score
from her2lessons.quiz.sitting import Sitting
from her2lessons.quiz.view import PublicView, ShownOption

__all__ = [
    "Bank",
    "BankError",
    "Chosen",
    "Feedback",
    "Item",
    "Option",
    "PublicView",
    "Reason",
    "ResponseError",
    "Result",
    "ShownOption",
    "Sitting",
    "bank_names",
    "item_hash",
    "load_bank",
    "load_bank_file",
    "public_view",
    "realise",
    "score",
]
