# ruff: noqa: E501 - sample wordings are best read whole
"""What a form prints: labels as municipalities and associations word them, headings, notes, statements."""

from __future__ import annotations

SECTIONS = {
    "choice": ("I. Кластер учења", "I. Learning cluster"),
    "unit": ("II. Подаци о локалној самоуправи", "II. Local self-government"),
    "contact": ("III. Контакт особа", "III. Contact person"),
    "before": ("IV. Претходно учешће", "IV. Earlier participation"),
    "reasons": ("V. Образложење", "V. Reasons"),
    "end": ("VI. Изјаве и потпис", "VI. Statements and signature"),
}

SECTION_OF = {
    "choice": ("cluster", "approach"),
    "unit": ("municipality", "address", "official_email", "official_phone", "website", "head_name"),
    "contact": ("contact_name", "contact_position", "contact_email", "contact_phone", "members"),
    "before": ("webinars", "ecourses"),
    "reasons": ("situation", "motivation", "experience", "plan", "resources", "partners"),
    "end": ("commitment", "accuracy", "privacy", "place", "signed_on", "signatory"),
}

# Ijekavian Cyrillic and English. The first is the official wording; a bare word stands only in its own section.
LABELS: dict[str, tuple[tuple[str, str], ...]] = {
    "cluster": (
        ("Друштвени приступ и кластер учења за који се локална самоуправа пријављује (означити само један)", "Social approach and learning cluster applied for (mark one only)"),
        ("Кластер учења", "Learning cluster"),
        ("Кластер за учење (одабрати један)", "Learning cluster (choose one)"),
        ("Друштвени приступ", "Social approach"),
        ("Кластер за који се пријављујемо", "Cluster we are applying for"),
        ("Одабрани кластер учења*", "Selected learning cluster*"),
        ("Избор кластера учења (заокружити/означити)", "Choice of learning cluster (mark)"),
    ),
    "approach": (
        ("Подгрупа (само за моделе укључивања мањина)", "Subgroup (models for inclusion of minorities only)"),
        ("Тематска подгрупа", "Thematic subgroup"),
    ),
    "municipality": (
        ("Назив општине, односно града", "Name of the municipality or city"),
        ("Назив јединице локалне самоуправе (ЈЛС)", "Name of the local self-government unit"),
        ("Општина/град", "Municipality/City"),
        ("Подносилац пријаве", "Applicant"),
        ("Назив локалне самоуправе*", "Local self-government*"),
        ("Локална самоуправа (пун назив)", "Local government unit (full name)"),
        ("Назив ЈЛС", "LSG name"),
    ),
    "address": (
        ("Адреса (улица и број, поштански број, мјесто)", "Address (street and number, postcode, place)"),
        ("Адреса сједишта", "Address of the seat"),
        ("Адреса", "Address"),
        ("Поштанска адреса општине/града", "Postal address of the municipality"),
    ),
    "official_email": (
        ("Службена адреса е-поште", "Official e-mail address"),
        ("Службени e-mail општине/града", "Official e-mail of the municipality"),
        ("Званична е-пошта", "Official e-mail"),
    ),
    "official_phone": (
        ("Телефон", "Telephone"),
        ("Службени телефон", "Official telephone"),
        ("Телефон општине / града", "Telephone of the municipality"),
        ("Број телефона", "Phone number"),
    ),
    "website": (
        ("Интернет страница", "Website"),
        ("Веб страница (www)", "Web site"),
        ("Званична интернет страница", "Official website"),
    ),
    "head_name": (
        ("Име и презиме начелника општине, односно градоначелника", "Name of the head of the municipality or mayor"),
        ("Начелник / градоначелник", "Mayor"),
        ("Овлашћено лице (име и презиме)", "Authorised person (name and surname)"),
        ("Начелник општине/Градоначелник", "Head of municipality / mayor"),
    ),
    "contact_name": (
        ("Име и презиме контакт особе", "Name of the contact person"),
        ("Контакт особа", "Contact person"),
        ("Лице за контакт", "Contact person (name and surname)"),
        ("Особа за контакт - име и презиме", "Contact person - full name"),
        ("Контакт особа испред ЈЛС", "Contact person of the LSG"),
    ),
    "contact_position": (
        ("Функција и одјељење", "Position and department"),
        ("Позиција/радно мјесто контакт особе", "Position/job title of the contact person"),
        ("Радно мјесто", "Job title"),
        ("Функција", "Position"),
    ),
    "contact_email": (
        ("Е-пошта контакт особе", "E-mail of the contact person"),
        ("E-mail", "E-mail"),
        ("E-mail адреса контакт особе", "E-mail address of contact person"),
        ("Имејл лица за контакт", "Contact e-mail"),
        ("Е-маил", "Email"),
        ("Адреса е-поште", "E-mail address"),
    ),
    "contact_phone": (
        ("Телефон контакт особе", "Telephone of the contact person"),
        ("Телефон", "Phone"),
        ("Контакт телефон", "Contact phone"),
        ("Тел./моб.", "Tel./mob."),
        ("Број мобилног телефона", "Mobile phone number"),
    ),
    "members": (
        ("Предложени чланови кластера (име и презиме, функција, установа, е-пошта)", "Nominated cluster members (name, position, institution, e-mail)"),
        ("Предложени чланови кластера", "Nominated cluster members"),
        ("Чланови кластера", "Cluster members"),
    ),
    "webinars": (
        ("Вебинари НАЛАС-а о друштвеним приступима у којима је локална самоуправа учествовала", "NALAS webinars on social approaches attended"),
        ("Похађани вебинари НАЛАС-а", "NALAS webinars attended"),
    ),
    "ecourses": (
        ("Успјешно завршени НАЛАС-ови курсеви е-учења (назив, полазник)", "NALAS e-learning courses completed (title, participant)"),
        ("Завршени курсеви е-учења", "E-learning courses completed"),
    ),
    "situation": (
        ("Кратак опис стања и рањивих група на подручју локалне самоуправе (до 200 ријечи)", "Short description of the situation and of vulnerable groups in the area (up to 200 words)"),
        ("Опис стања и рањивих група", "Situation and vulnerable groups"),
    ),
    "motivation": (
        ("Разлози за пријаву и очекивани резултати (до 200 ријечи)", "Reasons for applying and expected results (up to 200 words)"),
        ("Мотивација", "Motivation"),
        ("Разлози за пријаву", "Reasons for applying"),
        ("Мотивација за учешће у кластеру (до 300 ријечи)", "Motivation for taking part in the cluster (up to 300 words)"),
        ("Образложење", "Reasons for application"),
    ),
    "experience": (
        ("Постојеће услуге и искуство у одабраном приступу", "Existing services and experience with the approach chosen"),
        ("Досадашње искуство", "Previous experience"),
    ),
    "plan": (
        ("Почетна замисао концепта и мјесто примјене", "First idea of the concept and place of application"),
        ("Почетна идеја концепта", "First idea of the concept"),
    ),
    "resources": (
        ("Властити ресурси (људски, финансијски, просторни)", "Own resources (staff, funds, premises)"),
        ("Расположиви ресурси", "Available resources"),
    ),
    "partners": (
        ("Партнери (центар за социјални рад, удружења, друге установе)", "Partners (centre for social work, associations, other institutions)"),
        ("Партнери", "Partners"),
    ),
    "place": (("Мјесто", "Place"),),
    "signed_on": (("Датум", "Date"), ("Датум пријаве", "Date of application")),
    "place_date": (("Мјесто и датум", "Place and date"),),
    "signatory": (
        ("Потпис овлашћеног лица и печат", "Signature of the authorised person and stamp"),
        ("Потпис и печат", "Signature and stamp"),
    ),
}  # fmt: skip

STATEMENTS: dict[str, tuple[tuple[str, str], ...]] = {
    "commitment": (
        ("Изјава о учешћу у сва три регионална догађаја и у периодима концептуализације и примјене", "Commitment to take part in all three regional events and in the conceptualisation and application periods"),
        ("Обавезујемо се на учешће у сва три регионална догађаја", "We commit to take part in all three regional events"),
    ),
    "accuracy": (
        ("Изјава да су подаци тачни", "Statement that the information is correct"),
        ("Изјављујемо да су наведени подаци тачни", "We declare that the information is correct"),
    ),
    "privacy": (
        ("Сагласност за обраду личних података у сврху пријаве", "Consent to processing of personal data for this application"),
        ("Сагласни смо са обрадом личних података", "We consent to the processing of personal data"),
    ),
}  # fmt: skip

MEMBER_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "name": (("Име и презиме", "Name and surname"), ("Име и презиме члана", "Name")),
    "position": (("Функција", "Position"), ("Радно мјесто", "Job title")),
    "institution": (("Установа", "Institution"), ("Институција", "Organisation")),
    "email": (("Е-пошта", "E-mail"), ("E-mail", "E-mail address")),
    "english": (("Ниво знања енглеског језика (A1–C2)", "Level of English (A1–C2)"), ("Енглески језик", "English")),
}

TITLES = (
    ("Прилог 2", "Образац за пријаву"), ("Прилог 2 – Образац за пријаву",), ("Анекс 2: Пријавни образац",), ("ОБРАЗАЦ ЗА ПРИЈАВУ", "Позив за учешће у Кластеру учења о друштвеном приступу"),
    ("Прилог 2.", "Образац за пријаву за учешће у Кластеру учења"),
)  # fmt: skip
TITLES_EN = (
    ("Annex 2", "Application Form"),
    ("Annex 2 – Application form", "Call for participation in the Learning Cluster on a social approach"),
)

NOTES = (
    ("Рок за достављање пријаве је 13. септембар 2021. године, на адресу info@alvrs.com.", "The deadline is 13 September 2021; send the form to info@alvrs.com."),
    ("Напомена: локална самоуправа може се пријавити само за један кластер учења.", "Note: a local self-government may apply for one learning cluster only."),
    ("Савез општина и градова Републике Српске, Бања Лука, тел. 051 926 210, info@alvrs.com", "Association of Municipalities and Towns of Republic of Srpska, Banja Luka, tel. 051 926 210, info@alvrs.com"),
    ("Образац попунити читко и послати у Word формату. Додатне информације: Гордана Ковачевић, info@alvrs.com.", "Please fill in the form and send it as a Word file. Further information: info@alvrs.com."),
    ("Домаћин кластера за мобилне теренске тимове је Савез општина и градова Републике Српске.", "The mobile teams cluster is hosted by the Association of Municipalities and Towns of Republic of Srpska."),
    ("Поља означена звјездицом (*) су обавезна.", "Fields marked with a star (*) are required."),
)  # fmt: skip

FEET = (
    (
        "Попуњен образац послати најкасније до 13.09.2021. на info@alvrs.com.",
        "Send the completed form by 13.09.2021 to info@alvrs.com.",
    ),
    ("Хвала на интересовању!", "Thank you for your interest!"),
)

HINTS = {
    "official_email": ("(нпр. info@opstina.example)", "(e.g. info@opstina.example)"),
    "contact_email": ("(нпр. ime.prezime@opstina.example)", "(e.g. name.surname@opstina.example)"),
    "contact_phone": ("(нпр. 051/123-456)", "(e.g. 051/123-456)"),
    "signed_on": ("(дд.мм.гггг)", "(dd.mm.yyyy)"),
}

YES_NO = (("ДА", "НЕ", "YES", "NO"), ("Да", "Не", "Yes", "No"))
PROMPTS = (
    ("Кликните овдје да унесете текст.", "Click here to enter text."),
    ("Click or tap here to enter text.", "Click or tap here to enter text."),
)
PICK = (("Изаберите ставку.", "Choose an item."), ("Choose an item.", "Choose an item."))
