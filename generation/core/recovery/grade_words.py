"""The words of grade scales in many languages, with the height that each of them states.

Heights run from 0 (nothing to see) to 9 (far above what was asked for); they only order words
within one scale, so that "good" may stand a little higher in one country than in another. A
word that ends in an asterisk stands for all that begin with it: languages bend their adjectives.
All words are case-folded and NFKC-normalised.
"""

from __future__ import annotations

_HEIGHTS: dict[float, str] = {
    0: """
        no evidence; not evident; missing; absent; not submitted; not attempted; not demonstrated;
        not observed; not present; no submission; incomplete; no attempt; unaware; none
    """,
    1: """
        fail; fails; failed; failing; failure; unacceptable; unsatisfactory; not satisfactory; very
        poor; extremely poor; very bad; does not meet; does not meet expectations; not met; not yet
        met; not yet meeting; doesn't meet expectations; not meeting expectations; no pass;
        not passed; well below expectations; far below expectations; not achieved; underperforming;
        not acceptable; not competent; not yet competent; unskilled; not yet; not yet evident;
        ungenügend*; nicht bestanden; nicht erfüllt; durchgefallen; sehr schlecht; inakzeptabel;
        échec; échoué; très insuffisant*; non acquis; ajourné; inacceptable; très faible;
        suspenso; muy deficiente; suspendido; no cumple; inaceptable; no aprobado; reprobado;
        gravemente insufficiente; bocciato; non raggiunto; inaccettabile; del tutto insufficiente;
        reprovado; não satisfaz; não cumpre; inaceitável; muito insuficiente; não atende;
        zwaar onvoldoende; zeer slecht; gezakt; niet behaald; onacceptabel;
        ikke bestået; dumpet; helt utilstrækkelig; uacceptabel; underkänd; icke godkänd;
        oacceptabel;
        ikke bestått; stryk; ikke godkjent; hylätty; ei hyväksytty;
        niedostateczn*; niezaliczon*; nieakceptowaln*; nevyhovující*; neprospěl*; nepřijateln*;
        nedostateč*; nedovoljan; nedovoljno; nezadovoljav*; elégtelen; nem megfelelt;
        неудовлетворительн*; незачет; незачёт; неприемлем*; незадовільн*; неудов; kaldı; başarısız;
        ανεπαρκ*; απαράδεκτ*; nesatisfăcător; foarte slab; respins;
        راسب; ضعيف جدا; غير مقبول; נכשל; בלתי מספיק; לא מספיק; ตก; không đạt; tidak lulus
    """,
    2: """
        poor; weak; bad; insufficient; inadequate; deficient; unsuccessful; below expectations;
        below
        standard; below average; below; needs improvement; needs work; needs development; needs
        significant improvement; requires improvement; improvement needed; needs attention; needs
        support; needs help; sub-standard; substandard; ineffective; developing needs; not
        proficient;
        unter den erwartungen; mangelhaft*; schlecht; schwach; unzureichend*;
        unterdurchschnittlich*;
        nicht ausreichend; verbesserungswürdig; verbesserungsbedürftig; unbefriedigend*;
        insuffisant*; faible; médiocre; à améliorer; en dessous des attentes; mauvais*;
        insuficiente*; deficiente*; deficitari*; malo; débil; mejorable; necesita mejorar;
        por debajo de lo esperado; bajo lo esperado; en inicio; no satisfactorio; insatisfactorio;
        insufficient*; scarso; scarsa; mediocre; sotto le aspettative; da migliorare; debole;
        fraco; fraca; insatisfatório; insatisfatória; abaixo do esperado; precisa melhorar; ruim;
        abaixo das expectativas; a melhorar;
        onvoldoende; slecht; zwak; onder verwachting; onder de verwachting; ontoereikend;
        utilstrækkelig*; dårlig*; under middel; mangelfuld*; under forventning; svag*;
        otillräcklig*; bristfällig*; dålig*; svag; under förväntan; utilstrekkelig*; mangelfull*;
        svak;
        under forventning; riittämätön; heikko; puutteellinen; alle odotusten;
        niezadowalając*; słab*; niewystarczając*; poniżej oczekiwań; wymaga poprawy;
        neuspokojiv*; slab*; nedostačující*; pod očekáváním; gyenge; nem megfelelő; elvárás alatt;
        плох*; слаб*; недостаточн*; ниже ожиданий; требует улучшения; нижче очікувань; погано;
        yetersiz; zayıf; kötü; beklentinin altında; beklentilerin altında; geliştirilmeli;
        κάτω του μετρίου; αδύναμ*; κακ*; insuficient; slab; sub așteptări; insuficient*;
        ضعيف; دون التوقعات; غير كاف; חלש; מתחת לציפיות; טעון שיפור; แย่; ปรับปรุง; yếu; kurang; kém
    """,
    3: """
        limited; marginal; minimal; borderline; inconsistent; partially meets; partially meets
        expectations; partially met; partial; partly; partly met; approaching; approaching
        expectations; approaching standard; approaches expectations; approaches; approaches
        standard;
        nearly meets; nearing; beginning; emerging; initial; initiating; rudimentary; basic; some;
        just below expectations; meets some expectations; meets some; mostly below; attempted;
        little;
        lückenhaft; eingeschränkt; teilweise erfüllt; teilweise; minimal; ansatzweise; rudimentär;
        limité*; partiel*; partiellement; fragile; en cours d'acquisition; début; passable;
        limitado; limitada; parcial; parcialmente; en proceso; mínimo; inicial; incipiente; regular;
        limitato; limitata; parziale; iniziale; in via di prima acquisizione; minimo;
        em desenvolvimento; em processo; parcialmente atingido; em parte;
        matig; beperkt; gedeeltelijk; zwak voldoende; beginnend; begränsad; delvis; begrænset;
        delvist;
        begrenset; nokså god; mindre god; välttävä; rajallinen; osittain; dopuszczając*;
        ograniczon*;
        częściow*; częściowo; dostateč*; omezen*; částečn*; částečně; elégséges; részben;
        korlátozott;
        посредственн*; частичн*; ограничен*; частично; sınırlı; kısmen; geçer; μέτρι*; mediocru;
        limitat;
        محدود; חלקי; ขั้นต้น; phần nào
    """,
    4: """
        fair; pass; passes; passed; passing; conceded pass; adequate; adequately; acceptable;
        sufficient;
        developing; progressing; threshold; reasonable; competent with support; ok; okay;
        ausreichend*; genügend; bestanden; hinreichend; akzeptabel; in entwicklung;
        suffisant*; acceptable; convenable; adéquat*; en développement; reçu;
        suficiente*; aprobado; aceptable; adecuado; adecuada; en desarrollo; sufficiente*;
        accettabile;
        adeguato; adeguata; base; in sviluppo; promosso; satisfaz; aprovado; aceitável; razoável;
        voldoende; toereikend; geslaagd; redelijk; in ontwikkeling; tilstrækkelig*; jævn; bestået;
        godkänd; tillräcklig*; godtagbar*; acceptabel; bestått; godkjent; tilstrekkelig*;
        akseptabel;
        tyydyttävä; riittävä; hyväksytty; kohtalainen; kehittyvä; dostateczn*; akceptowaln*;
        zaliczon*;
        wystarczając*; uspokojiv*; přijateln*; prospěl*; vyhovující*; dovoljan; dovoljno;
        prihvatljiv*;
        elfogadható; megfelelt; удовлетворительн*; зачет; зачёт; достаточн*; приемлем*; задовільн*;
        yeterli; geçti; kabul edilebilir; gelişmekte; επαρκ*; αποδεκτ*; suficient; acceptabil;
        admis;
        مقبول; كاف; מספיק; עובר; ผ่าน; đạt; cukup
    """,
    5: """
        satisfactory; average; competent; meets; meets expectations; meets expectation; meet
        expectations;
        met; fully met; fully meets; meets standard; meets the standard; meets standards; meets
        requirements; meets criteria; meeting; meeting expectations; meets all expectations; at
        standard;
        at expectations; at expectation; expected; as expected; on track; on target; on standard;
        in line
        with expectations; solid performer; successful; satisfied; achieved; at level; effective;
        befriedigend*; durchschnittlich; erfüllt; erfüllt die erwartungen; erwartungen erfüllt;
        zufriedenstellend*; entspricht den erwartungen; den erwartungen entsprechend; genügt;
        satisfaisant*; moyen*; acquis; conforme; conforme aux attentes; assez bien; atteint;
        attendu;
        satisfactorio; satisfactoria; cumple; cumple expectativas; cumple las expectativas; logrado;
        esperado; lo esperado; promedio; medio; bien; soddisfacente; discreto; discreta; raggiunto;
        in linea con le aspettative; medio; intermedio; intermedia; satisfatório; satisfatória;
        atende; atende às expectativas; dentro do esperado; médio; atingido; alcançado;
        ruim voldoende; voldoet; voldoet aan verwachting; voldoet aan de verwachting;
        volgens verwachting; behaald; gemiddeld; middel; tilfredsstillende; som forventet; opfyldt;
        lever op til forventning; tillfredsställande; enligt förväntan; uppfyllt; medel; middels;
        som forventa; i tråd med forventning; innfridd; odotusten mukainen; odotusten mukaisesti;
        keskitaso; zadowalając*; zgodnie z oczekiwaniami; zgodny z oczekiwaniami; spełnia
        oczekiwania;
        przeciętn*; splňuje očekávání; dle očekávání; průměrn*; közepes; elvárás szerint; megfelelő;
        соответствует ожиданиям; соответствует; средне; в соответствии с ожиданиями;
        відповідає очікуванням; orta; beklentileri karşılıyor; beklentiyi karşılıyor; karşılıyor;
        ικανοποιητικ*; satisfăcător; satisfăcătoare; conform așteptărilor;
        مرض; مُرضٍ; يلبي التوقعات; متوسط; עומד בציפיות; משביע רצון; ปานกลาง; พอใช้; trung bình;
        sedang
    """,
    6: """
        good; credit; merit; proficient; accomplished; solid; strong; above average; above standard;
        commendable; capable; consistent; considerable; confident; secure; thorough; quite good;
        skilled;
        gut; gute; guter; gutes; überdurchschnittlich*; überzeugend; bon; bonne; bien; solide;
        maîtrisé;
        notable; bueno; buena; destacado con matices; competente; buono; buona; distinto; bom; boa;
        goed; god; godt; bra; väl godkänd; over middel; hyvä; dobr*; jó; хорош*; хорошо; добре;
        iyi; καλ*; bun; bună; bine; bé; notable alt; جيد; טוב; ดี; khá; baik; chvalitebn*
    """,
    7: """
        very good; distinction; exceeds; exceeds expectations; exceeding; exceeding expectations;
        exceeded; exceeds expectation; exceeds standard; exceeds standards; exceeds the standard;
        exceeds requirements; above expectations; above expected; above; advanced; great; highly
        effective; highly competent; highly proficient; surpasses expectations; beyond expectations;
        comprehensive; strong performer; high performer; extending; extended; exceeds target; high
        credit;
        sehr gut; sehr gute; übertrifft die erwartungen; übertrifft; erwartungen übertroffen;
        über den erwartungen; übertrifft erwartungen; très bien; très bon; très bonne;
        dépasse les attentes; au-dessus des attentes; supérieur aux attentes; très satisfaisant*;
        muy bueno; muy buena; muy bien; supera; supera expectativas; supera las expectativas;
        por encima de lo esperado; muy satisfactorio; molto buono; molto buona; supera le
        aspettative;
        sopra le aspettative; muito bom; muito boa; supera; supera as expectativas; acima do
        esperado;
        acima das expectativas; excede; excede as expectativas; excede expectativas;
        zeer goed; boven verwachting; boven de verwachting; overtreft verwachting;
        meget god; meget godt; over forventning; mycket bra; mycket god; mycket väl godkänd;
        över förväntan; svært god; svært bra; kiitettävä; yli odotusten; ylittää odotukset;
        erittäin hyvä; bardzo dobr*; powyżej oczekiwań; przekracza oczekiwania; ponad oczekiwania;
        velmi dobr*; nad očekávání; překračuje očekávání; vrlo dobar; vrlo dobro; nagyon jó; jeles;
        elvárás felett; очень хорош*; выше ожиданий; превосходит ожидания; дуже добре; вище
        очікувань;
        çok iyi; beklentinin üstünde; beklentilerin üzerinde; beklentileri aşıyor; πολύ καλ*;
        λίαν καλώς; foarte bun; foarte bună; foarte bine; peste așteptări;
        جيد جدا; جيد جدًا; يفوق التوقعات; טוב מאוד; מעל הציפיות; ดีมาก; tốt; baik sekali
    """,
    8: """
        excellent; excellence; outstanding; exceptional; exemplary; superior; superb; high
        distinction;
        far exceeds; far exceeds expectations; greatly exceeds expectations; significantly exceeds
        expectations; consistently exceeds expectations; distinguished; masterful; mastery;
        world-class;
        high distinction; high honours; honours; brilliant; extraordinary; sophisticated; perfect;
        superlative;
        hervorragend*; ausgezeichnet*; exzellent*; herausragend*; vorbildlich*;
        excellent*; remarquable; exceptionnel*; exemplaire; parfait; expert;
        excelente*; sobresaliente*; destacado; destacada; excepcional; ejemplar; matrícula de
        honor; óptimo;
        eccellente*; ottimo; ottima; avanzato; avanzata; esemplare; excecional; exemplar; ótimo;
        ótima;
        uitstekend; uitmuntend; excellent; voortreffelijk; fremragende; fortrinlig*; udmærket;
        utmärkt*;
        enastående; framstående; utmerket; fremragende; framifrå; erinomainen; loistava;
        doskonał*; celując*; wybitn*; wzorow*; znakomit*; výborn*; vynikající*; výtečn*; odličan;
        odlično;
        izvrstan; izvrsno; kiváló; kitűnő; отличн*; отлично; превосходн*; выдающ*; образцов*;
        відмінн*;
        mükemmel; pekiyi; üstün; olağanüstü; άριστ*; εξαιρετικ*; excelent*; remarcabil; excel·lent;
        ممتاز; متميز; استثنائي; מצוין; מצטיין; יוצא מן הכלל; ดีเยี่ยม; ยอดเยี่ยม; xuất sắc; sangat
        baik
    """,
}

_UNSPACED_HEIGHTS: dict[float, str] = {
    1: """
        不可 不合格 不及格 불합격 未達成 極差 极差 很差 未达标 未達標
    """,
    2: """
        不十分 不足 要改善 要努力 努力を要する がんばろう 差 较差 較差 待改进 待改進 需改进 需改進
        미흡 부족 期待を下回る 低于预期 低於預期 期待以下 기대이하 개선필요 매우미흡 劣る
    """,
    3: """
        もう少し やや不十分 やや劣る 部分达标 部分達標 基础 노력요함 一部達成
    """,
    4: """
        可 及格 合格 합격 一般 普通 보통 尚可 足够 足夠 가능
    """,
    5: """
        中 中等 標準 标准 符合期望 符合预期 符合預期 期待通り 期待どおり 達成 达标 達標 기대충족
        적정 満足 满意 おおむね満足 概ね満足
    """,
    6: """
        良 良い 良好 好 较好 較好 よい できた 양호 좋음 우수 比較好
    """,
    7: """
        優れている とても良い 很好 非常好 超出期望 超出预期 超出預期 期待を上回る 期待以上
        매우좋음 기대이상 十分満足 よくできた 超过预期
    """,
    8: """
        優 秀 優秀 优秀 优 杰出 傑出 卓越 極めて優れている 매우우수 탁월 최우수 大変良い
        たいへんよい 完璧
    """,
}


def _phrases() -> tuple[dict[str, float], dict[str, float]]:
    """Whole phrases, and the beginnings of words that end in an asterisk."""
    whole: dict[str, float] = {}
    begun: dict[str, float] = {}
    for height, texts in _HEIGHTS.items():
        for phrase in (" ".join(text.split()) for text in texts.split(";")):
            kind = begun if phrase.endswith("*") else whole
            kind.setdefault(phrase.rstrip("*"), height)
    return whole, begun


GRADES, GRADES_BEGUN = _phrases()
GRADES_UNSPACED = {
    word: height for height, words in _UNSPACED_HEIGHTS.items() for word in words.split()
}

WEAK_GRADES = {
    "low": 2.0, "medium": 5.0, "moderate": 5.0, "high": 7.0, "very low": 1.0, "very high": 8.0,
    "niedrig": 2.0, "mittel": 5.0, "hoch": 7.0, "bajo": 2.0, "alto": 7.0, "basso": 2.0, "baixo":
    2.0, "laag": 2.0, "hoog": 7.0, "lav": 2.0, "høy": 7.0, "høj": 7.0, "låg": 2.0, "hög": 7.0,
    "fort": 7.0, "élevé": 7.0, "moyenne": 5.0, "media": 5.0, "média": 5.0, "niski": 2.0, "wysoki":
    7.0, "średni": 5.0, "низкий": 2.0, "средний": 5.0, "высокий": 7.0, "düşük": 2.0, "yüksek":
    7.0,
}  # fmt: skip
"""Words that grade a performance as well as a risk: they make no scale of grades alone."""

CLASSES = {
    "i": 8.0, "1st": 8.0, "first": 8.0, "first class": 8.0, "1": 8.0,
    "ii.1": 7.0, "ii:1": 7.0, "2.1": 7.0, "2:1": 7.0, "2i": 7.0, "iii.i": 7.0, "upper second": 7.0,
    "upper second class": 7.0, "ii(i)": 7.0, "ii.i": 7.0,
    "ii.2": 6.0, "ii:2": 6.0, "2.2": 6.0, "2:2": 6.0, "2ii": 6.0, "lower second": 6.0,
    "lower second class": 6.0, "ii(ii)": 6.0, "ii.ii": 6.0,
    "iii": 5.0, "3rd": 5.0, "third": 5.0, "third class": 5.0, "3": 5.0,
}  # fmt: skip
"""British classes of degrees: a set of them has an upper or a lower second, or a pass or fail."""
SECOND_CLASSES = frozenset(name for name, height in CLASSES.items() if height in {6.0, 7.0})

SHORT_GRADES = {
    "hd": 8.0, "di": 7.0, "d": 7.0, "cr": 6.0, "c": 6.0, "pa": 5.0, "ps": 5.0, "p": 5.0,
    "pc": 4.0, "cp": 4.0, "n": 1.0, "nn": 1.0, "f": 1.0, "fa": 1.0, "fl": 1.0, "z": 0.0,
}  # fmt: skip
"""Australian short forms; a set of them has "HD" or "CR"."""
SHORT_GRADE_MARKS = frozenset({"hd", "cr"})

_FILLERS = """
    level levels grade grades performance performer standard standards work result results quality
    rating mark marks score scores point points pts pt expectations expectation criteria and or
    the a an of to in is for at or with range band class honours hons student students achievement
    evidence stufe note leistung und oder niveau nivel nivell livello nivå taso poziom úroveň
    уровень seviye note notes nota notas voto punkte punkt puntos puntis punti pontos punten poäng
    pistettä pkt bodů балл баллов баллы puan trabajo lavoro trabalho werk y e et en og och ja i и
    ve desempeño desempenho prestazione prestatie very highly mostly fully generally überwiegend
"""
FILLERS = frozenset(_FILLERS.split())
"""Words that may stand beside a grade in the name of a level."""
