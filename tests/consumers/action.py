"""Runs the shell steps of action.yml like a runner, as far as that is possible without one.

    action.py steps ACTION FOLDER                 writes each script into FOLDER, for shellcheck
    action.py run ACTION FOLDER [NAME=VALUE ...]  runs them in FOLDER, with these inputs

Steps that use other actions are left out: the cache never has the program, and nothing is uploaded. Prints the outputs
of the action, one a line, and ends with the code of the last step that failed.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import yaml


def value(expression, context):
    """The value of an expression: names, strings, ||, &&, !=, ==, !, contains() and cancelled(), as action.yml has them."""
    names = re.compile(r"(inputs|steps|runner|github)\.[\w.-]+")
    strings = []

    def keep(found):
        strings.append(found.group(1))
        return f"strings[{len(strings) - 1}]"

    python = re.sub(r"'([^']*)'", keep, expression)
    python = names.sub(lambda found: f"known({found.group(0)!r})", python)
    for one, other in [("&&", " and "), ("||", " or "), ("!=", " is_not "), ("!", " not "), (" is_not ", "!=")]:
        python = python.replace(one, other)
    scope = {
        "strings": strings,
        "known": lambda name: context.get(name, ""),
        "contains": lambda text, part: part in text,
        "cancelled": lambda: False,
    }
    return eval(python.strip(), {"__builtins__": {}}, scope)


def text(template, context):
    return re.sub(r"\$\{\{(.*?)\}\}", lambda found: str(value(found.group(1), context)), str(template))


def condition(step, context):
    """A step without a status function runs only while nothing has failed."""
    written = str(step.get("if", "true"))
    written = written.strip().removeprefix("${{").removesuffix("}}")
    if "cancelled()" not in written and context["failed"]:
        return False
    return written == "true" or bool(value(written, context))


def read_outputs(path):
    lines = path.read_text().splitlines()
    return dict(line.split("=", 1) for line in lines)


def run_step(step, context, folder, environment):
    output = pathlib.Path(environment["GITHUB_OUTPUT"])
    output.write_text("")
    own = {name: text(written, context) for name, written in step.get("env", {}).items()}
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
    code = subprocess.run(command, cwd=folder, env={**environment, **own}).returncode
    for name, written in read_outputs(output).items():
        context[f"steps.{step.get('id')}.outputs.{name}"] = written
    return code


def run(action, folder, given):
    definition = yaml.safe_load(action.read_text())
    inputs = {name: text(one.get("default", ""), {}) for name, one in definition["inputs"].items()}
    unknown = set(given) - set(inputs)
    assert not unknown, f"action.yml has no input {unknown}"
    temp = os.environ.get("RUNNER_TEMP") or tempfile.mkdtemp()
    context = {f"inputs.{name}": written for name, written in {**inputs, **given}.items()}
    context |= {"runner.temp": temp, "failed": False}
    environment = {
        **os.environ,
        "GITHUB_ACTION_PATH": str(action.parent),
        "GITHUB_OUTPUT": os.path.join(temp, "output"),
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_STEP_SUMMARY": os.path.join(temp, "summary"),
        "RUNNER_TEMP": temp,
    }
    code = 0
    for step in definition["runs"]["steps"]:
        if "run" not in step or not condition(step, context):
            continue
        print(f"-- {step['name']}", flush=True)
        failed = run_step(step, context, folder, environment)
        context["failed"] = context["failed"] or failed != 0
        code = failed or code
    for name, one in definition["outputs"].items():
        print(f"{name}={text(one['value'], context)}")
    return code


def scripts(action):
    for step in yaml.safe_load(action.read_text())["runs"]["steps"]:
        if "run" in step:
            yield step["name"], step["run"]


def main():
    verb, action = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    if verb == "steps":
        folder = pathlib.Path(sys.argv[3])
        for name, script in scripts(action):
            (folder / f"{name.replace(' ', '-')}.sh").write_text(f"#!/usr/bin/env bash\nset -e\n{script}")
        return 0
    return run(action, sys.argv[3], dict(pair.split("=", 1) for pair in sys.argv[4:]))


sys.exit(main())
