"""The words by which levels and competencies are recognised, in many languages.

Only hints: a guide may name its levels as it likes, and `level_names` weighs structure as well.
All words are case-folded and NFKC-normalised. Scripts without spaces are matched inside a text.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LEVEL_NOUNS = _set(
    """
    level lvl lv grade band tier step stage rank class job-level
    stufe niveau ebene entgeltgruppe gehaltsstufe karrierestufe laufbahnstufe kompetenzstufe
    échelon echelon palier grado nivel nível nivell livello fascia escalão grau
    trede schaal trap rang nivå niva trin trinn steg taso aste poziom stopień szczebel úroveň stupeň
    szint nivo razina ниво уровень рівень грейд разряд seviye kademe bậc cấp tingkat
    المستوى مستوى الدرجة درجة الفئة רמה דרגה שלב ระดับ स्तर επίπεδο βαθμίδα
    """
)
"""Nouns that say "level" when a number, letter or word follows or precedes them."""

LEVEL_NOUNS_UNSPACED = (
    "レベル",
    "等級",
    "グレード",
    "等级",
    "级别",
    "職級",
    "职级",
    "레벨",
    "수준",
    "등급",
)

SENIORITY: dict[str, int] = {
    word: rank
    for rank, words in {
        0: """intern trainee apprentice student praktikant praktikantin azubi auszubildende
            auszubildender stagiaire apprenti becario aprendiz stagista tirocinante estagiário
            stagiair leerling praktykant stażysta praktikand harjoittelija lærling стажер стажёр
            متدرب מתמחה stajyer 인턴 インターン 实习 實習""",
        1: """junior jr jnr graduate grad entry entry-level beginner starter débutant débutante
            júnior principiante principianti nybörjare młodszy младший nuorempi juniori
            مبتدئ ג׳וניור 초급 주니어 ジュニア 初級 初级 新人 einsteiger berufseinsteiger
            berufseinsteigerin einarbeitung nachwuchskraft""",
        2: """associate assistant adjunct adjoint asociado associato assistent assistentin
            asistente aspirant""",
        3: """mid mid-level midlevel intermediate medior confirmed confirmé confirmée regular
            semisenior semi-senior ssr intermedio intermédiaire intermediário pleno mittlere
            средний мидл متوسط ביניים 중급 미들 中級 中级 ミドル""",
        4: """senior sr snr experienced erfahren erfahrene erfahrener sénior séniore sênior
            ervaren starszy erfaren kokenut старший сеньор أول كبير خبير בכיר סניור 고급 시니어
            선임 책임 上級 高级 高級 シニア 资深 資深 主任 expérimenté expérimentée esperto esperta
            avanzado""",
        5: """lead leader leading teamlead tech-lead leiter leiterin teamleiter teamleiterin
            teamleitung responsable líder capo caposquadra leidinggevende ведущий kierownik
            ledare قائد ראש リード リーダー 负责人 리드 팀장 supervisor foreman""",
        6: """staff manager managerin gestionnaire gerente gestor direttore مدير מנהל マネージャー
            课长 課長 经理 매니저 chef chefin esimies päällikkö""",
        7: """principal head główny prinzipal abteilungsleiter abteilungsleiterin главный
            首席 プリンシパル 수석 部長 部长""",
        8: """distinguished director directeur directrice director directora diretor direktor
            direktorin dyrektor direktör directeur direktør директор johtaja""",
        9: """fellow vp svp evp vice-president partner president executive prezident""",
        10: """chief ceo cto cfo coo cpo cmo cio c-level chro geschäftsführer geschäftsführerin
            founder""",
    }.items()
    for word in words.split()
}
"""Words of seniority with a rank from 0 (learning) to 10 (leads the company)."""

PROFICIENCY: dict[str, int] = {
    word: rank
    for rank, words in {
        0: """none unaware novice novices awareness aware unskilled neuling novize novato
            principiante novice débutant principiant начинающий 未経験""",
        1: """beginner basic basics foundational foundation fundamental fundamentals learning
            learner developing emerging exploring elementary starting entry anfänger grundlagen
            grundkenntnisse basis básico básica base elementare notions découverte apprentissage
            grundläggande grundlæggende grunnleggende perusteet podstawowy базовый أساسي בסיסי
            기초 基礎 基础 入門 入门 初心者""",
        2: """working competent intermediate capable contributing practising practicing
            functional growing progressing independent achieving kompetent fortgeschritten
            fortgeschrittene fortgeschrittener intermedio intermedia intermédiaire
            intermediário gevorderd compétent competente średniozaawansowany средний 応用 实践""",
        3: """practitioner proficient advanced skilled accomplished effective strong applying
            performing versiert könner avancé avancée avanzado avanzada avançado avanzato
            maîtrise autonome avancerad avanceret avansert edistynyt zaawansowany продвинутый
            متقدم מתקדם 熟練 熟练 上級 高级 숙련""",
        4: """expert experts mastery master mastering exemplary leading outstanding thought
            role-model transforming innovating specialist experte expertin experten meister
            experto experta especialista maestro esperto ekspert asiantuntija expert эксперт
            خبير מומחה エキスパート 専門家 专家 專家 전문가 达人""",
    }.items()
    for word in words.split()
}
"""Words that grade a skill; they name levels only when nearly nothing else stands beside them."""

ROLE_NOUNS = _set(
    """
    engineer engineers developer programmer designer architect analyst scientist researcher manager
    consultant specialist administrator coordinator technician operator officer accountant advisor
    adviser editor writer marketer recruiter strategist owner contributor professional practitioner
    nurse teacher lecturer professor agent representative executive partner planner producer tester
    librarian counsel lawyer attorney controller auditor buyer planner curator fellow leader head
    ingenieur ingenieurin entwickler entwicklerin fachkraft fachperson fachexperte fachexpertin
    pflegefachperson berater beraterin sachbearbeiter sachbearbeiterin referent referentin
    mitarbeiter mitarbeiterin leiter leiterin
    ingénieur ingénieure développeur développeuse concepteur consultante chargé chargée chef
    ingeniero ingeniera desarrollador desarrolladora diseñador diseñadora analista consultor
    ingegnere sviluppatore progettista consulente engenheiro engenheira desenvolvedor
    ontwikkelaar medewerker adviseur utvecklare ingenjör udvikler ingeniør utvikler kehittäjä
    insinööri programista inżynier projektant инженер разработчик дизайнер менеджер
    مهندس مطور מהנדס מפתח mühendis geliştirici
    """
)

UNSPACED_ROLE_NOUNS = (
    "エンジニア",
    "デザイナー",
    "工程师",
    "工程師",
    "设计师",
    "設計師",
    "엔지니어",
)
UNSPACED_LEVEL_HINTS = tuple(
    word for word in (*SENIORITY, *PROFICIENCY) if any("\u3040" <= c <= "\ud7a3" for c in word)
)

NOT_LEVEL_NOUNS = _set(
    """
    part chapter section appendix annex page example figure table question goal objective skill
    competency competence criterion dimension pillar value principle topic theme item note week
    supplier vendor provider bidder tender candidate applicant site region
    lieferant anbieter bewerber standort fournisseur prestataire candidat proveedor candidato
    fornitore leverancier aanbieder fornecedor
    day month year quarter version phase sprint module unit lesson option scenario case exercise
    severity priority prio sev risk issue team room group track plan package requirement task
    activity
    outcome assignment essay presentation report paper project portfolio participation attendance
    homework quiz exam examination midterm paragraph article clause session slot round semester term
    prüfung aufgabe schritt gruppe raum woche phase priorität schweregrad risiko maßnahme lektion
    étape semaine tâche groupe séance priorité gravité risque semana tarea fase grupo prioridad
    riesgo
    settimana compito gruppo fase attività onderdeel opdracht prioriteit fase vecka uppgift
    teil kapitel abschnitt anhang seite beispiel abbildung tabelle frage ziel kompetenz
    partie chapitre annexe exemple tableau parte capítulo sección anexo página ejemplo tabla
    capitolo allegato pagina esempio tabella hoofdstuk bijlage voorbeeld tabel kapitel avsnitt
    rozdział załącznik przykład
    """
)
"""Nouns that are counted as well, but never count levels."""

THINKING = _set(
    """
    remember remembering understand understanding apply applying analyse analyze analysing analyzing
    evaluate evaluating create creating recall comprehension
    erinnern verstehen anwenden analysieren bewerten erschaffen
    """
)
"""Steps of thinking that tasks are sorted by ("Remember level"): no one's height."""

COMPETENCY_WORDS = _set(
    """
    communication collaboration leadership ownership impact delivery execution technical technology
    skills skill knowledge expertise teamwork team mentoring mentorship coaching feedback strategy
    strategic planning quality design architecture testing security reliability operations process
    people product customer customers client stakeholder stakeholders influence scope autonomy
    complexity innovation creativity curiosity growth culture values mindset attitude initiative
    accountability responsibility responsibilities problem solving decision decisions making craft
    craftsmanship data analysis analytics research insights writing presentation negotiation
    project management organisation organization efficiency productivity business domain vision
    empathy inclusion diversity integrity resilience adaptability learning development documentation
    code coding software system systems tooling tools networking scalability hiring recruiting
    onboarding agile lean ethics compliance safety risk budget finance sales marketing brand content
    relationships trust service support focus judgment judgement independence behaviour behavior
    kommunikation zusammenarbeit führung verantwortung qualität fachwissen fachkompetenz
    methodenkompetenz sozialkompetenz technik technologie produkt kunde kunden kundenorientierung
    problemlösung planung umsetzung strategie wirkung einfluss wissen fähigkeiten anleitung
    sicherheit prozess prozesse teamarbeit eigenständigkeit autonomie innovation lernen
    compétences technique qualité collaboration autonomie savoir livraison équipe impact
    comunicación colaboración liderazgo técnica conocimiento calidad entrega impacto autonomía
    equipo resolución comunicazione collaborazione tecnica qualità conoscenza autonomia
    comunicação colaboração liderança técnico conhecimento qualidade entrega
    communicatie samenwerking leiderschap kennis kwaliteit kommunikation samarbete ledarskap
    kunskap kvalitet samarbejde ledelse viden samarbeid viestintä yhteistyö johtaminen osaaminen
    komunikacja współpraca przywództwo wiedza jakość
    коммуникация лидерство качество ответственность
    التواصل القيادة التعاون الجودة תקשורת מנהיגות
    """
)

COMPETENCY_UNSPACED = (
    "力", "性", "能力", "沟通", "溝通", "领导", "領導", "技术", "技術", "品质", "品質", "协作",
    "コミュニケーション", "リーダーシップ", "チーム", "スキル", "知識", "커뮤니케이션", "리더십",
    "기술", "협업", "의사소통", "역량", "责任", "責任", "影响", "影響",
)  # fmt: skip

COMPETENCY_SUFFIXES = (
    "tion", "sion", "ship", "ment", "ness", "ity", "ance", "ence", "ing", "ism",
    "ung", "heit", "keit", "schaft", "kompetenz", "verhalten", "ité", "ción", "sión", "dad",
    "zione", "tà", "ção", "dade", "heid", "schap", "het", "else", "ość", "anie", "enie",
    "ность", "ение", "ание",
)  # fmt: skip

CONTINUED = (
    "continued", "cont'd", "cont’d", "contd", "cont.", "cont", "ctd", "ctd.",
    "fortsetzung", "forts.", "suite", "continuación", "continua", "continuação", "segue", "vervolg",
    "fortsättning", "fortsat", "forts", "jatkuu", "ciąg dalszy", "cd.", "продолжение", "続き",
    "つづき", "续", "續", "계속", "تابع", "המשך",
)  # fmt: skip
"""What a slide or page adds to a title that goes on from the page before."""
