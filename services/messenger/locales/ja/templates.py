"""Japanese templates: a headline for each kind, a clause for each fact and direction, in two lengths."""

from typing import Final

from services.messenger.templates.table import TemplateTable

_STATUS_SUBJECT = "{{flight}} {{disposition}}のお知らせ"
_STATUS = "{{flight}} {{route}}は{{disposition}}となります。"

_SHORT_CLAUSES = {
    ("disposition", ""): "{{disposition}}となります。",
    ("diversion", ""): "{{diversion}}です。",
    ("diversion", "withdrawn"): "{{diversion}}となりました。",
    ("diversion", "ended"): "{{diversion}}となりました。",
    ("time", ""): "出発時刻{{time_change}}。",
    ("gate", ""): "搭乗口: {{gate_change}}。",
    ("gate", "assigned"): "{{gate_change}}へ。",
    ("gate", "changed"): "{{gate_change}}に変更。",
    ("terminal", ""): "ターミナル: {{terminal_change}}。",
    ("terminal", "assigned"): "{{terminal_change}}へ。",
    ("terminal", "changed"): "{{terminal_change}}に変更。",
    ("next_info", ""): "{{next_info}}。",
    ("next_info", "open"): "{{next_info}}。",
}

JA: Final = TemplateTable(
    subjects={
        "cancelled": _STATUS_SUBJECT,
        "diverted": _STATUS_SUBJECT,
        "returned": _STATUS_SUBJECT,
        "reinstated": _STATUS_SUBJECT,
        "earlier": "{{flight}} 出発が早まるお知らせ",
        "delay": "{{flight}} 出発遅延のお知らせ",
        "delay_cleared": "{{flight}} 定刻どおり出発のお知らせ",
        "gate": "{{flight}} 搭乗口のお知らせ",
        "terminal": "{{flight}} ターミナルのお知らせ",
        "next_info": "{{flight}} 最新情報のお知らせ",
    },
    headlines={
        "cancelled": _STATUS,
        "diverted": _STATUS,
        "returned": _STATUS,
        "reinstated": _STATUS,
        "earlier": "{{flight}} {{route}}は定刻より早く出発します。",
        "delay": "{{flight}} {{route}}は出発が遅れます。",
        "delay_cleared": "{{flight}} {{route}}は定刻どおり出発します。",
        "gate": "{{flight}} {{route}}の搭乗口をお知らせします。",
        "terminal": "{{flight}} {{route}}のターミナルをお知らせします。",
        "next_info": "{{flight}} {{route}}の最新情報をお知らせします。",
    },
    short_headlines={
        "cancelled": _STATUS,
        "diverted": _STATUS,
        "returned": _STATUS,
        "reinstated": _STATUS,
        "earlier": "{{flight}} {{route}}は定刻より早く出発します。",
        "delay": "{{flight}} {{route}}は出発が遅れます。",
        "delay_cleared": "{{flight}} {{route}}は定刻どおり出発します。",
        "gate": "{{flight}} {{route}}。",
        "terminal": "{{flight}} {{route}}。",
        "next_info": "{{flight}} {{route}}。",
    },
    clauses=_SHORT_CLAUSES
    | {
        ("disposition", ""): "この便は{{disposition}}となります。",
        ("time", ""): "出発時刻は{{time_change}}です。",
        ("gate", "assigned"): "{{gate_change}}へお越しください。",
        ("gate", "changed"): "{{gate_change}}に変更となりました。",
        ("terminal", "assigned"): "{{terminal_change}}から出発します。",
        ("terminal", "changed"): "{{terminal_change}}に変更となりました。",
        ("next_info", ""): "{{next_info}}の予定です。",
        ("next_info", "open"): "{{next_info}}です。",
    },
    short_clauses=_SHORT_CLAUSES,
    manage="ご予約: {{manage_link}}",
    length="遅れは{{delay_length}}です。",
    joint="",
)
