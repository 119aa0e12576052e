"""How payers and their banks write names and references, with their habits, cuts and mistakes."""

import string
import words
from portfolio import euros, plain


def payer_name(rng, customer):
    """The payer's name as its own bank holds it: the legal form moves about, words get shortened."""
    name, form = plain(customer.name), customer.legal_form
    shape = rng.random()
    if shape < 0.35:
        name = f"{form} {name}".strip()
    elif shape < 0.65:
        name = f"{name} {form}".strip()
    elif shape < 0.72 and not form and name.count(" ") == 1:
        name = " ".join(reversed(name.split(" ")))  # surname first
    for long, short, share in (("ETABLISSEMENTS", "ETS", 0.7), ("SOCIETE", "STE", 0.6), ("ENTREPRISE", "ENT", 0.4),
                               (" & ", " ET ", 0.5), ("SAINT-", "ST ", 0.3), ("-", " ", 0.5), ("'", " ", 0.5)):
        if long in name and rng.random() < share:
            name = name.replace(long, short)
    if rng.random() < 0.08:
        name = name[:27]
    elif rng.random() < 0.02:
        name = name[:20]
    return name.strip()[:54]


def cased(rng, style, text):
    """What stays of accents and lower case, once for all formats."""
    return text if style.keeps_accents or rng.random() < 0.5 else plain(text)


def day_text(rng, day):
    return day.strftime(rng.choice(("%d/%m/%Y", "%d/%m/%y", "%d/%m", "%d.%m.%Y", "%d%m%Y")))


def fill(rng, template, customer, items, today, **more):
    first = items[0] if items else None
    due = max((item.due for item in items), default=today)
    values = {
        "date": day_text(rng, first.issued if first else today),
        "due": day_text(rng, due), "today": day_text(rng, today),
        "month": words.MONTHS[(first.issued if first else today).month - 1],
        "own": rng.choice(("", "OD", "VIR", "R")) + str(rng.randint(1000, 9999999)),
        "po": (first.purchase_order if first else "") or f"CDE{rng.randint(1000, 99999)}",
        "id": customer.id if customer else "",
        "amount": euros(sum(item.left for item in items)).replace(".", ","),
        "ref": "", "credit": "",
    }
    values.update(more)
    return template.format(**values).strip()[:140]


def written(rng, number):
    """An undamaged number as a payer types it: separators may go or change, letters may be lower."""
    shape = rng.random()
    if shape < 0.7:
        return number
    if shape < 0.82:
        return "".join(c for c in number if c.isalnum())
    if shape < 0.92:
        return "".join(c if c.isalnum() else rng.choice("-/ .") for c in number)
    return number.lower()


def separator(rng, style):
    return rng.choice(style.separators)


def listing(rng, style, numbers):
    """Several numbers; later ones of one series may lose what they share with the first."""
    shape = rng.random()
    between = separator(rng, style)
    if shape < 0.25:
        head = numbers[0].rstrip(string.digits)
        if head and all(n.rstrip(string.digits) == head for n in numbers):
            return numbers[0] + "".join(between + n[len(head):] for n in numbers[1:])
    return between.join(written(rng, number) for number in numbers)


# --- damages: each takes the number and gives what is left of it, or null where it cannot happen


def without_prefix(rng, number):
    digits = number.lstrip(string.ascii_letters + "-/")
    return digits if digits != number else None


def running_number_alone(rng, number):
    tail = number[len(number.rstrip(string.digits)):]
    return tail if 4 <= len(tail) < len(number) else None


def without_zeros(rng, number):
    head = number.rstrip(string.digits)
    tail = number[len(head):]
    return head + tail.lstrip("0") if tail.startswith("0") and tail.strip("0") and head else None


def without_year(rng, number):
    for year in ("2025", "2026"):
        if year in number and not number.startswith(year):
            return number.replace(year, "", 1).replace("--", "-")
    return None


def letter_for_digit(rng, number):
    places = [i for i, c in enumerate(number) if c in "01"]
    if not places:
        return None
    place = rng.choice(places)
    return number[:place] + {"0": "O", "1": "I"}[number[place]] + number[place + 1:]


def wrong_digit(rng, number):
    place = rng.choice([i for i, c in enumerate(number) if c.isdigit()][-4:])
    return number[:place] + rng.choice([d for d in string.digits if d != number[place]]) + number[place + 1:]


def swapped_digits(rng, number):
    places = [i for i in range(len(number) - 1)
              if number[i].isdigit() and number[i + 1].isdigit() and number[i] != number[i + 1]]
    if not places:
        return None
    place = rng.choice(places[-3:])
    return number[:place] + number[place + 1] + number[place] + number[place + 2:]


def broken_by_blank(rng, number):
    place = rng.randint(2, len(number) - 2)
    return f"{number[:place]} {number[place:]}"


def doubled_digit(rng, number):
    place = rng.choice([i for i, c in enumerate(number) if c.isdigit()])
    return number[:place] + number[place] + number[place:]


def cut_short(rng, number):
    return number[:-1] if len(number) > 6 else None


def other_prefix(rng, number):
    head = number[:len(number) - len(number.lstrip(string.ascii_letters))]
    return rng.choice(("FACT", "FC", "FAC", "INV")) + number[len(head):] if head else None


DAMAGES = ((without_prefix, 22), (running_number_alone, 14), (without_zeros, 10), (without_year, 10),
           (letter_for_digit, 8), (wrong_digit, 9), (swapped_digits, 9), (broken_by_blank, 10),
           (doubled_digit, 3), (cut_short, 4), (other_prefix, 6))


def damaged(rng, number):
    while True:
        damage = rng.choices([d for d, _ in DAMAGES], [w for _, w in DAMAGES])[0]
        result = damage(rng, number)
        if result and result != number:
            return result
