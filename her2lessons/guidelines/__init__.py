"""Guideline rules that run: each answer comes with the steps that lead to it and their sources.

``from her2lessons.guidelines import ihc, ish, her2`` loads the standard library only; what needs pandas
imports it when called.
"""
