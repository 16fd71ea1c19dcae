"""Text that tries to steer its reader, person or machine. None of it is ever a fact."""

from __future__ import annotations

import re

_TO_MACHINES = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override|bypass|overlook)\b.{0,60}
        \b(?:instruction|rule|prompt|guideline|direction|context|message|command|system|
        (?:everything|anything|all|text|the)\s+(?:above|before|previous|prior))
    | \b(?:previous|prior|above|earlier|preceding|following|new)\s+(?:instructions?|prompts?)\b
    | \b(?:system|developer|hidden|initial)[\s-]+(?:prompt|message|instruction)s?\b
    | \bprompt\s+injection\b | \bjailbreak
    | \byou\s+are\s+(?:now\s+)?(?:a|an|the)\s+(?:\w+\s+){0,2}
        (?:ai|assistant|language\s+model|llm|model|chatbot|agent|bot)\b
    | \bact\s+as\s+(?:a|an|if)\b | \bpretend\s+(?:to\s+be|that|you)\b | \brole-?play\b
    | \b(?:ais?|llms?|gpt|chatgpt|claude|gemini|copilot|language\s+models?|(?:ai\s+)?assistants?|
        models?|chatbots?|bots?|crawlers?|scrapers?|summari[sz]ers?|agents?)\s*[,:]?\s*
        (?:that\s+|who\s+|which\s+|when\s+)?
        (?:reading|processing|parsing|summari[sz]ing|crawling|indexing|reads?|visiting|
        must|should|shall|has\s+to|have\s+to|is\s+(?:required|instructed|asked)|
        are\s+(?:required|instructed|asked))\b
    | \b(?:dear|note\s+to|notice\s+to|attention|attn|message\s+(?:to|for)|instructions?\s+(?:to|for)
        |for\s+all|to\s+all)\s*:?\s+(?:any\s+|all\s+|the\s+)?
        (?:ais?|llms?|language\s+models?|(?:ai\s+)?assistants?|models?|bots?|agents?|crawlers?)\b
    | \b(?:respond|reply|answer|output|return)\s+(?:only\s+|always\s+|exactly\s+)?
        (?:with|in|by|the|as)\b
    | \b(?:print|reveal|repeat|show|output|leak|disclose|send)\s+(?:me\s+)?(?:your|the|all)\s+
        (?:\w+\s+)?(?:instructions?|prompts?|rules|secrets?|keys?|passwords?|configuration)\b
    | \b(?:say|write|state|mention|claim|describe|rate|report|include|add|insert|conclude)\s+that\b
        .{0,80}\b(?:company|we|best|example|level|every|all|always|never)\b
    | \b(?:in|into)\s+(?:your|the)\s+(?:answer|reply|response|output|summary|brief)\b
    | <\|[^|]*\|> | \[/?inst\] | \#{2,}\s*(?:system|instruction|user|assistant)
    | \b(?:begin|end|start)\s+(?:of\s+)?(?:system|instructions?|prompt|data)\b
    | \bignorier\w*\b.{0,60}\b(?:anweisung|instruktion|anleitung|vorgab|regel|alles|oben|vorherig)
    | \b(?:vorherige[nrs]?|obige[nrs]?|bisherige[nrs]?)\s+(?:anweisung|instruktion)
    | \b(?:du\s+bist|sie\s+sind)\s+(?:jetzt\s+|nun\s+)?(?:ein|eine)\s+(?:ki|assistent|sprachmodell)
    | \b(?:sprachmodell\w*|ki-?(?:assistent|modell|system)\w*)\b.{0,30}\b(?:soll|muss|müssen)
    | \bignore[zr]?\b.{0,60}\b(?:instructions?|consignes?)\b
    | \b(?:tu\s+es|vous\s+êtes)\s+(?:maintenant\s+)?une?\s+(?:ia|assistant|modèle)
    | \bignor(?:a|e|en|ar|ad)\b.{0,60}\b(?:instrucciones|instruções|reglas|regras)\b
    | \bignor(?:a|ate|are)\b.{0,60}\bistruzioni\b
    | \bnegeer\b.{0,60}\b(?:instructies|aanwijzingen)\b
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_TO_READERS = re.compile(
    r"""
    ^[\W_]*(?:please|get|start|contact|book|sign|log|learn|download|click|tap|subscribe|try|join|
        apply|discover|explore|see|read|watch|meet|find|request|schedule|call|visit|follow|check|
        let|let's|let’s|imagine|say|take|unlock|boost|transform|stop|save|choose|enjoy|browse|
        become|bring|buy|come|compare|consider|do|don't|don’t|drop|ensure|experience|give|go|
        grow|have|keep|leave|look|make\s+sure|never|always|note|order|pick|register|remember|
        reach|select|send|share|shop|speak|stay|talk|tell|think|turn|use|view|wait|welcome|
        want|need|ready|write|rate|remove|replace|treat|assume)\b
    | ^[\W_]*\w+(?:en|n)\s+Sie\b | ^[\W_]*(?:jetzt|hier|bitte|willkommen|entdecke|erfahre|bewirb|
        melde|klicke|schreib|ruf|komm|lies)\b
    | ^[\W_]*[A-ZÀ-Ý]\w+ez(?:-(?:nous|vous|moi))?\b
    | ^[\W_]*(?:descubre|descubra|contacta|contacte|solicita|prueba|regístrate|únete|conoce|
        scopri|contatta|richiedi|prova|iscriviti|unisciti|ontdek|neem|vraag|probeer|meld|bekijk|
        descubra|conheça|fale|solicite|experimente|junte)\b
    | \b(?:sign|signing)\s+up\b | \bget\s+started\b | \bfree\s+trial\b
    | \bbook\s+a\s+(?:demo|call)\b
    | \blearn\s+more\b | \bread\s+more\b | \bclick\s+here\b | \bcontact\s+us\b
    | \bapply\s+(?:now|here)\b
    | \bjoin\s+us\b | \bmehr\s+erfahren\b | \ben\s+savoir\s+plus\b | \bkontaktieren\s+sie\b
    | \byou\s+(?:must|should|shall|need\s+to|have\s+to|agree|consent|acknowledge|may\s+not)\b
    | \bplease\b | \bbitte\b | \bveuillez\b
    """,
    re.IGNORECASE | re.VERBOSE,
)


def addresses_machine(text: str) -> bool:
    """Whether `text` seems to give orders to a program that reads it."""
    return bool(_TO_MACHINES.search(text))


def addresses_reader(text: str) -> bool:
    """Whether `text` asks its reader to do something."""
    return bool(_TO_READERS.search(text))
