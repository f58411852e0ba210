"""What stands after a word like "password": a value, a placeholder, a pointer, or just prose."""

from __future__ import annotations

import re

_PLACEHOLDER = re.compile(
    r"[*•●·.…_\-–—xX#?¿○#=|/\\]+"
    r"|[<\[{(].*|(?-i:\$\{?[A-Z][A-Z0-9_]*\}?|\$\([^)]*\)?|%[A-Z][A-Z0-9_]*%)"
    r"|(?:op|bw|vault|keepass|keychain|https?|pass)://.*"
    r"|(?:your|my|the|tu|mi|su)[_-][a-z_-]+"
    r"|(?:tbd|tba|todo|none|n/a|na|null|nil|nope|no|yes|unknown|pending|example|sample|changeme"
    r"|redacted|hidden|removed|omitted|blank|empty|ninguna|ninguno|pendiente|falta|oculta|oculto"
    r"|desconocida|ejemplo|vacía|vacia|sí|si|true|false|ok)",
    re.IGNORECASE | re.DOTALL,
)
_POINTER = re.compile(
    r"(?:(?:it'?s |is |está |esta )?(?:in|at|on|see|ask|look|kept|stored|saved|find|found"
    r"|from|via|with"
    r"|under|inside|lives|held|behind|per|en|ver|véase|mira|mirar|pregunta|preguntar|preguntad"
    r"|pide|pedir|pídela|guardada|guardado|consulta|consultar|la|lo|con|de|desde|según"
    r"|buscar|está)(?![\w!@#$%&-])"
    r"|(?:1password|bitwarden|vaultwarden|keepass|keepassxc|lastpass|dashlane|nordpass|enpass"
    r"|roboform|keeper|proton ?pass|vault|keychain|llavero|passbolt|psono|hashicorp|password"
    r"|same|misma|mismo|sso|google|apple|magic|biometric|face|touch|none)(?![\w!@#$%&-]))",
    re.IGNORECASE,
)
_PROSE = frozenset(
    """
    a about after again all an and any are as asked asks at be been before but by can cannot change
    changed changes changing check confusing could default did do does doesn doesn't done
    enter error every everyone expire expired expires expiring feature field fixed flow for forgot
    forgotten form get gets good got had has have help hint how i if invalid is isn't issue it its
    just last later length link list lost mail make manager manual may maybe me min minimum missing
    more must need needed needs never new next nobody not note now of off ok old once one only
    optional or our out over page please policy prompt protected put recover remind reminder remove
    renew renewal repeat replace required reset resets rotate rotated rotation rule rules
    screen security send sent set setup share shared sharing should show since some still strength
    strong team test tested tests that the then there these they this to today tomorrow too two
    try until up update updated use used using wait was we weak weekly what when where which who why
    will work works would wrong yet you your
    actualizada actualizar al ahora algo antes aún cada caduca caducada cambia cambiada cambiado
    cambiamos cambiar cambiarla cambio como compartida cuando de debe del desde después el elegir
    era es esa ese esta está fácil falta fue ha hay hemos hoy igual incorrecta la larga las lo los
    luego mala mañana más mejor mi mínimo misma muy nadie nada necesita no nos nueva nuevo nunca
    obligatoria olvidada olvidado otra otro para pedirla perdida pero poner por primero probar que
    quien quién quitar renovar repetir restablecer revisar revisión rotar se sea segura seguro ser
    si sigue sin solo su tener tiene toca todas todo todos tres tu un una usar usa vieja viejo ya
    """.split()
)
_DESCRIBES = re.compile(
    r"\w{2,}(?:ed|ing|able|ible|ory|ly|al|ive|ful|less|ent|ant|ada|ado|ida|ido|oria|orio"
    r"|ante|ente|mente)",
    re.IGNORECASE,
)
_UNITS = (
    r"(?:chars?|m|h|d|w|x|s|k|kb|mb|gb|tb|px|pt|cm|mm|km|kg|g|ml|l|min|mins|hr|hrs|day|days"
    r"|eur|usd|gbp|am|pm"
    r"|st|nd|rd|th|ª|º|%|€|\$|£|ers?|as|os|pcs|uds?|pp|lbs?|oz)"
)
_PLAIN = re.compile(
    rf"[€$£~+-]?\d+(?:[.,:]\d+)*{_UNITS}?"
    rf"|\d+[hx×-]\d+{_UNITS}?"
    r"|\d{1,4}(?:[-/.:]\d{1,4}){1,2}(?:h|am|pm)?"
    r"|\d{4}-?w\d\d|\d{4}-\d\d-\d\dt[\d:.+z-]+"
    r"|v\d+(?:\.\d+)*(?:[-.]?(?:rc|beta|alpha|b)\d*)?"
    r"|[#@+~].*"
    r"|[^\s@]+@[^\s@]+\.[a-z]{2,}"
    r"|\S*(?:://|www\.)\S*|[/~.]?/\S*"
    r"|[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|io|es|de|eu|co|uk|fr|it|mx|us|app|dev|shop|store"
    r"|info|me"
    r"|pdf|png|jpe?g|gif|svg|webp|docx?|xlsx?|csv|txt|md|zip|mp[34]|mov|html?|php|js|css"
    r"|json|ya?ml)"
    r"(?:/\S*)?"
    r"|(?:(?:iphone|ios|ipados|ipad|android|windows|win|php|python|html|css|http|utf|sha"
    r"|wpa|office"
    r"|microsoft|m|galaxy|pixel|web|oauth|ga|base|mp|log|es|h|md|java|macos|node|figma|shopify|"
    r"mac|ps|xbox|covid|photoshop|wordpress|wp|angular|vue|drupal|joomla|magento)-?\d{1,4}\w?)"
    r"|1password\S*|[0-9]+-?(?:fa|factor|step|in-1|d|b|up)|b2[bc]\w*|a11y|i18n|l10n|k8s|3ds|log4j"
    r"|c2pa|p2p|mp3s|e2ee?",
    re.IGNORECASE,
)
_CASE_PLAIN = re.compile(
    r"[A-Z]{1,6}[-_./#]?\d{1,10}[A-Z]?|[A-Z]{2,}(?:-[A-Z0-9]+)*-\d+|\d{1,3}[A-Z]{1,3}"
)
"""Numbers of orders, tickets, articles, quarters: ZD-10432, INV2024, Q3."""
_SIGN = re.compile(r"\w[!@#$%^=~|\\&*?]+\w|[!@#$%^]{2}")
_HUMP = re.compile(r"[a-z][A-Z]")
_CLAUSE_END = re.compile(
    r"\s*(?:$|[\r\n.,;)\]}\"'”’»`|<!?]|\s[-–—/|+(]\s?|\s(?:and|y|e|then|user|for|para)\b)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")

_HUMPS = 2
_SHORTEST = 4
_LONG = 8
_CLASSES = 3


def is_placeholder(value: str) -> bool:
    """Whether a value only stands for one: "****", "<ask>", "${VAR}", "TBD", a link to a vault."""
    bare = value.strip().strip("\"'`“”‘’«».,;:")
    return not bare or bool(_PLACEHOLDER.fullmatch(bare)) or len(set(bare)) == 1


def is_pointer(text: str) -> bool:
    """Whether the text says where to look: "in 1Password, item Shop", "ver Bitwarden"."""
    return _POINTER.match(text.lstrip()) is not None


def is_prose(text: str) -> bool:
    """Whether the text begins like a sentence about passwords: "needs changing", "cambiar hoy"."""
    first = re.match(r"[\s\"'(]*([^\W\d_]+(?:'[a-z]+)?)", text)
    return first is not None and first[1].lower() in _PROSE


def describes(word: str) -> bool:
    """Whether a plain word reads like a quality of something: "expired", "obligatoria"."""
    return word.lower() in _PROSE or _DESCRIBES.fullmatch(word) is not None


def is_odd(token: str) -> bool:
    """Whether a token is no word, number, date, id, file or address, but mixed like a password."""
    bare = token.rstrip("!?.,;:")
    if len(token) < _SHORTEST + 1 or _PLAIN.fullmatch(bare) or _CASE_PLAIN.fullmatch(bare):
        return False
    has_digit = any(one.isdigit() for one in token)
    has_letter = any(one.isalpha() for one in token)
    if has_digit and has_letter:
        return True
    if has_letter and _SIGN.search(token):
        return True
    return len(token) >= _LONG and len(_HUMP.findall(token)) >= _HUMPS


def is_datum(token: str) -> bool:
    """Whether a token is a number, a date, an address, a file: no password, even after a colon."""
    bare = token.rstrip("!?.,;:")
    is_word = bare[:1].isalpha() and "." not in bare and "@" not in bare and "/" not in bare
    return not is_word and _PLAIN.fullmatch(bare) is not None


def is_very_odd(token: str) -> bool:
    """An odd token of at least eight characters and three classes of them."""
    return is_odd(token) and len(token) >= _LONG and classes(token) >= _CLASSES


def classes(token: str) -> int:
    """How many of lower case, upper case, digits and signs there are (hyphens are no signs)."""
    kinds = (
        any(one.islower() for one in token),
        any(one.isupper() for one in token),
        any(one.isdigit() for one in token),
        any(not one.isalnum() and one not in "-_./'" for one in token),
    )
    return sum(kinds)


def ends_clause(text: str, at: int) -> bool:
    """Whether what was said is over at this place of the text."""
    return _CLAUSE_END.match(text, at) is not None


def is_year(digits: str) -> bool:
    """Whether four digits may be a year."""
    return _YEAR.fullmatch(digits) is not None
