#!/usr/bin/env python3
"""Carries cases of every sort from the application to the filed dossier with the real program, and reads their papers back with poppler.

usage: smoke.py PROGRAM FOLDER
"""
import datetime
import json
import pathlib
import subprocess
import sys

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2])
DATA = FOLDER / "data"


def run(*words, given=None):
    command = [PROGRAM, "--data", str(DATA), "--json", *map(str, words)]
    done = subprocess.run(command, input=given, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: {done.returncode}\n{done.stdout}\n{done.stderr}")
    return json.loads(done.stdout)


def text(pdf):
    return "".join(subprocess.check_output(["pdftotext", "-layout", pdf, "-"], text=True).split())


def expect(word, pdf):
    if "".join(word.split()) not in text(pdf):
        sys.exit(f"{word} is not on {pdf}")


def carry(*words):
    """Takes the template of a kind of business and carries its case to the filed dossier, with every paper printed."""
    application = run("template", *words)
    case = run("accept", "-", given=json.dumps(application, ensure_ascii=False))["case"]
    day = []
    while True:
        whole = run("case", case)
        if not whole["next"]:
            break
        missing = [f"{document['code']}=both" for document in whole["documents"] if not document["enough"]]
        if missing:
            run("documents", case, *missing)
        step = whole["next"][0]
        # What is appointed for a day is done on that day.
        appointed = [limit["due"] for limit in whole["deadlines"] if limit["step"] == step["step"] and limit["from"] == limit["due"]]
        day = ["--today", appointed[0]] if appointed else day
        fields = [f"{field['name']}={field['example']}" for field in step["fields"] if field["required"]]
        run(*day, "step", case, step["step"], *[word for field in fields for word in ("--set", field)])
    if whole["state"] != "filed":
        sys.exit(f"{case} is {whole['state']}, not filed")
    papers = FOLDER / case
    printed = run("print", "--all", case, "-o", papers)["papers"]
    for pdf in sorted(papers.glob("*.pdf")):
        subprocess.run(["qpdf", "--check", pdf], check=True, stdout=subprocess.DEVNULL)
    steps, pages = len(whole["steps"]), sum(paper["pages"] for paper in printed)
    print(f"{' '.join(words)}: {case} filed after {steps} steps, {len(printed)} papers, {pages} pages")
    return application, case


run("demo")
carry("new_connection", "--class", "low_voltage", "--nature", "commercial", "--tenant")
carry("new_connection", "--class", "high_voltage", "--sources", "dual")
carry("capacity_increase", "--class", "low_voltage")
for kind, customer_class in [("relocation", "resident"), ("removal", "low_voltage"), ("reconnection", "high_voltage"),
                             ("suspension", "high_voltage"), ("resumption", "low_voltage"),
                             ("reclassification", "low_voltage"), ("closure", "high_voltage"), ("split", "resident"),
                             ("transfer", "resident")]:
    carry(kind, "--class", customer_class)
application, case = carry("new_connection", "--class", "resident", "--tenant")
first, again = FOLDER / "first.pdf", FOLDER / "again.pdf"
run("print", case, "resident_application", "-o", first)
run("print", case, "resident_application", "-o", again)
if first.read_bytes() != again.read_bytes():
    sys.exit("a reprint differs")
customer, landlord = application["customer"], application["landlord"]
for word in (customer["name"], customer["id_number"], customer["phone"], customer["address"], landlord["name"],
             application["capacity"], case):
    expect(word, first)
for line in application["equipment"]:
    expect(line["name"], first)
if not any(hit.get("case") == case for hit in run("find", customer["name"])["results"]):
    sys.exit("the case is not found by its name")
if not run("check")["ok"]:
    sys.exit("check finds something")
print("smoke run passed", datetime.date.today())
