"""Code that asks the same question from a terminal or a program."""

from __future__ import annotations

import json
import shlex
from urllib.parse import urlencode


def for_table(url: str) -> dict[str, str]:
    """Code by the name of its language that reads a table from an address, which has no format yet."""
    csv, results = (f"{url}{'&' if '?' in url else '?'}{urlencode({'format': name})}" for name in ("csv", "json"))
    return {
        "curl": f"curl {shlex.quote(csv)}\n",
        "Python": f"import pandas\n\ntable = pandas.read_csv({_string(csv)})\nprint(table)\n",
        "R": f"table <- read.csv({_string(csv)})\nprint(table)\n",
        "JavaScript": (
            f"const response = await fetch({_string(results)});\n"
            "const { head, results } = await response.json();\n"
            "console.table(results.bindings.map((row) =>\n"
            "  Object.fromEntries(head.vars.map((name) => [name, row[name]?.value]))));\n"
        ),
    }


def for_other(url: str, media_type: str) -> dict[str, str]:
    """Code that reads a verdict or a graph from an address in a format."""
    accept = f"Accept: {media_type}"
    return {
        "curl": f"curl -H {shlex.quote(accept)} {shlex.quote(url)}\n",
        "Python": (
            "import requests\n\n"
            f"response = requests.get({_string(url)}, headers={{'Accept': {media_type!r}}})\n"
            "print(response.text)\n"
        ),
        "R": (
            "library(httr2)\n\n"
            f"answer <- request({_string(url)}) |> req_headers(Accept = {_string(media_type)}) |> req_perform()\n"
            "cat(resp_body_string(answer))\n"
        ),
        "JavaScript": (
            f"const response = await fetch({_string(url)}, {{ headers: {{ Accept: {_string(media_type)} }} }});\n"
            "console.log(await response.text());\n"
        ),
    }


def _string(text: str) -> str:
    """A string as Python, R and JavaScript all write it."""
    return json.dumps(text, ensure_ascii=False)
