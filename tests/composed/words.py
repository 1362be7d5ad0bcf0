# ruff: noqa: E501 - sample wordings are best read whole
"""What composed forms print beyond the words of the other sets: labels, questions in sentences, hints, headings."""

from __future__ import annotations

from typing import TypeAlias

Pair: TypeAlias = tuple[str, str]  # ijekavian Cyrillic, English

SECTIONS: dict[str, tuple[Pair, ...]] = {
    "choice": (("Кластер учења", "Learning cluster"), ("Избор кластера", "Choice of the cluster")),
    "unit": (
        ("Подаци о локалној самоуправи", "Local self-government"),
        ("Подаци о подносиоцу пријаве", "Information on the applicant"),
        ("Општина / град", "Municipality / city"),
    ),
    "contact": (("Контакт особа", "Contact person"), ("Подаци о контакт особи", "Information on the contact person")),
    "members": (
        ("Чланови кластера", "Cluster members"),
        ("Представници општине у кластеру", "Representatives in the cluster"),
    ),
    "before": (
        ("Претходно учешће", "Earlier participation"),
        ("Учешће у активностима НАЛАС-а", "Participation in NALAS activities"),
    ),
    "reasons": (("Образложење пријаве", "Reasons for the application"), ("О вашој пријави", "About your application")),
    "end": (("Изјаве и потпис", "Statements and signature"), ("Изјава подносиоца", "Statement of the applicant")),
}

# A label in words that the call knows or that anybody would use instead.
LABELS: dict[str, tuple[Pair, ...]] = {
    "cluster": (("Кластер учења за који се пријављујемо", "Learning cluster we apply for"), ("Друштвени приступ", "Social approach"), ("Одабрани кластер", "Selected cluster"), ("Избор кластера учења", "Choice of learning cluster"), ("Кластер за који се општина/град пријављује", "Cluster the municipality applies for"), ("Тема кластера учења", "Learning cluster")),
    "approach": (("Подгрупа", "Subgroup"), ("Тематска подгрупа", "Thematic subgroup"), ("Приступ унутар кластера", "Approach within the cluster")),
    "municipality": (("Назив општине/града", "Name of the municipality/city"), ("Назив јединице локалне самоуправе", "Name of the local self-government unit"), ("Општина/град", "Municipality/city"), ("Подносилац пријаве", "Applicant"), ("Пун назив подносиоца пријаве", "Full name of the applicant"), ("Локална самоуправа", "Local self-government"), ("Назив општине односно града", "Name of the municipality or city")),
    "address": (("Адреса", "Address"), ("Сједиште и адреса", "Seat and address"), ("Улица и број, поштански број и мјесто", "Street and number, postcode and town"), ("Адреса општине/града", "Address of the municipality/city"), ("Поштанска адреса", "Postal address"), ("Адреса сједишта", "Address of the seat")),
    "official_email": (("Службена е-пошта", "Official e-mail"), ("Званична e-mail адреса", "Official e-mail address"), ("E-mail општине/града", "E-mail of the municipality/city"), ("Службени имејл општине", "Official e-mail of the municipality"), ("Е-пошта локалне самоуправе", "E-mail of the local self-government")),
    "official_phone": (("Службени телефон", "Official telephone"), ("Телефон општине/града", "Telephone of the municipality/city"), ("Број телефона општине", "Phone number of the municipality"), ("Телефон централе", "Switchboard"), ("Телефон/факс општине", "Official phone")),
    "website": (("Интернет страница", "Website"), ("Веб страница", "Web page"), ("Веб-сајт општине", "Website of the municipality"), ("Интернет адреса", "Web address"), ("Званична веб страница", "Official website")),
    "head_name": (("Име и презиме начелника/градоначелника", "Name of the mayor"), ("Начелник/градоначелник", "Mayor"), ("Начелник општине односно градоначелник", "Head of the municipality or mayor"), ("Овлашћено лице", "Authorised person"), ("Законски заступник", "Legal representative")),
    "contact_name": (("Контакт особа", "Contact person"), ("Име и презиме контакт особе", "Name of the contact person"), ("Лице за контакт", "Name of contact person"), ("Особа за контакт (име и презиме)", "Contact person (name and surname)"), ("Координатор испред локалне самоуправе", "Focal point")),
    "contact_position": (("Функција контакт особе", "Position of the contact person"), ("Радно мјесто контакт особе", "Job title of the contact person"), ("Позиција и одјељење контакт особе", "Position and department of the contact person"), ("Функција лица за контакт", "Position of contact person")),
    "contact_email": (("Е-пошта контакт особе", "E-mail of the contact person"), ("E-mail контакт особе", "Contact e-mail"), ("Имејл лица за контакт", "E-mail address of the contact person"), ("E-mail адреса контакт особе", "E-mail of contact person")),
    "contact_phone": (("Телефон контакт особе", "Telephone of the contact person"), ("Мобилни телефон контакт особе", "Mobile number of the contact person"), ("Контакт телефон", "Contact telephone"), ("Број телефона контакт особе", "Phone number of the contact person")),
    "members": (("Предложени чланови кластера", "Nominated cluster members"), ("Чланови кластера учења", "Members of the learning cluster"), ("Представници који ће учествовати у кластеру", "Representatives who will take part in the cluster"), ("Номиновани чланови", "Nominated members")),
    "webinars": (("Похађани вебинари НАЛАС-а", "NALAS webinars attended"), ("Учешће на вебинарима НАЛАС-а", "Participation in NALAS webinars"), ("Вебинари", "Webinars")),
    "ecourses": (("Завршени курсеви е-учења", "E-learning courses completed"), ("НАЛАС е-курсеви", "NALAS e-courses"), ("Завршени е-курсеви", "Completed e-courses")),
    "situation": (("Опис стања и рањивих група", "Situation and vulnerable groups"), ("Кратак опис стања", "Short description of the situation"), ("Тренутно стање и рањиве групе", "Current situation and vulnerable groups"), ("Рањиве групе на подручју општине", "Vulnerable groups in the municipality")),
    "motivation": (("Разлози за пријаву", "Reasons for applying"), ("Мотивација за учешће", "Motivation for participation"), ("Образложење и очекивани резултати", "Motivation and expected results"), ("Разлози пријављивања и очекивања", "Reasons for applying and expected results")),
    "experience": (("Досадашње искуство", "Previous experience"), ("Постојеће услуге и искуство", "Existing services and experience"), ("Искуство у одабраном приступу", "Experience with the approach chosen"), ("Претходно искуство у овој области", "Previous experience in this field")),
    "plan": (("Почетна идеја концепта", "First idea of the concept"), ("План примјене", "Plan of application"), ("Почетна замисао и мјесто примјене", "First idea and place of application"), ("Идеја концепта и мјесто примјене", "Concept idea and place of application")),
    "resources": (("Расположиви ресурси", "Available resources"), ("Властити ресурси", "Own resources"), ("Људски, финансијски и просторни ресурси", "Staff, funds and premises"), ("Ресурси које општина може обезбиједити", "Resources the municipality can provide")),
    "partners": (("Партнери", "Partners"), ("Партнерске организације", "Partner organisations"), ("Локални партнери", "Local partners"), ("Партнери у примјени", "Partner institutions")),
    "place": (("Мјесто", "Place"), ("Мјесто потписивања", "Place of signature")),
    "signed_on": (("Датум", "Date"), ("Датум подношења пријаве", "Date of application"), ("Датум потписивања", "Date of signature")),
    "place_date": (("Мјесто и датум", "Place and date"), ("Датум и мјесто", "Date and place")),
    "signatory": (("Потпис овлашћеног лица", "Signature of the authorised person"), ("Потпис и печат", "Signature and stamp"), ("Име и презиме овлашћеног лица и потпис", "Name and signature of the authorised person")),
}  # fmt: skip

# Labels that only the heading of their section makes plain.
BARE: dict[str, tuple[Pair, ...]] = {
    "municipality": (("Назив", "Official name"), ("Пун назив", "Full legal name")),
    "official_email": (("Е-пошта", "E-mail"), ("E-mail адреса", "E-mail address")),
    "official_phone": (("Телефон", "Telephone"), ("Број телефона", "Phone number")),
    "contact_name": (("Име и презиме", "Name and surname"),),
    "contact_position": (("Функција", "Position"), ("Радно мјесто", "Job title")),
    "contact_email": (("Е-пошта", "E-mail"), ("Имејл", "E-mail address")),
    "contact_phone": (("Телефон", "Telephone"), ("Тел./моб.", "Tel./mob."), ("Мобилни телефон", "Mobile phone")),
}  # fmt: skip

# For forms that ask in sentences.
ASKED: dict[str, tuple[Pair, ...]] = {
    "cluster": (("За који кластер се пријављујете", "Which cluster are you applying for"), ("Који кластер учења бирате", "Which learning cluster do you choose")),
    "approach": (("Који од два приступа бирате", "Which of the two approaches do you choose"),),
    "municipality": (("Која општина, односно град подноси пријаву", "Which municipality or city is applying"), ("Како гласи пун назив општине", "What is the full name of the municipality")),
    "address": (("Гдје се налази сједиште општине", "Where is the seat of the municipality"), ("Која је адреса општине", "What is the address of the municipality")),
    "official_email": (("Која је службена адреса е-поште општине", "What is the official e-mail address of the municipality"),),
    "official_phone": (("Који је службени број телефона општине", "What is the official telephone number of the municipality"),),
    "website": (("Која је интернет страница општине", "What is the website of the municipality"),),
    "head_name": (("Ко је начелник, односно градоначелник", "Who is the mayor"),),
    "contact_name": (("Ко је контакт особа", "Who is the contact person"), ("Ко ће бити особа за контакт", "Who will be the contact person")),
    "contact_position": (("На којем радном мјесту ради контакт особа", "What is the position of the contact person"),),
    "contact_email": (("Која је е-пошта контакт особе", "What is the e-mail of the contact person"),),
    "contact_phone": (("Који је број телефона контакт особе", "What is the telephone number of the contact person"),),
    "members": (("Кога предлажете за чланове кластера", "Whom do you nominate as cluster members"), ("Ко ће учествовати у раду кластера", "Who will take part in the cluster")),
    "webinars": (("На којим вебинарима НАЛАС-а сте учествовали", "Which NALAS webinars did you attend"),),
    "ecourses": (("Које сте курсеве е-учења завршили", "Which e-learning courses have you completed"),),
    "situation": (("Какво је стање и које су рањиве групе", "What is the situation and which are the vulnerable groups"),),
    "motivation": (("Зашто се пријављујете и шта очекујете", "Why are you applying and what do you expect"),),
    "experience": (("Какво искуство имате и које услуге већ постоје", "What experience do you have and which services already exist"),),
    "plan": (("Како и гдје планирате примијенити приступ", "How and where do you plan to apply the approach"),),
    "resources": (("Којим ресурсима располажете", "Which resources do you have"),),
    "partners": (("Ко су ваши партнери", "Who are your partners"), ("Са ким ћете сарађивати", "With whom will you cooperate")),
}  # fmt: skip

# What a form prints to say how to answer: in a few words, and as a sentence.
HINTS: dict[str, tuple[Pair, Pair]] = {
    "cluster": (("означити само један", "mark one only"), ("Означите један од понуђених кластера.", "Please mark one of the clusters.")),
    "municipality": (("пун назив", "full name"), ("Упишите пун назив општине или града.", "Please enter the full name of the municipality or city.")),
    "address": (("улица и број, мјесто", "street and number, place"), ("Наведите улицу, број и мјесто.", "Please state street, number and place.")),
    "official_email": (("нпр. info@opstina.example", "e.g. info@opstina.example"), ("Упишите општу адресу е-поште.", "Please enter the general e-mail address.")),
    "official_phone": (("са позивним бројем", "with area code"), ("Упишите број са позивним бројем.", "Please enter the number with the area code.")),
    "head_name": (("име и презиме", "name and surname"), ("Упишите име и презиме.", "Please enter name and surname.")),
    "contact_name": (("име и презиме", "name and surname"), ("Наведите особу која је задужена за комуникацију.", "Please name the person in charge of communication.")),
    "contact_position": (("радно мјесто и одјељење", "job title and department"), ("Наведите радно мјесто и одјељење.", "Please state job title and department.")),
    "contact_email": (("адреса на коју се шаљу обавјештења", "address for notifications"), ("Упишите адресу на коју ћемо слати обавјештења.", "Please enter the address for notifications.")),
    "contact_phone": (("фиксни или мобилни", "landline or mobile"), ("Упишите фиксни или мобилни број.", "Please enter a landline or mobile number.")),
    "members": (("највише три особе", "three persons at most"), ("Наведите највише три особе.", "Please name three persons at most.")),
    "webinars": (("назив и датум", "title and date"), ("Наведите назив и датум вебинара.", "Please state title and date of the webinars.")),
    "ecourses": (("назив и полазник", "title and participant"), ("Наведите назив курса и полазнике.", "Please state the title of the course and the participants.")),
    "situation": (("до 200 ријечи", "up to 200 words"), ("Укратко опишите стање на подручју општине (највише 200 ријечи).", "Please describe the situation in the municipality (200 words at most).")),
    "motivation": (("највише 10 реченица", "10 sentences at most"), ("Наведите због чега се пријављујете и шта очекујете.", "Please state why you apply and what you expect.")),
    "experience": (("пројекти, услуге", "projects, services"), ("Наведите пројекте и услуге из претходних година.", "Please list projects and services of the last years.")),
    "plan": (("до пола странице", "up to half a page"), ("Опишите шта планирате и гдје.", "Please describe what you plan and where.")),
    "resources": (("људски, финансијски, просторни", "staff, funds, premises"), ("Наведите особље, средства и простор.", "Please list staff, funds and premises.")),
    "partners": (("установе и удружења", "institutions and associations"), ("Наведите установе и удружења са којима сарађујете.", "Please list institutions and associations you work with.")),
    "signed_on": (("дд.мм.гггг.", "dd.mm.yyyy"), ("Упишите датум.", "Please enter the date.")),
}  # fmt: skip

# Questions that the call does not ask: the section in which they stand, and an answer.
EXTRAS: tuple[tuple[str, Pair, Pair], ...] = (
    ("unit", ("Број становника", "Number of inhabitants"), ("34.120", "34,120")),
    ("unit", ("ЈИБ", "Tax number"), ("4401234560007", "4401234560007")),
    ("unit", ("Жиро рачун", "Bank account"), ("555-001-00012345-67", "555-001-00012345-67")),
    ("unit", ("Површина (km²)", "Area (km²)"), ("498", "498")),
    ("unit", ("Факс", "Fax"), ("051/334-901", "051/334-901")),
    ("before", ("Чланство у другим мрежама", "Membership in other networks"), ("Мрежа здравих градова", "Healthy Cities Network")),
    ("reasons", ("Оквирни буџет", "Approximate budget"), ("12.000 КМ", "12,000 BAM")),
    ("reasons", ("Трајање активности", "Duration of the activities"), ("девет мјесеци", "nine months")),
    ("contact", ("Познавање енглеског језика", "Knowledge of English"), ("добро", "good")),
)  # fmt: skip


PICK_LETTER: Pair = ("Слово испред одабраног кластера", "Letter of the selected cluster")
LETTERS: Pair = ("абвгдђежзијклљмнњопрстћуфхцчџш", "abcdefghijklmnopqrstuvwxyz")
