"""Prints the contents of a wheel and an sdist as JSON: python package_contents.py WHEEL SDIST."""

import email.message
import email.parser
import json
import sys
import tarfile
import zipfile

from readme_renderer import markdown


def metadata_of(text: bytes) -> email.message.Message:
    return email.parser.BytesParser().parsebytes(text)


wheel, sdist = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    names = archive.namelist()
    info = next(name for name in names if name.endswith(".dist-info/METADATA"))
    metadata = metadata_of(archive.read(info))
    scripts = archive.read(info.replace("METADATA", "entry_points.txt")).decode()
with tarfile.open(sdist) as archive:
    # Every name begins with the folder of the release.
    sources = [member.name.partition("/")[2] for member in archive if member.isfile()]
description = metadata.get_payload(decode=True).decode()
fields = {name: metadata.get_all(name) for name in set(metadata.keys())}
print(
    json.dumps(
        {
            "wheel": sorted(names),
            "sdist": sorted(sources),
            "metadata": fields,
            "scripts": scripts,
            "description": description,
            "html": markdown.render(description),
        }
    )
)
