#!/usr/bin/env python3
"""Fuzzes a running `zamala demo` over its API, and validates its OpenAPI document.

usage: run_schemathesis.py [BASE_URL] [ROLE …]

BASE_URL, or ZAMALA_URL, is the server; the tools come from $ZAMALA_TEST_VENV/bin (schemathesis 4.32.5,
openapi-spec-validator). All operations are called as the manager; each other role calls those that `roles.json` lists
for it. With ROLE only these. Settings are in `schemathesis.toml`. Exit code 0 only when every run was complete and clean,
each operation let somebody in, and all was done within SECONDS_MAX.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
MANAGER = "programme_manager"
PREFERRED = {"programme_manager": "pm.layla", "fellow": "fe.a10", "trainer": "tr.yusuf", "mentor": "me.amal"}
SECONDS_MAX = 180
# A token does not manage tokens, and the API knows no other caller yet: these refuse everybody.
CLOSED = {"listTokens", "createToken", "revokeToken"}
LINES_MAX = 90
METHODS = {"get", "put", "post", "delete", "patch"}


class Wrong(Exception):
    """Something that makes the run fail, in words."""


def read(base, path):
    with urllib.request.urlopen(base + path, timeout=10) as answer:
        return answer.read()


def tool(name):
    venv = os.environ.get("ZAMALA_TEST_VENV")
    if not venv:
        raise Wrong("say where the tools are: ZAMALA_TEST_VENV")
    found = Path(venv) / "bin" / name
    if not found.exists():
        raise Wrong(f"{found} does not exist: run `cargo xtask setup`")
    return str(found)


def operations(document):
    return {
        operation["operationId"]
        for path in document["paths"].values()
        for method, operation in path.items()
        if method in METHODS and "operationId" in operation
    }


def validate(document_file):
    """The OpenAPI document itself."""
    done = subprocess.run([tool("openapi-spec-validator"), "--validation-errors", "all", document_file],
                          capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        raise Wrong(f"openapi-spec-validator: {(done.stdout + done.stderr).strip()[:3000]}")
    print("openapi.json: valid")


def plan(people, document, roles, only):
    """[(role, person, operation ids or None for all)], refusing a list that does not fit the server."""
    known = operations(document)
    held = {role for person in people for role in person["roles"]}
    unlisted = held - set(roles) - {MANAGER}
    if unlisted:
        raise Wrong(f"roles.json says nothing of {', '.join(sorted(unlisted))}")
    unknown = {name for names in roles.values() for name in names} - known
    if unknown:
        raise Wrong(f"roles.json lists operations that do not exist: {', '.join(sorted(unknown))}")
    runs = []
    for role in [MANAGER, *roles]:
        if only and role not in only:
            continue
        holders = [person for person in people if role in person["roles"]]
        if not holders:
            raise Wrong(f"nobody in /dev/people.json is a {role}")
        person = next((one for one in holders if one["id"] == PREFERRED.get(role)), holders[0])
        if role == MANAGER or roles[role]:
            runs.append((role, person, None if role == MANAGER else roles[role]))
        else:
            print(f"{role}: roles.json lists no operation")
    return runs


def failures_of(output):
    """The part of schemathesis' output that says what failed, with its curl lines."""
    lines = output.splitlines()
    starts = [at for at, line in enumerate(lines) if " FAILURES " in line or " ERRORS " in line]
    end = next((at for at, line in enumerate(lines) if " SUMMARY " in line), len(lines))
    part = [line for line in lines[starts[0] if starts else 0:end] if line.strip() and "st replay" not in line]
    if len(part) > LINES_MAX:
        part = part[:LINES_MAX] + [f"… and {len(part) - LINES_MAX} more lines"]
    return "\n".join(part)


def fuzz(base, role, person, names, seconds_left, folder):
    """One run as one person: whether it is clean and complete, and the operations that let nobody in."""
    report_file = Path(folder) / f"{role}.json"
    command = [tool("schemathesis"), "--config-file", str(HERE / "schemathesis.toml"), "--no-color", "run",
               f"{base}/api/openapi.json", "--header", f"Authorization: Bearer {person['api_token']}",
               "--phases", "examples,coverage", "--report", "json", "--report-json-path", str(report_file)]
    for name in names or []:
        command += ["--include-operation-id", name]
    began = time.monotonic()
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=max(seconds_left, 1), cwd=folder)
    except subprocess.TimeoutExpired as late:
        raise Wrong(f"{role}: not done when all {SECONDS_MAX} s were over") from late
    if not report_file.exists():
        print(f"{role} ({person['id']}): schemathesis broke off\n{(done.stdout + done.stderr)[-3000:]}")
        return False, set(names or [])
    report = json.loads(report_file.read_text())
    counts = report["operations"]
    wanted = counts["total"] if names is None else len(names)
    is_whole = report["complete"] and counts["tested"] == wanted and counts["selected"] == wanted
    accepted = sum(phase["accepted"] for phases in report["valid_rates"].values() for phase in phases.values())
    is_clean = done.returncode == 0 and is_whole and accepted > 0
    print(f"{role} ({person['id']}): {counts['tested']} of {wanted} operations, {report['test_cases']['generated']} requests, "
          f"{accepted} accepted, {time.monotonic() - began:.0f} s: {'clean' if is_clean else 'NOT clean'}")
    if not is_clean:
        print(failures_of(done.stdout))
    return is_clean, set(report["warnings"].get("missing_auth", []))


def closed_to_all(document, runs, refused):
    """`METHOD /path` of the operations that answered 401 or 403 to each person who called them."""
    names = {
        f"{method.upper()} {path}": operation.get("operationId")
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if method in METHODS
    }
    return {
        label for label, name in names.items()
        if name not in CLOSED and all(label in shut for (_, _, listed), shut in zip(runs, refused) if listed is None or name in listed)
    }


def main(arguments):
    base, only = None, arguments
    if arguments and arguments[0].startswith("http"):
        base, only = arguments[0], arguments[1:]
    base = (base or os.environ.get("ZAMALA_URL") or "").rstrip("/")
    if not base:
        raise Wrong("say where the server is: an address as first argument, or ZAMALA_URL")
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        document_file = Path(folder) / "openapi.json"
        document_file.write_bytes(read(base, "/api/openapi.json"))
        validate(str(document_file))
        runs = plan(json.loads(read(base, "/dev/people.json")), json.loads(document_file.read_text()),
                    json.loads((HERE / "roles.json").read_text()), only)
        document = json.loads(document_file.read_text())
        done = [fuzz(base, *run, SECONDS_MAX - (time.monotonic() - began), folder) for run in runs]
    clean = [is_clean for is_clean, _ in done]
    closed = set() if only else closed_to_all(document, runs, [shut for _, shut in done])
    for operation in sorted(closed):
        print(f"{operation} let nobody in who called it: list it for another role in roles.json")
    print(f"{len(clean)} runs in {time.monotonic() - began:.0f} s: {clean.count(False)} not clean")
    return 0 if clean and all(clean) and not closed else 1


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Wrong as wrong:
        print(wrong)
        sys.exit(1)
