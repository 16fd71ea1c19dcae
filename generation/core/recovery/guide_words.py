"""Words that a guide uses about itself, and words of tables that are no guides."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(" ".join(word.split()) for word in words.split(";"))


STEMS = (
    "level", "leveling", "levelling", "competenc", "competent", "kompeten", "compéten", "competên",
    "kompetans", "career", "karrier", "carrièr", "carrera", "carriera", "carreira", "kariér",
    "karier", "loopbaan", "urakehit", "laufbahn", "ladder", "framework", "seniority", "proficien",
    "stufe", "niveau", "nivel", "nível", "livell", "nivå", "poziom", "úroveň", "szint", "уровень",
    "уровн", "компетенц", "карьер", "grade", "échelon", "entgeltgruppe", "schaal", "promotion",
    "beförderung", "promoción", "progression", "qualifikation", "capabilit", "skill", "fähigkeit",
    "vaardigh", "umiejętn", "habilidad", "aptitude", "osaamis", "behaviour", "behavior",
    "expectation", "erwartung", "seviye", "yetkin", "rubric", "rúbrica", "rubrica", "maturity",
    "criteri", "kriteri", "critère", "bewertungsraster", "beoordel", "bedöm", "matrise", "grille d",
    "performance", "mastery", "pathway", "referencial", "referentiel", "référentiel",
)  # fmt: skip
OFFER_STEMS = (
    "course", "class", "classes", "training", "kurs", "unterricht", "lehrgang", "schulung",
    "cours", "formation", "curso", "clase", "corso", "corsi", "lezion", "aula", "cursus", "lessen",
    "lekc", "kurz", "курс", "pricing", "price", "preis", "tarif", "prix", "precio", "prezz",
    "preço", "prijs", "cennik", "insurance", "versicherung", "assurance", "seguro", "assicura",
    "verzekering", "ubezpiecz", "membership", "mitgliedschaft", "adhésion", "abonn",
    "subscription", "package", "paket", "forfait", "paquete", "pacchett", "pakket", "pakiet",
    "warranty", "garantie", "offer", "angebot", "offre", "oferta", "offerta", "aanbod",
    "timetable", "schedule", "stundenplan", "horaire", "horario", "orario", "rooster", "syllabus",
    "curriculum", "lehrplan",
)  # fmt: skip
"""What titles of courses and offers say: they are told level by level as well."""
UNSPACED_STEMS = (
    "等級", "等级", "職級", "职级", "级别", "グレード", "レベル", "キャリア", "スキル", "能力",
    "胜任", "晋升", "昇格", "評価", "역량", "등급", "레벨", "مستوى", "المستوى", "كفاءة",
    "الكفاءات", "مهارات", "רמה", "רמות", "כישור", "מיומנו", "קריירה", "ระดับ", "स्तर",
)  # fmt: skip
_CALENDAR_WORDS = """
    monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun
    montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag
    lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes
    sábado domingo lunedì martedì mercoledì giovedì venerdì sabato domenica maandag dinsdag
    woensdag donderdag vrijdag zaterdag zondag segunda terça quarta quinta sexta
    poniedziałek wtorek środa czwartek piątek sobota niedziela måndag tisdag onsdag torsdag fredag
    lördag söndag january february march april may june july august september october november
    december januar februar märz mai juni juli oktober dezember janvier février mars avril juin
    juillet août septembre octobre novembre décembre enero febrero marzo mayo junio julio agosto
    septiembre octubre noviembre diciembre
    月曜 火曜 水曜 木曜 金曜 月曜日 火曜日 水曜日 木曜日 金曜日 星期一 星期二 星期三 星期四 星期五
"""
CALENDAR = frozenset(_CALENDAR_WORDS.split())

REGISTER_NOUNS = _set(
    """
    title; precondition; preconditions; step; steps; expected result; expected results; expected;
    actual result; test data; test case; delivery time; delivery; lead time; warranty; payment;
    voraussetzung; vorbedingung; schritte; erwartetes ergebnis; lieferzeit; garantie; livraison;
    délai de livraison; garantie; resultado esperado; pasos; plazo de entrega; garantía;
    levertijd; verwacht resultaat; stappen;
    date; dates; time; times; when; where; who; place; location; room; rooms; owner; owners;
    responsible; who leads; assigned to; assignee; status; state; due; due date; deadline; start;
    end; start date; end date; duration; hours; phone; telephone; mobile; email; e mail; contact;
    contacts; whom to call; address; city; country; department; name; names; first name; last
    name; employer; company; employee; person; grader; teacher; instructor; lecturer; price;
    prices; amount; cost; costs; fee; fees; qty; quantity; unit; units; unit price; vat; tax;
    invoice; net; gross; salary; budget; total; subtotal; discount; currency; version; change;
    changes; author; authors; file; link; url; source; sources; reference; references; see also;
    page; pages; type; category code; size; colour; likelihood; probability; severity; mitigation;
    mitigations; risk; risks; risk description; risk owner; cause; causes; consequence;
    consequences; contingency; response; response time; resolution time; resolution; first
    response; hazard; hazards; protection; first aid; control; controls; corrective action;
    escalation; target time; task; tasks; main tasks; requirements; deliverable; deliverables;
    milestone; milestones; dependencies; action; actions; action items; decision; decisions;
    agenda item; discussion; minutes; attendees; participants; topic; reading; readings; homework;
    assignment; session; lecture; lesson; subject; content; contents; material; materials;
    ingredients; dish; method; team; tools; target; definition; term; abbreviation; meaning;
    example; examples; question; answer; check; yes; no; remarks; remark; comment; comments;
    rating; where shown; confirmed by; level reached; level; goal; goals; next step; next steps;
    evidence; situation; what to do; coverage; tasks and duties; equipment; qualification; degree;
    school; university; position; job; employment; points; score; weight; description; notes;
    mark; grade; result; results; feature; features; quantity ordered; frequency; datum; uhrzeit;
    zeit; ort; raum; verantwortlich; zuständig; zuständige; status; frist; fällig; termin; beginn;
    ende; dauer; telefon; adresse; abteilung; arbeitgeber; tätigkeit; tätigkeiten; firma; preis;
    betrag; kosten; menge; einheit; einzelpreis; gesamt; rechnung; mwst; gehalt; version;
    änderung; autor; quelle; seite; art; wahrscheinlichkeit; eintrittswahrscheinlichkeit;
    schadenshöhe; maßnahme; maßnahmen; gegenmaßnahme; risiko; ursache; folge; folgen;
    reaktionszeit; aufgabe; aufgaben; ergebnis; beschluss; thema; themen; inhalt; inhalte;
    begriff; abkürzung; bedeutung; frage; antwort; bemerkung; bemerkungen; lehrkraft; fach;
    beispiel; nachweis; date de début; date de fin; heure; lieu; salle; responsable; statut;
    échéance; durée; téléphone; courriel; adresse; employeur; poste; missions; prix; montant;
    coût; quantité; unité; facture; tva; probabilité; gravité; mesure; mesures; risque; cause;
    délai; tâche; tâches; livrable; décision; sujet; contenu; terme; définition; exemple;
    question; réponse; remarque; enseignant; matière; niveau; fecha; hora; lugar; aula;
    responsable; estado; plazo; inicio; fin; duración; teléfono; correo; dirección; empresa;
    puesto; funciones; precio; importe; coste; costo; cantidad; unidad; factura; iva;
    probabilidad; impacto del riesgo; medida; medidas; mitigación; riesgo; causa; tarea; tareas;
    entregable; decisión; tema; contenido; término; definición; ejemplo; pregunta; respuesta;
    observaciones; docente; materia; nivel; data; ora; luogo; stato; scadenza; durata; telefono;
    indirizzo; azienda; mansione; prezzo; importo; costo; quantità; unità; fattura; iva;
    probabilità; rischio; misura; misure; compito; argomento; contenuto; esempio; local; prazo;
    início; fim; duração; telefone; endereço; preço; valor; custo; quantidade; unidade; fatura;
    risco; probabilidade; tarefa; tarefas; exemplo; conteúdo; responsável; situação; tijd; plaats;
    lokaal; verantwoordelijke; verantwoordelijk; deadline; duur; telefoon; adres; werkgever;
    functie; prijs; bedrag; kosten; aantal; eenheid; factuur; btw; kans; gevolg; maatregel;
    maatregelen; risico; oorzaak; taak; taken; besluit; onderwerp; inhoud; begrip; betekenis;
    voorbeeld; vraag; antwoord; opmerking; docent; vak; dato; tid; sted; ansvarlig; frist; pris;
    antal; antall; beløb; risiko; sannsynlighet; sandsynlighed; tiltag; tiltak; plats; ansvarig;
    sannolikhet; åtgärd; åtgärder; kostnad; belopp; päivä; aika; paikka; vastuuhenkilö; hinta;
    määrä; riski; toimenpide; termin; miejsce; odpowiedzialny; cena; kwota; ilość; ryzyko;
    działanie; zadanie; místo; odpovědný; množství; riziko; opatření; úkol; дата; время; место;
    ответственный; статус; срок; цена; сумма; количество; риск; вероятность; мера; меры; задача;
    tarih; saat; yer; sorumlu; durum; fiyat; tutar; miktar; risk; olasılık; önlem; görev; 日付;
    時間; 場所; 担当; 担当者; 状態; 期限; 価格; 金額; 数量; リスク; 対策; 日期; 时间; 地点;
    负责人; 状态; 截止日期; 价格; 金额; 数量; 风险; 措施; 任务; 날짜; 시간; 장소; 담당자; 상태;
    가격; 금액; 수량
    """
)
"""What the columns of a register are called: each holds another kind of thing."""

PRODUCT_NOUNS = _set(
    """
    storage; users; seats; number of users; number of projects; projects; regions; region;
    integrations; single sign on; sso; api; api access; api calls; api calls per day; audit log;
    audit logs; custom domain; custom domains; data residency; uptime; export; backup; backups;
    price per user; roles and permissions; reports; support; help; speicher; speicherplatz;
    nutzer; nutzerzahl; schnittstellen; sicherung; anmeldung; standort der daten; berichte;
    stockage; utilisateurs; nombre d utilisateurs; sauvegarde; assistance; rapports; espacio;
    almacenamiento; usuarios; número de usuarios; ayuda; informes; integraciones; opslag;
    gebruikers; koppelingen; lagring
    """
)
"""What editions of a product are compared by: it grows from column to column as well."""
