"""The labels of forms as applicants meet them: ijekavian, ekavian, Latin, English, both languages, loose wordings."""

from __future__ import annotations

_SR = {
    "cluster": "Друштвени приступ и кластер учења за који се локална самоуправа пријављује (означити само један)",
    "municipality": "Назив општине, односно града",
    "address": "Адреса (улица и број, поштански број, мјесто)",
    "official_email": "Службена адреса е-поште",
    "official_phone": "Службени телефон",
    "website": "Интернет страница",
    "head_name": "Име и презиме начелника општине, односно градоначелника",
    "contact_name": "Име и презиме контакт особе",
    "contact_position": "Функција и одјељење",
    "contact_email": "Е-пошта контакт особе",
    "contact_phone": "Телефон контакт особе",
    "situation": "Кратак опис стања и рањивих група на подручју локалне самоуправе (до 200 ријечи)",
    "motivation": "Разлози за пријаву и очекивани резултати (до 200 ријечи)",
    "experience": "Постојеће услуге и искуство у одабраном приступу",
    "resources": "Властити ресурси (људски, финансијски, просторни)",
    "partners": "Партнери (центар за социјални рад, удружења, друге установе)",
}
_LATN = {
    "cluster": "Klaster učenja",
    "municipality": "Naziv jedinice lokalne samouprave",
    "address": "Adresa",
    "official_email": "Službeni e-mail",
    "official_phone": "Službeni telefon",
    "website": "Web stranica",
    "head_name": "Načelnik / gradonačelnik",
    "contact_name": "Kontakt osoba",
    "contact_position": "Funkcija",
    "contact_email": "E-mail kontakt osobe",
    "contact_phone": "Telefon kontakt osobe",
    "situation": "Kratak opis stanja i ranjivih grupa",
    "motivation": "Obrazloženje / motivacija",
    "experience": "Postojeće usluge i iskustvo",
    "resources": "Vlastiti resursi",
    "partners": "Partneri",
}
_EKAVIAN = {
    **_SR,
    "contact_position": "Функција и одељење",
    "address": "Адреса (улица и број, поштански број, место)",
    "situation": "Кратак опис стања и рањивих група на подручју локалне самоуправе (до 200 речи)",
    "contact_name": "Лице за контакт",
    "contact_email": "Имејл лица за контакт",
    "contact_phone": "Телефон лица за контакт",
}
_EN = {
    "cluster": "Social approach and learning cluster applied for (mark one only)",
    "municipality": "Name of the municipality or city",
    "address": "Address",
    "official_email": "Official e-mail address",
    "official_phone": "Official telephone",
    "website": "Website",
    "head_name": "Name of the head of the municipality or mayor",
    "contact_name": "Name of the contact person",
    "contact_position": "Position and department",
    "contact_email": "E-mail of the contact person",
    "contact_phone": "Telephone of the contact person",
    "situation": "Short description of the situation and of vulnerable groups in the area (up to 200 words)",
    "motivation": "Reasons for applying and expected results (up to 200 words)",
    "experience": "Existing services and experience with the approach chosen",
    "resources": "Own resources (staff, funds, premises)",
    "partners": "Partners (centre for social work, associations, other institutions)",
}
LABELS = {
    "sr": _SR,
    "latn": _LATN,
    "ekavian": _EKAVIAN,
    "en": _EN,
    "both": {name: f"{_SR[name]} / {_EN[name]}" for name in _SR},
}
TITLES = {
    "sr": "Прилог 2 – Образац за пријаву",
    "latn": "Prilog 2 - Obrazac za prijavu",
    "ekavian": "ПРИЛОГ 2: ПРИЈАВНИ ОБРАЗАЦ",
    "en": "Annex 2 – Application form",
    "both": "Прилог 2 / Annex 2",
}
_OPTIONS_SR = {
    ("day-centre", None): "Дневни центри",
    ("awareness", None): "Повећање свијести о људским правима, недискриминацији и инклузији",
    ("mobile-teams", None): "Мобилни теренски тимови",
    ("minorities", "minorities-forum"): "Модели укључивања мањина – Форум за социјални дијалог",
    ("minorities", "minorities-commissioner"): "Модели укључивања мањина – Повјереник за мањине",
    ("idrm", None): "Инклузивно управљање ризиком од катастрофа",
}
_OPTIONS_LATN = {
    ("day-centre", None): "Dnevni centar",
    ("awareness", None): "Povećanje svijesti",
    ("mobile-teams", None): "Mobilni terenski timovi",
    ("minorities", "minorities-forum"): "Forum za socijalni dijalog",
    ("minorities", "minorities-commissioner"): "Komesar za manjine",
    ("idrm", None): "Inkluzivno upravljanje rizikom od katastrofa",
}
_OPTIONS_EN = {
    ("day-centre", None): "Day-care centres",
    ("awareness", None): "Awareness raising on human rights, non-discrimination and inclusion",
    ("mobile-teams", None): "Mobile outreach teams",
    ("minorities", "minorities-forum"): "Models for inclusion of minorities: Social Dialogue Forum",
    ("minorities", "minorities-commissioner"): "Models for inclusion of minorities: Minority Commissioner",
    ("idrm", None): "Inclusive disaster risk management",
}
OPTIONS = {
    "sr": _OPTIONS_SR,
    "latn": _OPTIONS_LATN,
    "ekavian": {k: v.replace("свијести", "свести").replace("Повјереник", "Повереник") for k, v in _OPTIONS_SR.items()},
    "en": _OPTIONS_EN,
    "both": {k: f"{v} / {_OPTIONS_EN[k]}" for k, v in _OPTIONS_SR.items()},
}
MEMBERS = {
    "sr": ("Име и презиме", "Функција", "Установа", "Е-пошта", "Ниво знања енглеског језика"),
    "latn": ("Ime i prezime", "Funkcija", "Ustanova", "E-mail", "Nivo znanja engleskog jezika"),
    "ekavian": ("Име и презиме", "Функција", "Установа", "Имејл", "Ниво знања енглеског језика"),
    "en": ("Name", "Position", "Institution", "E-mail", "English level"),
    "both": (
        "Име и презиме / Name",
        "Функција / Position",
        "Установа / Institution",
        "Е-пошта / E-mail",
        "Енглески / English level",
    ),
}
