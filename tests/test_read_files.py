from __future__ import annotations

import hashlib
import os
import socket
import tracemalloc
from pathlib import Path

import pytest

from rapporteur.model import Page, Refusal
from rapporteur.read import Limits, count, page, pages
from rapporteur.settings import Settings

HTML = b"<!doctype html><title>Talks</title><p>The ministers met.</p>"


def write(folder: Path, **names: bytes) -> None:
    for name, data in names.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def refused(source: str, limits: Limits | None = None) -> Refusal:
    (found,) = pages([source], limits=limits or Limits())
    assert isinstance(found, Refusal)
    assert found.stage == "read"
    return found


def test_a_file_is_a_page_with_its_bytes_digest_and_source(tmp_path: Path) -> None:
    write(tmp_path, a_html=HTML)
    found = page(str(tmp_path / "a.html"), limits=Limits())
    assert found == Page(HTML, str(tmp_path / "a.html"), "html", hashlib.sha256(HTML).hexdigest(), None, "utf-8")


def test_a_folder_is_read_in_the_order_of_names_without_hidden_and_other_files(tmp_path: Path) -> None:
    write(tmp_path, b_txt=b"two", a__z_md=b"one", c_HTM=HTML, d_png=b"\x89PNG", _hidden_txt=b"no", _git__x_txt=b"no")
    found = pages([str(tmp_path)], limits=Limits())
    names = [os.path.relpath(item.source or "", tmp_path) for item in found]
    assert names == ["a/z.md", "b.txt", "c.HTM"]
    assert found.skipped == 1
    assert count([str(tmp_path), "https://example.org/"]) == 4


def test_pages_come_one_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, a_txt=b"one")
    asked: list[str] = []

    def sources():
        for name in ("a.txt", "missing.txt"):
            asked.append(name)
            yield str(tmp_path / name)

    found = pages(sources(), limits=Limits())
    assert isinstance(next(found), Page)
    assert asked == ["a.txt"]


def test_a_file_that_is_named_itself_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    write(tmp_path, page_aspx=HTML, notes=b"The ministers met.")
    media = [p.media for p in pages([str(tmp_path / "page.aspx"), str(tmp_path / "notes")], limits=Limits())]
    assert media == ["html", "text"]


@pytest.mark.parametrize(("name", "says"), [("", "empty"), ("no/such", "no such file"), ("a\0b", "not a path")])
def test_what_is_no_path_is_refused(name: str, says: str) -> None:
    assert says in refused(name).reason
    assert "\0" not in (refused(name).source or "")


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    huge = tmp_path / "huge.html"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    tracemalloc.start()
    reason = refused(str(huge)).reason
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 5_000_000
    assert "200,000,000 bytes" in reason
    assert "RAPPORTEUR_PAGE_LIMIT" in reason


def test_a_file_that_hides_its_size_is_held_to_the_limit(tmp_path: Path) -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("no /proc here")
    assert "over the limit of 10 bytes" in refused("/proc/self/status", Limits(page_limit=10)).reason


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    write(tmp_path, a_txt=b"0123456789")
    assert isinstance(page(str(tmp_path / "a.txt"), limits=Limits(page_limit=10)), Page)


def test_a_file_without_permission_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a_txt=b"one")

    def deny(path: object, *args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied", path)

    monkeypatch.setattr("builtins.open", deny)
    assert "no permission" in refused(str(tmp_path / "a.txt")).reason


def test_a_folder_without_permission_is_refused_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a__x_txt=b"one", b__x_txt=b"two")
    listdir = os.listdir

    def deny(path: str) -> list[str]:
        if path.endswith("/a"):
            raise PermissionError(13, "Permission denied", path)
        return listdir(path)

    monkeypatch.setattr(os, "listdir", deny)
    first, second = pages([str(tmp_path)], limits=Limits())
    assert isinstance(first, Refusal)
    assert "no permission" in first.reason
    assert isinstance(second, Page)


def test_a_disk_error_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a_txt=b"one")

    def fail(path: object, *args: object, **kwargs: object) -> None:
        raise OSError(5, "Input/output error", path)

    monkeypatch.setattr("builtins.open", fail)
    assert "Input/output error" in refused(str(tmp_path / "a.txt")).reason


def test_links_are_followed_and_loops_refused(tmp_path: Path) -> None:
    write(tmp_path, a__x_txt=b"one", other__y_txt=b"two")
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    (tmp_path / "a" / "self.txt").symlink_to("self.txt")
    (tmp_path / "a" / "gone.txt").symlink_to("nowhere")
    (tmp_path / "a" / "zz").symlink_to(tmp_path / "other")
    found = pages([str(tmp_path / "a")], limits=Limits())
    told = [item.reason.split(": ", 1)[1] if isinstance(item, Refusal) else item.data for item in found]
    assert "no such file" in told[0]
    assert "a loop" in told[1]
    assert "leads back to itself" in told[2]
    assert told[3:] == [b"one", b"two"]


def test_a_folder_reached_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, a__x_txt=b"one")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    found = pages([str(tmp_path)], limits=Limits())
    assert len(list(found)) == 1
    assert found.skipped == 1


def test_a_tree_deeper_than_pythons_recursion_limit_is_read(tmp_path: Path) -> None:
    here, depth = os.getcwd(), 1100
    os.chdir(tmp_path)
    for _ in range(depth):
        os.mkdir("d")
        os.chdir("d")
    Path("x.txt").write_bytes(b"deep")
    try:
        (found,) = pages([str(tmp_path)], limits=Limits())
    finally:  # by hand: what clears temporary folders does meet the recursion limit
        os.unlink("x.txt")
        for _ in range(depth):
            os.chdir("..")
            os.rmdir("d")
        os.chdir(here)
    assert isinstance(found, Page)


def test_pipes_sockets_and_devices_are_refused_unopened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "s.txt"))
        assert "a named pipe" in refused(str(tmp_path / "pipe.txt")).reason
        assert "a socket" in refused(str(tmp_path / "s.txt")).reason
        assert "a device" in refused("/dev/zero").reason
        assert sum("a page" in item.reason for item in pages([str(tmp_path)], limits=Limits())) == 2


def test_a_folder_without_pages_says_so(tmp_path: Path) -> None:
    write(tmp_path, a_png=b"x", b_css=b"x")
    reason = refused(str(tmp_path)).reason
    assert "holds no pages (2 of other kinds)" in reason
    assert ".html" in reason


def test_a_name_that_is_no_utf8_is_shown_and_read(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(name)).write_bytes(b"one")
    except OSError:
        pytest.skip("the file system takes only UTF-8 names")
    (found,) = pages([str(tmp_path)], limits=Limits())
    assert isinstance(found, Page)
    assert found.source.endswith("caf\\xe9.txt")
    found.source.encode("utf-8")


def test_limits_come_from_the_settings() -> None:
    limits = Limits.of(Settings(page_limit=7, fetch_timeout=1.5), allow_private=True)
    assert (limits.page_limit, limits.fetch_timeout, limits.allow_private) == (7, 1.5, True)
