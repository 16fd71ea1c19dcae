# ruff: noqa: E501 - word lists read better whole

"""Words that say nothing of what a text is about, by language."""

from __future__ import annotations

STOP_WORDS: dict[str, frozenset[str]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": "the and of to in for with on that is are be their from by as at or can this when how "
        "it own an other what who which they you your our has have not into across through",
        "de": "der die das und mit für von den dem des ein eine einen einer eines zu zum zur auf ist "
        "im in bei nach oder wird werden nicht sich auch als an aus über unter selbst sowie eigene "
        "eigenen ihre ihren durch vor um alle noch nur wenn dass sind",
        "fr": "le la les des et dans une un du au aux avec sur que qui est pour par ses son sa leur "
        "leurs en ne pas ou ce cette sont plus l d",
        "es": "el la los las para con del por y en una un que su sus al se lo como más o es son de "
        "entre sobre cuando",
        "it": "il lo la gli le di e che per con una un del della dei delle nel nella al alla è sono "
        "in da si su come più propri proprio",
        "pt": "o a os as para com do da dos das e em uma um que seu sua seus no na ao por como mais "
        "não são ou pelo pela",
        "nl": "de het een en van voor met op te zijn dat die is in aan door bij niet ook naar over "
        "hun om eigen wordt",
        "sv": "och att för på med som en ett av i är till den det inte sig sina sin från vid om eget",
        "da": "og at for på med som en et af i er til den det ikke sig sine sin fra ved om egne",
        "fi": "ja on että se ei ovat sekä mutta kun tai myös oman omaa joka",
        "pl": "i w z na do że się jest nie oraz dla przez od po jak lub swoje swoich",
        "cs": "a v na do že se je pro od po jak nebo své svých s o",
        "tr": "ve bir bu için ile da de olarak gibi kendi daha çok",
    }.items()
}
