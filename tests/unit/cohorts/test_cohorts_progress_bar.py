"""The bar of a download: one line that fills where somebody watches, one finished line where nobody does."""

import io

import pytest

from her2lessons.cohorts.progress_bar import ProgressBar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class NotebookStream(io.StringIO):
    """As a notebook's kernel has it: no terminal, but it redraws a line."""


NotebookStream.__module__ = "ipykernel.iostream"

watched = pytest.mark.parametrize("stream", [Terminal, NotebookStream])


def fetched(stream: io.StringIO) -> str:
    bar = ProgressBar("metabric.csv", 509_244, stream)
    for _ in range(7):
        bar.update(65_536)
    bar.update(509_244 - 7 * 65_536)
    bar.close()
    return stream.getvalue()


@watched
def test_a_watched_bar_redraws_its_line_and_ends_it(stream):
    text = fetched(stream())
    assert text.count("\r") > 5
    assert text.count("\n") == 1
    assert text.endswith("\n")
    assert text.rstrip("\n").split("\r")[-1] == "Fetching metabric.csv [####################] 100% of 509 kB"
    assert "[###.................]  13% of 509 kB" in text


def test_a_log_gets_the_finished_line_alone():
    assert fetched(io.StringIO()) == "Fetching metabric.csv [####################] 100% of 509 kB\n"


@watched
def test_more_than_all_is_never_shown(stream):
    bar = ProgressBar("a", 1000, stream_ := stream())
    bar.update(5000)
    bar.close()
    assert "100%" in stream_.getvalue()
    assert "500%" not in stream_.getvalue()


@watched
def test_half_of_a_file_is_shown_as_half(stream):
    bar = ProgressBar("a", 100_000, shown := stream())
    bar.update(50_000)
    assert " 50% of 100 kB" in shown.getvalue()


@pytest.mark.parametrize("stream", [Terminal, NotebookStream, io.StringIO])
def test_a_bar_that_never_began_writes_nothing(stream):
    bar = ProgressBar("a", 1000, shown := stream())
    bar.close()
    assert shown.getvalue() == ""


@watched
def test_a_broken_off_bar_ends_its_line_once(stream):
    bar = ProgressBar("a", 100_000, shown := stream())
    bar.update(30_000)
    bar.close()
    bar.close()
    assert shown.getvalue().count("\n") == 1


@watched
def test_the_same_line_is_not_drawn_twice(stream):
    bar = ProgressBar("a", 10_000_000, shown := stream())
    for _ in range(50):
        bar.update(1)
    assert shown.getvalue().count("\r") == 1


def test_a_bar_writes_where_output_goes_at_that_moment(capsys):
    bar = ProgressBar("a", 1000)
    bar.update(1000)
    bar.close()
    assert capsys.readouterr().out == "Fetching a [####################] 100% of 1 kB\n"
