"""Japanese words that a model may not use outside slots, by the rule that forbids them.

There are no spaces to tell where a word ends: a pattern matches anywhere.
"""

import re
from typing import Final

from services.messenger.locales.ja.vocabulary import VOCABULARY
from services.messenger.verify.slot_words import LINK_PARTS, SlotWords, unspaced


def _any_of(*alternatives: str) -> re.Pattern[str]:
    return re.compile("|".join(alternatives), re.IGNORECASE)


JAPANESE: Final = SlotWords(
    forbidden={
        "no_number_word": _any_of(
            "[〇零一二三四五六七八九十百千万億壱弐参]+",
            "ひとつ|ふたつ|みっつ|よっつ|いつつ|半分|半数|半時間|倍|ダース|ペア|数名|数人|数回|複数|第",
        ),
        "no_clock_word": _any_of(
            "今日|本日|明日|明後日|昨日|翌日|当日|今夜|今晩|今朝|午前|午後|正午|真夜中|深夜|早朝|朝",
            "昼|夕方|夕刻|夜",
            "(?<!出発)時間|(?<=[数何])時|分後|秒|日間|曜日|週|月曜|まもなく|間もなく|すぐ|直ちに",
            "しばらく|後ほど|のちほど",
        ),
        "no_currency": _any_of("円|ドル|ユーロ|ポンド|セント|ペソ|パーセント|割引|[$€£¥\uffe5%\uff05]"),
        "no_link": _any_of(*LINK_PARTS, "リンク|サイト|ホームページ|ウェブ|URL"),
        "no_phone": _any_of(
            "電話|ダイヤル|コールセンター|フリーコール|(?:ご連絡|連絡)(?:ください|先)|メールで"
        ),
        "no_compensation": _any_of(
            "補償|賠償|返金|払い?戻|返還|クーポン|バウチャー|引換券|マイル|無料|無償|宿泊|ホテル",
            "食事|ミール",
            "アップグレード|お詫び金|見舞金|権利|請求|支払|振替便|振り替え",
        ),
        "no_cause": _any_of(
            "原因|理由|により|によって|による|ため|せいで|影響|悪?天候|雪|台風|強風|嵐|霧|整備|機材",
            "故障|不具合|乗務員",
            "ストライキ|混雑|滑走路|管制",
        ),
        "no_guarantee": _any_of("必ず|確実|保証|約束|絶対|間違いなく|きっと|確約|万全"),
        "no_blame": _any_of("責任|過失|ミス|落ち度|不手際|当社の都合|手違い"),
        "no_safety": _any_of("安全|危険|緊急|事故|保安|リスク|墜落|安心"),
        "no_status": _any_of(
            "欠航|キャンセル|運航|運休|目的地変更|行き先変更|目的地を変更|ダイバート|引き返|戻り",
            "戻って|到着|着陸|離陸",
            "出発しました|出発済|便は出発で|どの便|飛び立|搭乗を?開始|搭乗中|飛行中|中止|再開|取り消|取消|締め切|閉ま|閉じ",
            "(?:新しい|別の|次の|他の|後続)(?:の)?便",
        ),
        "no_retraction": _any_of(
            "無視|誤り|誤っ|誤報|間違い|間違っ|訂正|正しくな|虚偽|嘘|うそ|無効|撤回|取り下げ|忘れ"
        ),
        "no_magnitude": _any_of(
            "少し|わずか|大幅|長時間|短時間|長い|短い|軽微|多少|若干|かなり|大きな|小さな|深刻"
        ),
        "late": _any_of("遅延|遅れ|遅く|遅い|ディレイ"),
        "on_time": _any_of("(?:定刻|時間|予定)(?:どおり|通り)"),
        "early": _any_of("早ま[るりっ]?|早く|早め|繰り上げ|前倒し"),
        "turning": _any_of(
            "ない|なく|なし|なかっ|ません|ずに|もし|場合|かもしれ|でしょう|おそらく|恐らく|たぶん",
            "代わり|以前|旧|前の|元の",
            "当初|まで|しかし|ですが|ますが|ただし|ほぼ|ほとんど|別の|他の|次の|最後|最終|だった",
            "でした|避け|以外|除|未定",
            "とは限|疑|噂|はず|逆|反対|違い|違う|いまだ|仮に|とされ|らしい|か$",
        ),
        "harmless": _any_of("恐れ入りますが|申し訳(?:ございません|ありません)"),
    },
    vocabulary=VOCABULARY,
    unknown=unspaced,
    cities=_any_of(
        "東京|大阪|成田|羽田|名古屋|札幌|福岡|沖縄|京都|ニューヨーク|ニューアーク|ヒューストン",
        "シカゴ|ボストン|デンバー",
        "ダラス|アトランタ|マイアミ|ロサンゼルス|サンフランシスコ|シアトル|ワシントン|ホノルル",
        "ハワイ|ロンドン|パリ|ソウル",
        "シドニー|北京|上海|香港|台北|シンガポール|バンコク",
    ),
    common_words=frozenset(),
    lateness="出発が遅れます、遅延; 定刻どおり; 定刻より早く",
)
