"""Bundles from the command line: made, kept, listed and given out again."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.db.bundling import PAPERS, SECRET, blank_pdf, found, papered, text_of
from tests.desks import Templates, opened
from tests.plain.conftest import Answer

Run = Callable[..., Answer]


@pytest.fixture
def matter(store_templates: Templates, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """Give a database in which `--as` works, and a matter in it that is heard."""
    url = store_templates.sqlite(tmp_path)
    with opened(url) as office:
        office.run("INSERT INTO meta (key, value) VALUES ('demonstration', '1')")
        yield url, found(office, papered(office))


@pytest.fixture
def bundle(hearings: Run, matter: tuple[str, str]) -> Run:
    """Give a function that runs `hearings bundle` as practice support, or as somebody else."""

    def run(*words: object, by: str = "practice_support") -> Answer:
        return hearings("--database", matter[0], "--as", by, "bundle", *words)

    return run


def test_every_command_has_an_example(hearings):
    for command in ("make", "list", "reissue", "hash"):
        answer = hearings("bundle", command, "--help")
        assert answer.code == 0
        assert f"Example: hearings bundle {command}" in " ".join(answer.out.split())


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
@pytest.mark.parametrize("kind", ["hearing", "outcome"])
def test_a_bundle_is_made_written_listed_and_given_out_again(bundle, matter, tmp_path, kind, form):
    out, again = tmp_path / f"b.{form}", tmp_path / f"again.{form}"
    answer = bundle("make", matter[1], "--kind", kind, "--format", form, "--out", out)
    assert (answer.code, answer.out) == (0, ""), answer.err
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert SECRET not in text_of(form, out.read_bytes())
    listed = bundle("list", matter[1], "--format", "json").json
    assert listed["schema"] == "hearings.bundles/1"
    (row,) = listed["rows"]
    assert (row["id"], row["subject"], row["kind"], row["format"]) == (1, matter[1], kind, form)
    assert row["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
    assert row["digest"] in answer.err
    assert bundle("reissue", 1, "--out", again).code == 0
    assert again.read_bytes() == out.read_bytes()


def test_whoever_makes_it_is_told_what_stays_out(bundle, matter):
    answer = bundle("make", matter[1], "--kind", "hearing")
    assert "Left out: 1 document withheld under the harm test, limb (d) necessary" in answer.err
    assert "Left out: 2 documents privileged." in answer.err
    assert "not yet marked" in answer.err
    assert f"Not bound in: {PAPERS[0][0]} (notice);" in answer.err
    assert "'bundle reissue 1 --out FILE' gives it out." in answer.err
    assert SECRET not in answer.err


def test_bundles_are_listed_as_text_and_as_a_sheet(bundle, matter):
    bundle("make", matter[1], "--kind", "hearing", "--file-format", "html")
    assert bundle("list", matter[1], "--format", "csv").out.startswith("id,subject,kind,format,")
    answer = bundle("list", matter[1])
    assert "hearing" in answer.out
    assert "1 bundle." in answer.err


def test_a_file_that_is_there_is_not_written_over_and_nothing_is_kept(bundle, matter, tmp_path):
    out = tmp_path / "b.html"
    out.write_text("Mine.")
    words = ("make", matter[1], "--kind", "hearing", "--format", "html", "--out")
    assert bundle(*words, out).code == 3
    assert out.read_text() == "Mine."
    assert bundle(*words, tmp_path / "nowhere" / "b.html").code == 3
    assert not (tmp_path / "nowhere").exists()
    assert bundle("list", matter[1], "--format", "json").json["rows"] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("MC-1900-00001/1", "--kind", "hearing"), 3, "There is no case"),
        (("MC-2014-00001/1", "--kind", "both"), 3, "there are hearing, outcome"),
        (("MC-2014-00001/1", "--kind", "hearing", "--format", "text"), 2, "html, docx, pdf"),
        (("MC-2014-00001/1", "--kind", "hearing", "--comparators"), 2, "no hearing bundle"),
        (("MC-2014-00001/1", "--kind", "outcome", "--comparators"), 3, "marked served"),
        (("MC-2014-00001/1", "--kind", "hearing", "--documents", "nowhere"), 3, "no folder"),
    ],
)
def test_what_cannot_be_made_says_why(bundle, matter, words, code, said):
    assert matter[1] == "MC-2014-00001/1"
    answer = bundle("make", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_an_auditor_lists_bundles_and_makes_none(bundle, matter, tmp_path):
    assert bundle("make", matter[1], "--kind", "hearing", "--format", "html").code == 0
    assert len(bundle("list", matter[1], "--format", "json", by="auditor").json["rows"]) == 1
    assert bundle("make", matter[1], "--kind", "hearing", by="auditor").code == 3
    assert bundle("reissue", 1, "--out", tmp_path / "x.html", by="auditor").code == 3
    assert not (tmp_path / "x.html").exists()


@pytest.mark.parametrize(
    ("content", "pages"),
    [(b"one\ftwo\n", 2), (blank_pdf(3), 3), (b"PK\x03\x04\xff", None), (b"%PDF-1.4 no", None)],
    ids=["text", "pdf", "neither", "broken"],
)
def test_a_file_is_hashed_and_its_pages_counted(hearings, tmp_path, content, pages):
    file = tmp_path / "it"
    file.write_bytes(content)
    sha256 = hashlib.sha256(content).hexdigest()
    answer = hearings("bundle", "hash", file, "--format", "json")
    assert answer.json == {"schema": "hearings.file/1", "sha256": sha256, "pages": pages}
    text = hearings("bundle", "hash", file)
    assert text.out == f"--sha256 {sha256}{f' --pages {pages}' if pages else ''}\n"
    assert ("cannot be told" in text.err) is (pages is None)
    assert hearings("bundle", "hash", file, "--format", "csv").out.startswith("sha256,pages\n")
    assert hearings("bundle", "hash", tmp_path / "nothing").code == 2


def test_a_bundle_takes_documents_from_a_folder(bundle, hearings, matter, tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "x.txt").write_text("I saw it.\n")
    sha256 = hashlib.sha256(b"I saw it.\n").hexdigest()
    answer = hearings(
        "--database", matter[0], "--as", "caseworker", "case", "attach", matter[1],
        "--name", "Statement", "--kind", "served_document", "--marking", "served",
        "--sha256", sha256, "--pages", "1",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    out = tmp_path / "b.html"
    bundle("make", matter[1], "--kind", "hearing", "--format", "html", "--documents", folder,
           "--out", out)  # fmt: skip
    assert "I saw it." in out.read_text()
