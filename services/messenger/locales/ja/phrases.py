"""Japanese phrases: no spaces between words, and names of places as the airports' data has them."""

from typing import Final

from services.messenger.phrases.table import Clock, Phrases, PhraseTable, Style, frozen


def _label(word: str) -> Phrases:
    return frozen(
        {
            "assigned": f"{word}{{new}}",
            "changed": f"{word}{{old}}から{word}{{new}}",
            "withdrawn": f"決まり次第ご案内({word}{{old}}は取り消し)",
            "open": "決まり次第ご案内",
        }
    )


JA: Final = PhraseTable(
    locale="ja",
    clock=Clock.HOURS_24,
    weekdays=("月", "火", "水", "木", "金", "土", "日"),
    months=tuple(f"{month}月" for month in range(1, 13)),
    date="{month}{day}日({weekday})",
    time_on_date="{date} {time}",
    flight="{date}{designator}便",
    place={Style.LONG: "{city} ({iata})", Style.SHORT: "{iata}", Style.HEAD: "{iata}"},
    route={
        Style.LONG: "{origin}発{destination}行き",
        Style.SHORT: "{origin}-{destination}",
        Style.HEAD: "{origin}-{destination}",
    },
    route_open={Style.LONG: "{origin}発", Style.SHORT: "{origin}発", Style.HEAD: "{origin}発"},
    disposition=frozen(
        {
            "cancelled": "欠航",
            "diverted": "目的地変更",
            "returned": "搭乗口への引き返し",
            "operating": "運航",
            "after_cancelled": "運航(欠航は取り消し)",
            "after_diverted": "当初の目的地への運航",
            "after_returned": "運航継続",
        }
    ),
    disposition_head=frozen(
        {
            "cancelled": "欠航",
            "diverted": "目的地変更",
            "returned": "搭乗口への引き返し",
            "operating": "運航",
            "after_cancelled": "運航",
            "after_diverted": "運航",
            "after_returned": "運航継続",
        }
    ),
    time_change=frozen(
        {
            "later": "{new}(定刻{scheduled})",
            "earlier": "{new}(定刻{scheduled})",
            "moved_later_previous": "{new}(前回のご案内{previous}、定刻{scheduled})",
            "moved_earlier_previous": "{new}(前回のご案内{previous}、定刻{scheduled})",
            "as_scheduled": "{new}(定刻どおり)",
            "as_scheduled_previous": "{new}(定刻どおり、前回のご案内{previous})",
            "set": "{new}",
            "set_previous": "{new}(前回のご案内{previous})",
            "unknown": "未定(定刻{scheduled})",
            "unknown_previous": "未定(前回のご案内{previous}、定刻{scheduled})",
            "unknown_unscheduled": "未定",
            "unknown_unscheduled_previous": "未定(前回のご案内{previous})",
        }
    ),
    gate_change=_label("搭乗口"),
    terminal_change=_label("ターミナル"),
    diversion=frozen(
        {
            "set": "変更後の目的地は{new}、当初の目的地は{destination}",
            "set_open": "変更後の目的地は{new}",
            "changed": "変更後の目的地は{new}、当初の目的地は{destination}、前回ご案内の目的地は{old}",
            "changed_open": "変更後の目的地は{new}、前回ご案内の目的地は{old}",
            "withdrawn": "{old}への目的地変更は取り消し",
            "ended": "目的地変更は取り消し",
        }
    ),
    next_info=frozen({"set": "次のご案内は{at}", "open": "次のご案内の時刻は未定"}),
    delay_length=frozen(
        {"minutes": "{minutes}分", "hours": "{hours}時間", "hours_minutes": "{hours}時間{minutes}分"}
    ),
    reason="理由: {reason}。",
    reasons=frozen(
        {
            "AIRS": "空域の制限",
            "ARPT": "空港の制限",
            "COMM": "営業上の理由",
            "CREW": "乗務員の手配",
            "DAMA": "機体の損傷",
            "EQUI": "使用機材の変更",
            "FUEL": "給油作業",
            "HDLG": "地上作業",
            "HOLI": "祝日の影響",
            "INDU": "労働争議",
            "OPER": "運航上の都合",
            "PERF": "機体の性能上の制限",
            "POLI": "政治情勢",
            "POSI": "機材の配置",
            "REPO": "機材の再配置",
            "ROTA": "使用機の到着遅れ",
            "RTNS": "経路の変更",
            "RUNW": "滑走路の制限",
            "TECH": "技術上の理由",
            "WEAT": "天候",
        }
    ),
    greeting="{name}様、",
    greeting_unnamed="お客様、",
)

TABLES: Final = (JA,)
