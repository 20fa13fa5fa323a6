"""Bring the files of the translators up to date, and what the program loads of them.

`python tests/translations.py`: pyside6-lupdate reads the windows, whose texts stand in tr() and
translate(). The rules and the store know no Qt, so what they have to say is found here: the first
argument of each Refusal, Outage, CannotStart and Sentence. pyside6-lrelease then makes the .qm.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "resv_desktop"
FOLDER = ROOT / "resources" / "translations"
CODES = ("de", "fr", "he")
CONTEXT = "Refusal"
_SAYING = ("Refusal", "Outage", "CannotStart", "Sentence")
_BEHIND = ("domain", "controller", "store", "exchange")
# What no window shows; the command line speaks English.
_REBUILDING = ("errors.py", "words.py")  # of the domain: they hand on what was said elsewhere
_NOT_SHOWN = (
    "backup.py",
    "cli.py",
    "demo.py",
    "erase.py",
    "file_options.py",
    "inout.py",
    "repair.py",
    "which_restaurant.py",
    "qt/picture.py",
    "store/backups/read_file.py",
    "store/backups/restore.py",
    "store/backups/seal.py",
    "store/check.py",
    "store/check_days.py",
    "store/check_hours.py",
    "store/evidence.py",
)


def sources() -> list[Path]:
    """Return the files behind the windows whose sentences a host may read there."""
    files = [file for folder in _BEHIND for file in sorted((PACKAGE / folder).rglob("*.py"))]
    files += sorted((PACKAGE / "qt").rglob("*.py"))
    files += sorted(PACKAGE.glob("*.py"))
    hidden = [PACKAGE / name for name in _NOT_SHOWN]
    return [file for file in files if file not in hidden]


def sentences(files: list[Path], root: Path = ROOT) -> tuple[list[str], list[str]]:
    """Return the sentences in their order, and where one is put together so that none is found."""
    trees = {file: ast.parse(file.read_text("utf-8")) for file in files}
    saying = _kinds(list(trees.values()))
    found: dict[str, None] = {}
    hidden: list[str] = []
    for file, tree in trees.items():
        if file.parent.name == "domain" and file.name in _REBUILDING:
            continue
        for call, said in _said(tree, saying):
            texts, is_whole = _literals(said, tree)
            found.update(dict.fromkeys(texts))
            if not is_whole:
                hidden.append(f"{file.relative_to(root)}:{call.lineno}")
    return [text for text in found if text], hidden


def out_of_reach(files: list[Path]) -> list[str]:
    """Return where a text stands inside an f-string, in which pyside6-lupdate finds none."""
    return [
        f"{file.relative_to(ROOT)}:{call.lineno}"
        for file in files
        for outer in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(outer, ast.JoinedStr)
        for call in ast.walk(outer)
        if isinstance(call, ast.Call) and _name(call.func) in ("tr", "translate")
    ]


def _kinds(trees: list[ast.Module]) -> set[str]:
    """Return the names of all classes that say something, those derived from them included."""
    kinds = set(_SAYING)
    classes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    for _ in classes:
        more = {c.name for c in classes if any(_name(base) in kinds for base in c.bases)}
        if more <= kinds:
            break
        kinds |= more
    return kinds


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def _said(tree: ast.Module, saying: set[str]) -> Iterator[tuple[ast.Call, ast.expr]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in saying:
            is_outage = _name(node.func) == "Outage"
            why = (word.value for word in node.keywords if is_outage and word.arg == "why")
            for said in (*node.args[:1], *why):
                if not isinstance(said, ast.Starred):
                    yield node, said


def _literals(said: ast.expr, tree: ast.Module) -> tuple[list[str], bool]:
    """Return the texts that an expression can be, and whether it is nothing but such texts.

    A name stands for what is assigned to it; a call makes its own sentence and is looked at there.
    """
    match said:
        case ast.Constant(value=str(text)):
            return [text], True
        case ast.IfExp(body=one, orelse=other):
            parts = [_literals(one, tree), _literals(other, tree)]
        case ast.BoolOp(values=values):
            parts = [_literals(value, tree) for value in values]
        case ast.Name(id=name) if _assigned(name, tree):
            parts = [_literals(value, tree) for value in _assigned(name, tree)]
        case ast.Subscript(value=ast.Name(id=name)):
            tables = [value for value in _assigned(name, tree) if isinstance(value, ast.Dict)]
            parts = [_literals(text, tree) for table in tables for text in table.values]
        case ast.Call() | ast.Attribute():
            return [], True
        case _:
            return [], False
    return [text for texts, _ in parts for text in texts], all(whole for _, whole in parts)


def _assigned(name: str, tree: ast.Module) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name) and target.id == name
    ]


def update(folder: Path = FOLDER) -> None:
    """Bring the .ts files of a folder in line with the code; what is new stands unfinished."""
    found, hidden = sentences(sources())
    if hidden:
        sys.exit(f"No translator finds what is said here; use a Sentence: {', '.join(hidden)}")
    with tempfile.TemporaryDirectory() as place:
        said = Path(place) / "sentences.py"
        said.write_text("".join(f"translate({CONTEXT!r}, {_quoted(each)})\n" for each in found))
        windows = sorted(str(file) for file in (PACKAGE / "qt").rglob("*.py"))
        for code in CODES:
            file = folder / f"resv_desktop_{code}.ts"
            _run(
                "lupdate",
                *("-silent", "-no-obsolete", "-locations", "none", "-target-language", code),
                *("-source-language", "en", *windows, str(said), "-ts", str(file)),
            )


def release(folder: Path = FOLDER, into: Path | None = None) -> None:
    """Make what the program loads."""
    for code in CODES:
        made = (into or folder) / f"resv_desktop_{code}.qm"
        _run("lrelease", "-silent", str(folder / f"resv_desktop_{code}.ts"), "-qm", str(made))


def _run(tool: str, *arguments: str) -> None:
    command = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([str(command), *arguments], check=True, cwd=ROOT)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


if __name__ == "__main__":
    update()
    release()
