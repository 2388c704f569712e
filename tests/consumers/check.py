"""Checks the report files of one site with the programs that read them; `formats` runs it.

Takes the name of the site, the folder with its files and the schema of the report. Prints a line for each check, and exits
with 1 if one fails.
"""

import csv
import json
import re
import sys
from collections import Counter
from pathlib import Path

from jsonschema import Draft202012Validator
from junitparser import Failure, JUnitXml, Skipped

site, out, schema = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
failed = False

# Advice of the validator that we do not follow, with the reasons.
NOT_FOLLOWED = {
    "SARIF2002": "GitHub does not put arguments into messages",
    "SARIF2003": "whoever uploads the log knows the revision; a log that names it differs from clone to clone",
    "SARIF2006": "addresses are looked up in the network",
    "SARIF2009": "own lines have names instead of numbers",
    "SARIF2010": "the notes lie beside the log",
    "SARIF2011": "the notes lie beside the log",
}
# A site without an address has no addresses to give.
WITHOUT_ADDRESS = {"SARIF2005": "informationUri", "SARIF2012": "helpUri"}


def check(what, problems):
    global failed
    failed = failed or bool(problems)
    print(f"{'FAILED' if problems else 'ok'}  {site}: {what}", *problems[:10], sep="\n    " if problems else "")


def load(name):
    return json.loads((out / name).read_text(encoding="utf-8"))


report = load("json")
findings = [finding for finding in report["findings"] if not finding["accepted"]]
by_severity = Counter(finding["severity"] for finding in findings)
count = f"{len(findings)} findings"

problems = [f"{list(error.absolute_path)}: {error.message}" for error in
            Draft202012Validator(json.loads(schema.read_text(encoding="utf-8"))).iter_errors(report)]
check(f"json is as its schema says, {count}", problems)

run = load("sarif")["runs"][0]
problems, advice = [], 0
for result in load("validated.sarif")["runs"][0].get("results") or []:
    rule, level = result["ruleId"].split("/")[0], result.get("level", "warning")
    no_address = rule in WITHOUT_ADDRESS and "informationUri" not in run["tool"]["driver"]
    if no_address or (rule in NOT_FOLLOWED and level == "note"):
        advice += 1
    else:
        problems.append(f"{level} {rule}: {result['message']}")
check(f"sarif-multitool accepts {len(run['results'])} results and {len(run['tool']['driver']['rules'])} rules"
      f" (with {advice} times advice that is not followed, see check.py)", problems)

summary = (out / "summary").read_text(encoding="utf-8")
told = {severity: int(number) for severity, number in re.findall(r"^(error|warning|note): (\d+)", summary, re.M)}
levels = Counter({"note" if severity == "info" else severity: number for severity, number in by_severity.items()})
wrong = [] if Counter(told) == levels else [f"{told} instead of {dict(levels)}"]
check(f"sarif-tools counts {sum(told.values())} of {count}", wrong)
info = (out / "info").read_text(encoding="utf-8")
check("sarif-tools knows the tool", [] if "Handover" in info else [info])

issues = load("gitlab")
problems = []
for issue in issues:
    path, begin = issue["location"]["path"], issue["location"]["lines"]["begin"]
    if not all(isinstance(issue[key], str) and issue[key] for key in ("description", "check_name", "fingerprint")):
        problems.append(f"a text is missing: {issue}")
    if issue["severity"] not in ("info", "minor", "major", "critical", "blocker"):
        problems.append(f"no severity of GitLab's: {issue}")
    if path.startswith(("/", "./")) or ".." in path.split("/") or type(begin) is not int or begin < 1:
        problems.append(f"no place in the repository: {issue}")
if len({issue["fingerprint"] for issue in issues}) != len(findings) or len(issues) != len(findings):
    problems.append(f"{len(issues)} issues for {len(findings)} findings, or fingerprints twice")
if (out / "gitlab").read_bytes().startswith(b"\xef\xbb\xbf"):
    problems.append("a byte order mark")
check(f"gitlab has what it documents, {len(issues)} issues", problems)

cases = [case for suite in JUnitXml.fromfile(str(out / "junit")) for case in suite]
results = Counter(type(result) for case in cases for result in case.result)
got = (len(cases), results[Failure], results[Skipped])
wanted = (max(len(findings), 1), by_severity["error"], by_severity["warning"] + by_severity["info"])
names = {(case.classname, case.name) for case in cases}
problems = [] if got == wanted else [f"cases, failures, skipped are {got} instead of {wanted}"]
problems += [] if len(names) == len(cases) else ["two cases of a file share a name"]
check(f"junitparser reads {len(cases)} cases, {got[1]} failed, {got[2]} skipped", problems)

with (out / "csv").open(encoding="utf-8", newline="") as file:
    rows = list(csv.DictReader(file))
same = [row["fingerprint"] for row in rows] == [finding["fingerprint"] for finding in report["findings"]]
check(f"csv has {len(rows)} rows", [] if same else ["they are not the findings of the report"])

if (out / "markdown").exists():
    size = len((out / "markdown").read_bytes())
    check(f"markdown fits a step summary, {size} bytes", [] if 0 < size < 1 << 20 else ["it does not"])

sys.exit(failed)
