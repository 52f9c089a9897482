"""Fetching whole files, against a server on this machine that misbehaves in every way we could think of.

All bytes are made up, and no test asks the internet for anything.
"""

from __future__ import annotations

import errno
import gzip
import hashlib
import io
import logging
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

from her2lessons import cohorts, evidence
from her2lessons.cohorts import downloads, fetching, remote
from her2lessons.cohorts.fetching import cache_folder, fetch
from her2lessons.cohorts.remote import RemoteFile
from her2lessons.progress import place

HEADER = (
    "Patient_ID,Cohort,Age_at_diagnosis,Survival_time,Survival_status,Vital_status,Chemotherapy,Radiotherapy,"
    "Tumour_size,Tumour_stage,Neoplasm_histologic_grade,Lymph_nodes_examined_positive,Lymph_node_status,"
    "Cancer_type,ER_status,PR_status,HER2_status,HER2_status_measured_by_SNP6,PAM50,3-gene_classifier,"
    "Nottingham_prognostic_index,Cellularity,Integrative_cluster,Mutation_count,ESR1,ERBB2,PGR,TP53,PIK3CA,"
    "GATA3,FOXA1,MLPH"
)
INVENTED = (
    f"{HEADER}\n"
    "XX-1,1,61.5,140.5,LIVING,Living,NO,YES,22,2,3,10,3,Invented,Positive,Negative,Negative,NEUTRAL,LumA,"
    "ER+/HER2- High Prolif,6.0,NA,4ER+,NA,8.9,9.3,5.6,6.3,5.7,6.9,7.9,9.7\n"
    "XX-2,2,43.2,12.0,DECEASED,Died of Disease,YES,NO,NA,NA,NA,0,1,Invented,Negative,Negative,Positive,GAIN,"
    "Her2,HER2+,4.0,High,5,2,7.1,13.9,5.5,6.1,5.6,9.5,10.9,11.7\n"
).encode()


class Server:
    """A server on an unused port of this machine that gives each path what the test says, and counts."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.encodings: list[str | None] = []
        self.sent = 0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked[self.path] += 1
                server.encodings.append(self.headers["Accept-Encoding"])
                getattr(self, f"give_{self.path.split('/')[1]}")()

            def give(self, body: bytes, status: int = 200, length: object = None, **headers: str) -> None:
                self.send_response(status)
                self.send_header("Content-Length", str(len(body) if length is None else length))
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.end_headers()
                self.wfile.write(body)

            def give_good(self) -> None:
                self.give(INVENTED)

            def give_unsized(self) -> None:
                self.send_response(200)
                self.end_headers()
                self.wfile.write(INVENTED)

            def give_wrong(self) -> None:
                self.give(b"version https://example.org/spec/v1\noid sha256:0\nsize 509244\n")

            def give_truncated(self) -> None:
                self.give(INVENTED[:200], length=len(INVENTED))

            def give_status(self) -> None:
                self.give(b"sorry", status=int(self.path.rsplit("/", 1)[1]))

            def give_hiccup(self) -> None:
                if server.asked[self.path] == 1:
                    self.give_truncated()
                else:
                    self.give_good()

            def give_slow(self) -> None:
                time.sleep(0.6)
                self.give_good()

            def give_odd_length(self) -> None:
                self.give(INVENTED, length="many")

            def give_two_lengths(self) -> None:
                self.give(INVENTED, length="5, 6")

            def give_packed(self) -> None:
                self.give(gzip.compress(INVENTED), Content_Encoding="gzip")

            def give_badly_packed(self) -> None:
                self.give(INVENTED, Content_Encoding="gzip")

            def give_endless(self) -> None:
                self.send_response(200)
                self.end_headers()
                while True:
                    self.wfile.write(INVENTED)
                    server.sent += len(INVENTED)

            def give_endless_in_chunks(self) -> None:
                self.protocol_version = "HTTP/1.1"
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                while True:
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(INVENTED), INVENTED))
                    server.sent += len(INVENTED)

            def give_whole_in_chunks(self) -> None:
                self.protocol_version = "HTTP/1.1"
                self.send_response(200)
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                for byte in range(0, len(INVENTED), 50):
                    piece = INVENTED[byte : byte + 50]
                    self.wfile.write(b"%x\r\n%b\r\n" % (len(piece), piece))
                self.wfile.write(b"0\r\n\r\n")

            def give_drip(self) -> None:
                self.send_response(200)
                self.send_header("Content-Length", str(len(INVENTED)))
                self.end_headers()
                self.drip(INVENTED)

            def give_drip_of_a_header(self) -> None:
                self.drip(b"HTTP/1.0 200 OK\r\nX-Slow: " + b"x" * 1000)

            def drip(self, text: bytes) -> None:
                for byte in text:
                    self.wfile.write(bytes([byte]))
                    self.wfile.flush()
                    time.sleep(0.05)

            def give_moved(self) -> None:
                # Another name of this machine: to a client, another host.
                self.send_response(302)
                target = self.path.split("/", 2)[2]
                self.send_header("Location", f"http://localhost:{server.port}/{target}")
                self.send_header("Content-Length", "0")
                self.end_headers()

            def give_circle(self) -> None:
                self.send_response(302)
                self.send_header("Location", self.path)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *arguments: object) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, request: object, client_address: object) -> None:
                """A client that hung up is what some tests are about."""

        self._http = Quiet(("127.0.0.1", 0), Handler)
        self.port = self._http.server_address[1]
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}/{path}"

    def stop(self) -> None:
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(fetching, "RETRIES", 0)
    running = Server()
    yield running
    running.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def file(*addresses: str) -> RemoteFile:
    return RemoteFile("invented.csv", len(INVENTED), hashlib.sha256(INVENTED).hexdigest(), addresses)


def refusal(wanted: RemoteFile, folder: Path) -> str:
    with pytest.raises(cohorts.DownloadError) as caught:
        fetch(wanted, folder)
    return str(caught.value)


def nobody_listens() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.mark.parametrize("path", ["good", "unsized", "moved/good", "odd_length", "packed", "whole_in_chunks"])
def test_a_file_with_the_right_checksum_is_fetched_and_kept(server, folder, path):
    kept = fetch(file(server.at(path)), folder)
    assert kept == folder / "invented.csv"
    assert kept.read_bytes() == INVENTED
    assert [found.name for found in folder.iterdir()] == ["invented.csv"]


def test_a_second_call_asks_nobody(server, folder):
    wanted = file(server.at("good"))
    fetch(wanted, folder)
    fetch(wanted, folder)
    assert server.asked == {"/good": 1}


def test_a_file_put_there_by_hand_is_used_without_any_network(folder):
    folder.mkdir()
    (folder / "invented.csv").write_bytes(INVENTED)
    assert fetch(file(f"http://127.0.0.1:{nobody_listens()}/good"), folder).read_bytes() == INVENTED


def test_a_kept_file_that_was_damaged_is_fetched_anew(server, folder):
    kept = fetch(file(server.at("good")), folder)
    kept.write_bytes(INVENTED[:-1])
    assert fetch(file(server.at("good")), folder).read_bytes() == INVENTED
    assert server.asked == {"/good": 2}


def test_a_damaged_file_stays_where_it_is_when_nothing_better_can_be_had(server, folder):
    folder.mkdir()
    (folder / "invented.csv").write_bytes(b"damaged")
    refusal(file(server.at("wrong")), folder)
    assert (folder / "invented.csv").read_bytes() == b"damaged"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("wrong", "gave something other than the file this course knows (the checksum differs)"),
        ("moved/wrong", "gave something other than the file this course knows"),
        ("truncated", "broke off before the whole file had arrived"),
        ("status/404", "does not have the file any more (answer 404)"),
        ("status/410", "does not have the file any more (answer 410)"),
        ("status/403", "refused to give the file (answer 403)"),
        ("status/429", "asks to wait, because it was asked too often (answer 429)"),
        ("status/503", "has a fault of its own at the moment (answer 503)"),
        ("circle", "sends from one address to the next without end"),
        ("badly_packed", "sent something packed that could not be unpacked"),
        ("two_lengths", "gave an answer that could not be read"),
        ("endless", f"sends more than the {len(INVENTED):,} bytes that this file has"),
        ("endless_in_chunks", f"sends more than the {len(INVENTED):,} bytes that this file has"),
    ],
)
def test_a_failure_is_told_with_what_is_safe_and_what_to_do_and_leaves_nothing(server, folder, path, said):
    message = refusal(file(server.at(path)), folder)
    assert f"127.0.0.1:{server.port} {said}" in message
    assert message.startswith("The file invented.csv could not be fetched: ")
    assert "Nothing was changed on this computer, and no half file is left." in message
    assert "run the cell again later" in message
    assert f"put into {folder} as invented.csv" in message
    assert "The count tables need no internet." in message
    assert list(folder.iterdir()) == []
    assert ("checksum" in message) == ("wrong" in path)


@pytest.mark.parametrize("path", ["endless", "endless_in_chunks"])
def test_a_file_without_end_is_left_soon_and_not_asked_for_again(server, folder, monkeypatch, path):
    monkeypatch.setattr(fetching, "RETRIES", 1)
    assert "sends more than" in refusal(file(server.at(path)), folder)
    assert server.asked == {f"/{path}": 1}
    assert server.sent < 20_000_000


@pytest.mark.parametrize("path", ["drip", "drip_of_a_header"])
def test_a_byte_now_and_then_does_not_hold_the_call(server, folder, monkeypatch, path):
    monkeypatch.setattr(fetching, "PATIENCE", 0.4)
    monkeypatch.setattr(fetching, "RETRIES", 1)
    began = time.monotonic()
    message = refusal(file(server.at(path)), folder)
    assert 0.4 <= time.monotonic() - began < 3
    slow = f"was too slow: not all {len(INVENTED):,} bytes had arrived when the time for it was up"
    assert f"127.0.0.1:{server.port} {slow}. Nothing was changed" in message
    assert server.asked == {f"/{path}": 1}
    assert list(folder.iterdir()) == []


def test_a_slow_address_leaves_time_for_the_next_one(server, folder, monkeypatch):
    monkeypatch.setattr(fetching, "PATIENCE", 2)
    assert fetch(file(server.at("drip"), server.at("good")), folder).read_bytes() == INVENTED
    assert server.asked == {"/drip": 1, "/good": 1}


def test_a_file_has_ten_minutes():
    assert fetching.PATIENCE == 600


def test_what_is_no_answer_at_all_is_told_apart_from_a_wrong_file(folder, monkeypatch):
    import requests

    def broken(*arguments: object, **options: object) -> None:
        raise ValueError("nonsense")

    monkeypatch.setattr(requests, "get", broken)
    assert "127.0.0.1 gave an answer that could not be read. Nothing" in refusal(
        file("https://127.0.0.1/good"), folder
    )


def test_the_file_is_asked_for_as_it_is_and_not_packed(server, folder):
    fetch(file(server.at("good")), folder)
    assert server.encodings == ["identity"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes there")
@pytest.mark.parametrize(("mask", "mode"), [(0o022, 0o644), (0o002, 0o664), (0o077, 0o600)])
def test_a_kept_file_can_be_read_by_whoever_may_read_this_accounts_files(server, folder, mask, mode):
    before = os.umask(mask)
    try:
        kept = fetch(file(server.at("good")), folder)
    finally:
        os.umask(before)
    assert kept.stat().st_mode & 0o777 == mode


def test_no_network_is_told_in_one_plain_error(folder, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(fetching, "RETRIES", 0)
    message = refusal(file(f"http://127.0.0.1:{nobody_listens()}/good"), folder)
    assert "could not be reached, or stopped answering" in message
    assert "internet connection" in message
    assert list(folder.iterdir()) == []


def test_an_address_that_is_none_is_told_too(folder, monkeypatch):
    monkeypatch.setattr(fetching, "RETRIES", 0)
    assert "has an address that cannot be opened" in refusal(file("gopher://127.0.0.1/good"), folder)


def test_a_certificate_that_is_refused_is_told_apart_from_no_network(folder, monkeypatch):
    import requests

    def refused(*arguments: object, **options: object) -> None:
        raise requests.exceptions.SSLError("certificate verify failed")

    monkeypatch.setattr(requests, "get", refused)
    monkeypatch.setattr(fetching, "RETRIES", 0)
    assert "could not prove who it is" in refusal(file("https://127.0.0.1/good"), folder)


def test_a_server_that_does_not_answer_is_not_waited_for_without_end(server, folder, monkeypatch):
    monkeypatch.setattr(fetching, "TIMEOUT", 0.2)
    assert "did not answer within 0.2 seconds" in refusal(file(server.at("slow")), folder)


def test_a_hiccup_is_tried_again_before_anything_is_said(server, folder, monkeypatch, capsys):
    monkeypatch.setattr(fetching, "RETRIES", 1)
    monkeypatch.setattr("pooch.core.time.sleep", lambda seconds: None)
    assert fetch(file(server.at("hiccup")), folder).read_bytes() == INVENTED
    assert server.asked == {"/hiccup": 2}
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("first", ["status/404", "wrong", "truncated"])
def test_the_second_address_is_used_when_the_first_fails(server, folder, first):
    wanted = file(server.at(first), server.at("good"))
    assert fetch(wanted, folder).read_bytes() == INVENTED
    assert server.asked == {f"/{first}": 1, "/good": 1}


def test_the_second_address_is_left_alone_when_the_first_gives_the_file(server, folder):
    fetch(file(server.at("good"), server.at("wrong")), folder)
    assert server.asked == {"/good": 1}


def test_every_address_that_failed_is_named_in_the_order_they_were_tried(server, folder):
    message = refusal(file(server.at("status/404"), server.at("wrong"), server.at("truncated")), folder)
    where = [message.index(part) for part in ("(answer 404)", "checksum differs", "broke off")]
    assert where == sorted(where)


def test_a_folder_that_cannot_be_made_is_told_before_anybody_is_asked(server, tmp_path):
    # A regular file in the way: no account, not even root, can make a folder below it.
    (tmp_path / "taken").write_text("a file")
    message = refusal(file(server.at("good"), server.at("good")), tmp_path / "taken" / "cache")
    assert "could not be kept in" in message
    assert "Nothing else was changed, and no half file is left." in message
    assert "folder='my-data'" in message
    assert server.asked == {}
    assert (tmp_path / "taken").read_text() == "a file"


def test_a_folder_that_may_not_be_written_to_is_told(server, folder, monkeypatch):
    folder.mkdir()

    def forbidden(*arguments: object, **options: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", forbidden)
    message = refusal(file(server.at("good")), folder)
    assert "could not be kept in" in message
    assert "(permission denied)" in message
    assert "allow writing to it" in message
    assert server.asked == {}


def test_a_full_disk_is_told_and_the_half_file_removed(server, folder, monkeypatch):
    class Full(io.FileIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "open", lambda path, mode: Full(path, "w"))
    message = refusal(file(server.at("good"), server.at("good")), folder)
    assert "(no space left on device)" in message
    assert "Make room there" in message
    assert list(folder.iterdir()) == []
    assert server.asked == {"/good": 1}


def test_an_interrupted_download_leaves_no_half_file(server, folder, monkeypatch):
    def interrupted(self: object, more: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("her2lessons.cohorts.progress_bar.ProgressBar.update", interrupted)
    with pytest.raises(KeyboardInterrupt):
        fetch(file(server.at("good")), folder)
    assert list(folder.iterdir()) == []


def test_pooch_writes_nothing_of_its_own_and_its_logger_is_given_back(server, folder, capsys):
    import pooch

    before = pooch.get_logger().level
    fetch(file(server.at("good")), folder)
    assert capsys.readouterr().err == ""
    assert pooch.get_logger().level == before
    assert before != logging.WARNING


def test_the_finished_bar_says_what_was_fetched(server, folder, capsys):
    fetch(file(server.at("good")), folder)
    assert capsys.readouterr().out == "Fetching invented.csv [####################] 100% of 1 kB\n"


@pytest.fixture
def metabric(server, folder, monkeypatch) -> pd.DataFrame:
    monkeypatch.setattr(remote, "METABRIC", file(server.at("good")))
    whole = downloads.DOWNLOADS["metabric"]
    invented = downloads.Download(
        (remote.METABRIC,), whole.read, whole.source_keys, whole.caution, whole.licence
    )
    monkeypatch.setitem(downloads.DOWNLOADS, "metabric", invented)
    return cohorts.download("metabric", folder=folder)


def test_metabric_comes_with_this_courses_names_units_and_words(metabric):
    assert len(metabric.columns) == 32
    assert metabric["patient"].tolist() == [1, 2]
    assert metabric[["er", "pr", "her2"]].to_numpy().tolist() == [
        ["positive", "negative", "negative"],
        ["negative", "negative", "positive"],
    ]
    assert metabric["erbb2_copy_state"].tolist() == ["neutral", "gain"]
    assert metabric["vital_status"].tolist() == ["living", "died of disease"]
    assert metabric["erbb2_log2"].tolist() == [9.3, 13.9]
    assert metabric["survival_months"].tolist() == [140.5, 12.0]
    assert metabric["pam50"].tolist() == ["LumA", "Her2"]
    assert metabric["size_mm"].isna().tolist() == [False, True]
    assert metabric["cellularity"].isna().tolist() == [True, False]
    assert "XX-" not in metabric.to_csv()


def test_metabric_says_where_it_comes_from_on_what_terms_and_what_it_is_not(metabric):
    attrs = metabric.attrs
    assert attrs["source_keys"] == ("curtis2012", "pereira2016")
    for key in attrs["source_keys"]:
        assert str(evidence.cite(key)) in attrs["source"]
    assert attrs["licence"] == "Open Database License (ODbL) 1.0"
    for said in ("do not try to find out who it is", "never use it for agreement with IHC", "not today's"):
        assert said in attrs["caution"]


def test_a_folder_may_be_named_as_text(metabric, server, folder, monkeypatch):
    assert (folder / "invented.csv").exists()
    monkeypatch.chdir(folder.parent)
    assert cohorts.download("metabric", folder="cache").equals(metabric)
    assert server.asked == {"/good": 1}


@pytest.mark.parametrize("folder", [5, "", "  ", ["cache"], True, "a\0b", Path("a\0b"), b"cache"])
def test_a_folder_that_is_no_path_is_refused(folder):
    with pytest.raises(ValueError) as caught:
        cohorts.download("metabric", folder=folder)
    assert f"folder must be the path of a folder, not {folder!r}. Write it like 'my-data'." in str(
        caught.value
    )


@pytest.mark.parametrize("name", ["metabrick", "METABRIC", "", None, 5, ["metabric"]])
def test_a_data_set_that_there_is_not_is_refused_with_those_there_are(name):
    with pytest.raises(ValueError) as caught:
        cohorts.download(name)
    assert f"There is no data set {name!r} to download. Choose one of 'metabric', 'msk', 'tcga'." in str(
        caught.value
    )


def test_files_are_kept_below_the_chosen_home(monkeypatch, tmp_path):
    monkeypatch.setenv(place.HOME, str(tmp_path))
    assert cache_folder() == tmp_path / "patients" == place.home() / "patients"


@pytest.mark.parametrize("chosen", ["", "  "])
def test_without_a_chosen_home_files_are_kept_in_the_folder_for_caches(monkeypatch, chosen):
    monkeypatch.setenv(fetching.HOME, chosen)
    assert cache_folder().parts[-2:] == ("her2lessons", "patients")
    assert cache_folder().is_absolute()


def test_a_home_of_nobody_is_taken_as_it_stands(monkeypatch):
    monkeypatch.setenv(fetching.HOME, "~nobody-of-that-name/course")
    assert cache_folder() == Path.cwd() / "~nobody-of-that-name/course/patients"


def test_the_variable_for_the_home_is_that_of_the_answer_log():
    assert fetching.HOME == place.HOME


@pytest.mark.parametrize("pinned", [remote.METABRIC, remote.MSK_PATIENTS, remote.MSK_SAMPLES, remote.TCGA])
def test_every_pinned_file_has_a_checksum_a_size_and_two_fixed_https_addresses(pinned):
    assert len(pinned.sha256) == 64
    assert int(pinned.sha256, 16) > 0
    assert pinned.size > 100_000
    assert len(pinned.addresses) == 2
    for address in pinned.addresses:
        host, _, path = address.removeprefix("https://").partition("/")
        assert host in ("raw.githubusercontent.com", "media.githubusercontent.com", "github.com")
        assert any(len(part) == 40 and int(part, 16) for part in path.split("/") if part.isalnum())


@pytest.mark.parametrize(
    ("pinned", "size", "start"),
    [
        (remote.METABRIC, 509_244, "6548d44a"),
        (remote.MSK_PATIENTS, 216_269, "b238d284"),
        (remote.MSK_SAMPLES, 742_508, "0bb8787f"),
        (remote.TCGA, 1_703_839, "973b6e03"),
    ],
)
def test_the_pins_are_those_that_were_checked(pinned, size, start):
    assert (pinned.size, pinned.sha256[:8]) == (size, start)


def test_large_files_are_not_asked_for_at_the_raw_address_which_gives_a_pointer():
    for pinned in (remote.MSK_PATIENTS, remote.MSK_SAMPLES, remote.TCGA):
        assert pinned.addresses[0].startswith("https://media.githubusercontent.com/media/")
        assert not any("raw.githubusercontent" in address for address in pinned.addresses)
    assert remote.METABRIC.addresses[0].startswith("https://raw.githubusercontent.com/")


def test_importing_cohorts_loads_neither_pandas_nor_pooch_nor_numpy():
    code = (
        "import sys, her2lessons.cohorts\n"
        "print([name for name in ('pandas', 'numpy', 'pooch', 'requests') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
