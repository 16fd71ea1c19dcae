"""Words above and beside fields that are to be filled in, in many languages.

They stand alone in their cell: "Score" is a field, "Score 3" may be a level.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split(";") if word.strip())


MARKS = _set(
    """
    mark; marks; score; scores; points; point; pts; pt; grade; rating; ratings; result; results;
    value; max;
    max points; max score; maximum; maximum points; max marks; marks available; points possible;
    possible points;
    points earned; earned; your score; final score; total; totals; subtotal; sub total; total
    score; total points;
    total marks; overall; overall score; final mark; final grade; weight; weights; weighting;
    weightage; weight;
    metric weight; weighted score; percentage; percent; achieved; achieved level; current level;
    target level;
    selected option; selection; choice; tick; check; checked; done; yes; no; y; n; yes no; n a; na;
    self; peer;
    manager; mentor; self assessment; self rating; self score; manager rating; manager score; peer
    rating;
    assessment; your rating; multiplier; factor; coefficient; out of; mark awarded; marks awarded;
    awarded;
    punkte; punktzahl; erreichte punkte; max punkte; punkte max; note; noten; bewertung; gewicht;
    gewichtung; summe;
    gesamt; gesamtpunkte; gesamtpunktzahl; ergebnis; ja; nein; ja nein; selbsteinschätzung;
    fremdeinschätzung;
    selbstbewertung; erreicht; anteil; prozent; faktor; wertung; einschätzung;
    barème; points obtenus; note obtenue; notation; poids; pondération; coefficient; somme; total;
    total général;
    auto évaluation; autoévaluation; oui; non; oui non; résultat; coef;
    puntos; puntaje; puntuación; puntaje obtenido; nota; calificación; peso; ponderación; suma;
    resultado;
    autoevaluación; sí; sí no; si; si no; valor; porcentaje; calif;
    punteggio; punti; voto; peso; ponderazione; somma; totale; risultato; autovalutazione;
    valutazione; sì; sì no;
    pontos; pontuação; peso; ponderação; soma; total; resultado; autoavaliação; avaliação; sim;
    não; sim não; valor;
    punten; cijfer; score; weging; wegingsfactor; gewicht; totaal; som; resultaat; zelfbeoordeling;
    beoordeling;
    ja nee; nee; aantal punten; behaalde punten; eindcijfer; zelfevaluatie; eigen score;
    point; karakter; vægt; vægtning; i alt; sum; resultat; selvvurdering; nej; ja nej; poeng; vekt;
    vekting;
    egenvurdering; nei; ja nei; karakterer; poäng; betyg; vikt; viktning; summa; totalt;
    självskattning;
    självbedömning; pisteet; pistemäärä; arvosana; paino; painotus; yhteensä; tulos; itsearviointi;
    kyllä; ei;
    punkty; punktacja; ocena; oceny; waga; suma; razem; wynik; samoocena; tak; nie; tak nie; liczba
    punktów;
    body; známka; váha; součet; celkem; výsledek; sebehodnocení; ano; ne; ano ne; počet bodů;
    hodnocení;
    pont; pontszám; osztályzat; súly; összesen; eredmény; önértékelés;
    баллы; балл; оценка; вес; итого; сумма; результат; самооценка; да; нет; да нет; количество
    баллов; бали; оцінка;
    puan; not; ağırlık; toplam; sonuç; öz değerlendirme; evet; hayır; evet hayır; puanı;
    点数; 得点; 評点; 配点; 合計; 重み; 自己評価; 評価; 評定; ウェイト; 分数; 得分; 满分; 权重;
    權重; 总分; 總分; 合计; 自评; 自評; 评分; 評分;
    점수; 배점; 합계; 가중치; 총점; 자기평가; 평가; الدرجة المستحقة; النقاط; الوزن; المجموع; ציון;
    נקודות; משקל; סה
    כ; סך הכל
    """
)
"""Fields for marks, points, weights and ticks."""
REMARKS = _set(
    """
    note; notes; comment; comments; remark; remarks; evidence; feedback; teacher comments;
    additional comments;
    instructor comments; example; your notes; your evidence; justification; observations;
    observation;
    assessor comments; action; actions; next steps; development plan; improvement plan; links; link;
    bemerkung; bemerkungen; anmerkung; anmerkungen; kommentar; kommentare; notizen; notiz; belege;
    nachweis;
    nachweise; begründung; remarque; remarques; commentaire; commentaires; observations; preuves;
    preuve;
    observación; observaciones; comentario; comentarios; evidencia; evidencias; notas;
    retroalimentación;
    osservazioni; commenti; commento; evidenze; annotazioni; observações; observação; comentários;
    comentário;
    evidências; evidência; opmerking; opmerkingen; toelichting; bewijs; feedback; notities;
    bemærkning;
    bemærkninger; kommentarer; dokumentation; merknad; merknader; anteckning; anteckningar;
    anmärkning; huomautus;
    huomautukset; kommentit; huomioita; muistiinpanot; näyttö; uwagi; komentarz; komentarze;
    notatki; dowody;
    poznámka; poznámky; komentář; komentáře; důkazy; megjegyzés; megjegyzések; примечание;
    примечания; комментарий;
    комментарии; замечания; примітки; notlar; açıklamalar; yorum; yorumlar; kanıt; geri bildirim;
    備考; コメント; メモ; 根拠; 所見; 备注; 備註; 评语; 評語; 证据; 비고; 의견; 코멘트; ملاحظات;
    תגובות; הערות
    """
)
"""Fields for words that somebody is still to write."""
PAPERWORK = _set(
    """
    date; dates; signature; signed; signed by; sign off; sign; initials; name; student; student
    name; teacher;
    examiner; assessor; reviewer; evaluator; supervisor signature; employee signature; approved by;
    due date;
    deadline; reviewed; datum; unterschrift; kürzel; prüfer; prüferin; fecha; firma; nombre; data;
    assinatura; nome;
    date et signature; nom; handtekening; naam; paraaf; dato; underskrift; signatur; navn; namn;
    päivämäärä;
    allekirjoitus; päiväys; nimi; podpis; imię i nazwisko; jméno; dátum; aláírás; név; дата;
    подпись; фио; підпис;
    tarih; imza; ad soyad; 日付; 署名; 氏名; サイン; 日期; 签名; 簽名; 签字; 姓名; 날짜; 서명;
    이름; التاريخ; التوقيع;
    תאריך; חתימה
    """
)
"""Fields for dates, names and signatures."""
NUMBERINGS = _set(
    """
    no; nr; num; number; id; ref; reference; item; item no; s no; sl no; sr no; serial; row; line;
    code; standard;
    standard id; std; indicator id; criterion no; criteria no; lo; clo; outcome; outcomes; learning
    outcome; page;
    lfd nr; lfd; pos; position; nummer; kennung; n; n°; nº; numéro; réf; código; núm; número;
    codice; numero; código;
    volgnr; nro; lp; l p; poř č; č; p č; sorszám; номер; № п п; п п; №; sıra; sıra no; 番号; 項番;
    序号;
    序號; 编号; 編號; 번호; رقم;
    מס; מספר
    """
)
"""Headers of columns that only number the rows, or point to a standard."""
DESCRIPTIONS = _set(
    """
    description; descriptions; what we mean; what this means; what it means; what is it;
    definition; meaning; explanation; about;
    overview; beschreibung; erläuterung; erklärung; was wir darunter verstehen; was das bedeutet;
    bedeutung;
    description; explication; ce que cela signifie; définition; signification; descripción; qué
    significa;
    definición; descrizione; cosa significa; definizione; spiegazione; descrição; o que significa;
    definição;
    omschrijving; beschrijving; wat we bedoelen; wat betekent dit; uitleg; toelichting;
    beskrivelse; hvad betyder det;
    hva betyr det; beskrivning; vad betyder det; förklaring; kuvaus; mitä tarkoittaa; selite; opis;
    co to znaczy;
    popis; co to znamená; leírás; описание; что это значит; опис; açıklama; tanım; ne anlama gelir;
    説明; 定義; 内容; 说明; 說明; 描述; 定义; 설명; 정의; الوصف; תיאור
    """
)
"""Headers above texts that say what a competency is."""
FORM_WORDS = MARKS | REMARKS | PAPERWORK | NUMBERINGS
"""Whatever is to be filled in, or only counts."""
FORM_ROWS = (MARKS | REMARKS | PAPERWORK) - {
    "results",
    "observations",
    "observation",
    "assessment",
    "evidence",
    "feedback",
    "value",
}
"""What names a row of such fields; a few words name parts of a work as well."""
