"""Everything around a class: build, start and serve notebooks, prepare assignments.

Only this room uses nbgrader, nbclient and jupytext. They come with the extra ``her2lessons[teaching]``, so
nothing is imported here: ``start`` and ``lab`` work without them.
"""
