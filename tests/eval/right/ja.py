"""Good Japanese texts."""

from services.messenger.facts.facts import Facts
from tests.eval import settings as s

SMS: tuple[tuple[Facts, str], ...] = (
    (s.DELAY, "{{flight}} {{route}}は出発が遅れます。新しい出発時刻は{{time_change}}です。"),
    (s.DELAY, "申し訳ございません。{{flight}} {{route}}に遅延がございます。出発時刻: {{time_change}}"),
    (s.DELAY, "{{greeting}}{{flight}} {{route}}の出発が遅れております。出発時刻は{{time_change}}です。"),
    (s.ROLLING, "{{flight}} {{route}}は出発が遅れます。出発時刻{{time_change}}。"),
    (s.MIDNIGHT, "{{flight}} {{route}}は遅延しております。ご出発は{{time_change}}です。"),
    (s.CLEARED, "{{flight}} {{route}}は定刻どおり出発いたします。出発時刻は{{time_change}}です。"),
    (s.UNKNOWN, "{{flight}} {{route}}は出発が遅れます。出発時刻は{{time_change}}。{{next_info}}です。"),
    (
        s.GATE,
        "{{flight}} {{route}}の搭乗口変更のお知らせ: {{gate_change}}に変更となりました。ご確認ください。",
    ),
    (s.GATE_GONE, "{{flight}} {{route}}の搭乗口は{{gate_change}}。"),
    (s.TERMINAL, "{{flight}} {{route}}は{{terminal_change}}に変更となりました。"),
    (
        s.CANCELLED,
        "誠に申し訳ございません。{{flight}} {{route}}は{{disposition}}となりました。{{reason}}{{rights}}",
    ),
    (s.REINSTATED, "{{flight}} {{route}}は{{disposition}}となります。出発時刻は{{time_change}}です。"),
    (s.DIVERTED, "{{flight}} {{route}}は{{disposition}}となりました。{{diversion}}です。"),
    (s.DIVERSION_OVER, "{{flight}} {{route}}は{{disposition}}となります。{{diversion}}となりました。"),
    (s.RETURNED, "{{flight}} {{route}}は{{disposition}}となりました。搭乗口の近くでお待ちください。"),
)

EMAIL: tuple[tuple[Facts, str, str], ...] = (
    (
        s.DELAY,
        "{{flight}} 出発遅延のお知らせ",
        "{{greeting}}\n\n"
        "いつもご利用いただき、誠にありがとうございます。\n\n"
        "ご予約の{{flight}} {{route}}は出発が遅れております。"
        "新しい出発時刻は{{time_change}}です。\n\nご迷惑をおかけし、心よりお詫び申し上げます。"
        "最新の情報は空港の画面をご確認ください。",
    ),
    (
        s.CANCELLED,
        "{{flight}} {{disposition}}のお知らせ",
        "{{greeting}}\n\n"
        "誠に申し訳ございません。ご予約の{{flight}} {{route}}は{{disposition}}となりました。\n\n"
        "{{reason}}\n\n{{rights}}\n\nお客様のご理解をお願いいたします。",
    ),
)
