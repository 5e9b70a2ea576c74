"""Japanese as the reader knows it; apart from phrases and slot_words, so that a slip there shows."""

import re
from collections.abc import Mapping
from typing import Final

REASONS: Final = {
    "空域の制限": "AIRS",
    "空港の制限": "ARPT",
    "営業上の理由": "COMM",
    "乗務員の手配": "CREW",
    "機体の損傷": "DAMA",
    "使用機材の変更": "EQUI",
    "給油作業": "FUEL",
    "地上作業": "HDLG",
    "祝日の影響": "HOLI",
    "労働争議": "INDU",
    "運航上の都合": "OPER",
    "機体の性能上の制限": "PERF",
    "政治情勢": "POLI",
    "機材の配置": "POSI",
    "機材の再配置": "REPO",
    "使用機の到着遅れ": "ROTA",
    "経路の変更": "RTNS",
    "滑走路の制限": "RUNW",
    "技術上の理由": "TECH",
    "天候": "WEAT",
}


def _any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


CITIES: Final = _any_of(
    "東京|大阪|成田|羽田|名古屋|札幌|福岡|ニューヨーク|ニューアーク|ヒューストン|シカゴ|ボストン",
    "デンバー|ダラス",
    "アトランタ|マイアミ|ロサンゼルス|サンフランシスコ|シアトル|ワシントン|ホノルル|ハワイ|ロンドン",
    "パリ|ソウル|シドニー",
)
COMMON_WORDS: Final[frozenset[str]] = frozenset()

LEFT_OVER: Final[Mapping[str, re.Pattern[str]]] = {
    "no_number_word": _any_of("[〇零一二三四五六七八九十百千万]", "ひとつ|ふたつ|みっつ|半分|半時間|倍"),
    "no_clock_word": _any_of(
        "今日|本日|明日|昨日|翌日|今夜|今晩|今朝|午前|午後|正午|深夜|早朝|朝|昼|夕方|夜|時間|何時",
        "分後|曜日|週間",
        "まもなく|間もなく|すぐに|後ほど",
    ),
    "no_money": _any_of("[$€£¥\uffe5%\uff05]|円|ドル|ユーロ|ポンド|パーセント"),
    "no_link": _any_of(
        r"https?:|www\.|//|[a-z0-9]@[a-z0-9]|(?<=[a-z0-9])\.(?:com|org|net|info|io|co|jp)(?![a-z])"
    ),
    "no_phone": _any_of("電話|ダイヤル|コールセンター|連絡ください"),
    "no_forbidden_claim": _any_of(
        "補償|賠償|返金|払い?戻|クーポン|マイル|無料|保証|約束|必ず|責任|過失|ミス|不手際|ため",
        "により|原因|天候|整備|故障",
        "乗務員|ストライキ|安全|危険|緊急|事故",
    ),
    "no_arrival": _any_of("到着|着陸|離陸|飛び立|出発しました|出発済"),
    "no_magnitude": _any_of("少し|わずか|大幅|長時間|短時間|軽微|多少|若干|かなり"),
    "no_retraction": _any_of("無視|誤り|誤っ|間違|訂正|正しくな|虚偽|嘘|無効|撤回|忘れ"),
    "nothing_turned": _any_of(
        "ない|なく|なし|ません|ずに|もし|場合|かもしれ|でしょう|おそらく|代わり|以前|旧|前の|元の",
        "まで|しかし|ですが|ますが",
        "ただし|ほぼ|別の|他の|だった|でした|以外|とは限|疑|はず|逆|か$",
    ),
}
