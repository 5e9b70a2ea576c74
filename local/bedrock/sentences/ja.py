"""The stand-in's Japanese."""

from local.bedrock.sentences.table import Headlines, Sentences

_SHORT = {
    ("time_change", ""): "出発時刻{{time_change}}。",
    ("gate_change", ""): "搭乗口: {{gate_change}}。",
    ("gate_change", "assigned"): "{{gate_change}}へ。",
    ("gate_change", "changed"): "{{gate_change}}に変更。",
    ("terminal_change", ""): "ターミナル: {{terminal_change}}。",
    ("terminal_change", "assigned"): "{{terminal_change}}へ。",
    ("terminal_change", "changed"): "{{terminal_change}}に変更。",
    ("next_info", ""): "{{next_info}}。",
}

JAPANESE = Sentences(
    subjects=Headlines(
        {
            "delay": "{{flight}} 出発遅延のお知らせ",
            "delay_cleared": "{{flight}} 定刻どおり出発のお知らせ",
            "earlier": "{{flight}} 出発が早まるお知らせ",
        },
        "{{flight}} {{disposition}}のお知らせ",
        "{{flight}} 最新情報のお知らせ",
    ),
    headlines=Headlines(
        {
            "delay": "ご利用の{{flight}} {{route}}は出発が遅れます。ご迷惑をおかけし、申し訳ございません。",
            "delay_cleared": "ご利用の{{flight}} {{route}}は定刻どおり出発します。",
            "earlier": "ご利用の{{flight}} {{route}}は定刻より早く出発します。",
        },
        "ご利用の{{flight}} {{route}}は{{disposition}}となります。",
        "ご利用の{{flight}} {{route}}の最新情報をお知らせします。",
    ),
    short_headlines=Headlines(
        {
            "delay": "{{flight}} {{route}}は出発が遅れます。",
            "delay_cleared": "{{flight}} {{route}}は定刻どおり出発します。",
            "earlier": "{{flight}} {{route}}は定刻より早く出発します。",
        },
        "{{flight}} {{route}}は{{disposition}}となります。",
        "{{flight}} {{route}}。",
    ),
    sentences=_SHORT
    | {
        ("disposition", ""): "ご利用の便は{{disposition}}となります。",
        ("diversion", ""): "{{diversion}}です。",
        ("diversion", "withdrawn"): "{{diversion}}となりました。",
        ("diversion", "ended"): "{{diversion}}となりました。",
        ("time_change", ""): "出発時刻は{{time_change}}です。",
        ("gate_change", "assigned"): "{{gate_change}}へお越しください。",
        ("gate_change", "changed"): "ご搭乗口は{{gate_change}}に変更となりました。",
        ("terminal_change", "assigned"): "{{terminal_change}}から出発します。",
        ("terminal_change", "changed"): "{{terminal_change}}に変更となりました。",
        ("next_info", ""): "{{next_info}}の予定です。",
        ("next_info", "open"): "{{next_info}}です。",
        ("manage_link", ""): "ご予約: {{manage_link}}",
    },
    short_sentences=_SHORT,
    closing="ご利用いただき、誠にありがとうございます。",
    joint="",
    stop="。",
)
