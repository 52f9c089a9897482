"""Models that compute: agreement of readers, the receptor's signal, growth, survival, benefit, a prognosis.

Importing this room loads numpy and the standard library; what needs pandas imports it when called. Each model
says how far it reaches, and none of them advises anybody.
"""

from her2lessons.models import agreement, benefit, growth, predict, receptor, survival

__all__ = ["agreement", "benefit", "growth", "predict", "receptor", "survival"]
