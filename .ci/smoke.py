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


# Which step of a claim comes first where several can be recorded.
ORDER = ["on_site", "registered", "decided", "noticed", "paid", "goods_taken", "repaired", "remedied", "supply_restored",
         "closed"]


def claim(kind, account, facts, calculation, forms, **more):
    """Opens a claim, carries it to the closed file, and prints its papers."""
    typed = {"kind": kind, "account": account, "facts": facts, "calculation": calculation, **more}
    number = run("claim", "-", given=json.dumps(typed, ensure_ascii=False))["claim"]
    while True:
        whole = run("claim", number)
        steps = {step["step"]: step for step in whole["next"]}
        if not steps:
            break
        step = next(steps[name] for name in ORDER if name in steps)
        receipt = {"receipt": f"S{number[-4:]}"}
        fields = [f"{field['name']}={receipt.get(field['name'], field['example'])}"
                  for field in step["fields"] if field["required"]]
        run("claim", number, step["step"], *[word for field in fields for word in ("--set", field)])
    if whole["state"] != "closed":
        sys.exit(f"{number} is {whole['state']}, not closed")
    for form in forms:
        pdf = FOLDER / f"{number}_{form}.pdf"
        run("print", number, form, "-o", pdf)
        subprocess.run(["qpdf", "--check", pdf], check=True, stdout=subprocess.DEVNULL)
        expect(number, pdf)
        if form not in ("inspection_record", "damage_register"):
            expect(whole["in_words"], pdf)
    print(f"{kind}: {number} closed after {len(whole['steps'])} steps, {whole['amount']} yuan, {len(forms)} papers")
    return number


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
account = {kind: run("template", "relocation", "--class", kind)["account"] for kind in ("resident", "low_voltage")}
today, yesterday = (datetime.date.today() - datetime.timedelta(days=back) for back in (0, 1))
found = {"what": "现场查获", "evidence": "照片3张", "inspector": "陈志强", "second_inspector": "刘卫东",
         "signed": "signed", "signed_by": "客户本人"}
notice = ["inspection_record", "liability_notice"]
claim("breach", account["low_voltage"], {**found, "dismantle_by": str(today)},
      {"rule": "BREACH-2", "two_part": False, "kw": "10"}, notice)
stopped = {"act": "bypassed", "supply_stopped": "yes", "stopped_at": f"{yesterday}T16:30", "stopped_by": "陈志强"}
claim("theft", account["low_voltage"], {**found, **stopped},
      {"rule": "THEFT-3", "kw": "7.5", "use": "power", "days": None, "hours_per_day": None}, notice,
      found_on=str(yesterday))
claim("late", account["low_voltage"], {"bill": "2025年12月"},
      {"class": "other", "arrears": "1000.00", "due": "2025-12-31", "paid": "2026-01-10"}, ["late_charge_sheet"])
goods = {"name": "电冰箱", "category": "motor", "quantity": 1, "price": "2400.00", "bought": "2023-05-06",
         "fault": "压缩机烧毁", "repairable": False}
claim("damage", account["resident"],
      {"complained_at": f"{yesterday}T19:05", "complained_by": "客户本人", "goods_in_words": "电冰箱"}, {"goods": [goods]},
      ["inspection_record", "damage_register", "damage_assessment"],
      incident={"occurred_at": f"{yesterday}T18:40", "line": "红星村2号台区", "fault": "neutral_broken"})
customer, landlord = application["customer"], application["landlord"]
for word in (customer["name"], customer["id_number"], customer["phone"], customer["address"], landlord["name"],
             application["capacity"], case):
    expect(word, first)
for line in application["equipment"]:
    expect(line["name"], first)
if not any(hit.get("case") == case for hit in run("find", customer["name"])["results"]):
    sys.exit("the case is not found by its name")
# The month goes onto a stick, is verified, and opens as the county opens it.
month = (datetime.date.today().replace(day=1) - datetime.timedelta(days=1)).strftime("%Y-%m")
stick, sheets = FOLDER / "stick", FOLDER / "sheets"
stick.mkdir()
run("summary", month, "-o", stick)
[exported] = stick.iterdir()
if not run("verify", exported)["ok"]:
    sys.exit(f"{exported} is not as it was written")
[workbook] = exported.glob("*.xlsx")
subprocess.run(["soffice", f"-env:UserInstallation={(FOLDER / 'office').as_uri()}", "--headless", "--convert-to", "pdf",
                "--outdir", sheets, workbook], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
for pdf in [*sheets.glob("*.pdf"), *exported.glob("*.pdf")]:
    expect("期初在办", pdf)
    expect("负责人（签", pdf)
if not run("check")["ok"]:
    sys.exit("check finds something")
print("smoke run passed", datetime.date.today())
