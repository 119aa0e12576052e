"""Whom the creditor sells to and what they owe before the first bank day."""

import csv
import datetime
import unicodedata
from dataclasses import dataclass, field
from types import SimpleNamespace

import words

FIRST_BANK_DAY = datetime.date(2026, 3, 2)


@dataclass
class Customer:
    id: str
    name: str
    legal_form: str
    siren: str
    group: str
    prices: str  # price pattern of what it buys
    open: list = field(default_factory=list)  # items with something left, by due date

    def debts(self):
        return [item for item in self.open if item.kind != "credit_note"]

    def credits(self):
        return [item for item in self.open if item.kind == "credit_note"]


@dataclass
class Item:
    number: str
    customer: Customer
    kind: str
    issued: datetime.date
    due: datetime.date
    amount: int  # cents, positive
    left: int
    creditor_reference: str
    purchase_order: str


@dataclass
class Portfolio:
    customers: list
    items: list
    groups: dict  # group id -> customers
    namesakes: dict  # plain name -> customers of that name


def plain(text):
    """Upper case without accents, as account-keeping banks write."""
    text = text.replace("œ", "oe").replace("Œ", "OE").replace("’", "'")
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).upper()


def weighted(rng, choices):
    """Of (value, weight) pairs, a value."""
    return rng.choices([value for value, _ in choices], [weight for _, weight in choices])[0]


def luhn(digits):
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value // 10 + value % 10
    return str(-total % 10)


def iso_11649(reference):
    """The creditor reference RF.. of a reference of letters and digits."""
    digits = "".join(str(int(c, 36)) for c in reference + "RF00")
    return f"RF{98 - int(digits) % 97:02}{reference}"


def brand(rng):
    middle = "".join(rng.choices(words.MIDDLES, k=rng.choice((0, 1, 1, 2))))
    name = rng.choice(words.HEADS) + middle + rng.choice(words.TAILS)
    return name.upper() if rng.random() < 0.4 else name


# How a customer may be named; a style says how often each comes.
NAME_SHAPES = {
    "trade": lambda rng, w: f"{w.trade} {w.surname}",
    "trade_city": lambda rng, w: f"{w.trade} {w.surname} {w.city}",
    "old_town": lambda rng, w: f"{w.trade} du Vieux {w.city}",
    "sons": lambda rng, w: f"{w.surname} & Fils",
    "brothers": lambda rng, w: f"{w.surname} Frères {w.activity}",
    "activity": lambda rng, w: f"{w.surname} {w.activity}",
    "partners": lambda rng, w: f"{w.surname} et {w.other} Associés",
    "company": lambda rng, w: f"Société {w.surname}",
    "brand": lambda rng, w: brand(rng),
    "brand_activity": lambda rng, w: f"{brand(rng)} {w.activity}",
    "of_city": lambda rng, w: f"{w.activity} de {w.city}",
    "person": lambda rng, w: f"{w.first_name} {w.surname}",
    "commune": lambda rng, w: f"Commune de {w.city}",
    "public": lambda rng, w: f"{w.institution} de {w.city}",
    "association": lambda rng, w: f"Association {w.surname} {w.city}",
}


WITHOUT_LEGAL_FORM = ("person", "commune", "public", "association")


def company_name(rng, style):
    """A name and its legal form."""
    def pick(choices):
        return rng.choice(choices).replace("~", " ")

    drawn = SimpleNamespace(surname=pick(words.SURNAMES), other=pick(words.SURNAMES), city=pick(words.CITIES),
                            trade=pick(words.TRADES), activity=pick(words.ACTIVITIES),
                            first_name=pick(words.FIRST_NAMES), institution=pick(words.INSTITUTIONS))
    shape = weighted(rng, style.names)
    form = "" if shape in WITHOUT_LEGAL_FORM else weighted(rng, words.LEGAL_FORMS)
    return NAME_SHAPES[shape](rng, drawn), form


def make_customers(rng, style, count):
    customers, groups = [], {}

    def add(name, form, group):
        siren = "".join(rng.choices("0123456789", k=8))
        customer = Customer(style.customer_id.format(n=len(customers) + 1), name, form, siren + luhn(siren), group,
                            weighted(rng, [(name, weight) for weight, name in style.price_patterns]))
        customers.append(customer)
        if group:
            groups.setdefault(group, []).append(customer)

    while len(customers) < count:
        if rng.random() < 0.03:
            group, root = f"G{len(groups) + 1:04}", brand(rng)
            parts = rng.sample(words.REGIONS + words.ACTIVITIES[:12], rng.randint(2, 5))
            for part in parts:
                add(f"{root} {part}", weighted(rng, words.LEGAL_FORMS), group)
        else:
            add(*company_name(rng, style), "")
    return customers, groups


def amount_of(rng, style, pattern):
    """Cents, tax included."""
    rate = rng.choice(style.vat_rates)
    if pattern == "price_list":
        net = rng.choice((4900, 9900, 14900, 29900, 49000, 120000))
    elif pattern == "whole_euro":
        net = int(10 ** rng.uniform(1.7, 4.3)) * 100
    else:
        net = int(10 ** rng.uniform(3.5, 6.3))
    return net + (net * rate + 500) // 1000


def make_items(rng, style, customers, count):
    """Numbers run over the whole creditor, in the order of issue; so do neighbours in number."""
    # A few customers buy a lot.
    buyers = rng.choices(customers, [rng.paretovariate(1.6) for _ in customers], k=count)
    days = sorted(rng.randint(1, 150) for _ in range(count))
    running = list(style.first_numbers)
    schemes = [(index, scheme[0]) for index, scheme in enumerate(style.numbering)]
    items = []
    for buyer, days_before in zip(buyers, reversed(days)):
        issued = FIRST_BANK_DAY - datetime.timedelta(days=days_before)
        scheme = weighted(rng, schemes)
        credit = rng.random() < 0.05
        form = style.numbering[scheme][2 if credit else 1]
        number = form.format(y=issued.year, yy=issued.year % 100, n=running[scheme])
        running[scheme] += 1
        amount = amount_of(rng, style, buyer.prices)
        if credit:
            amount = max(1000, amount // rng.choice((2, 4, 10)) // 120 * 120)
        letters = "".join(c for c in number if c.isalnum())
        reference = iso_11649(letters) if rng.random() < 0.3 and not credit else ""
        order = f"{rng.choice(('BC', 'CDE', '45', 'PO'))}{rng.randint(10000, 999999)}" if rng.random() < 0.4 else ""
        items.append(Item(number, buyer, "credit_note" if credit else "invoice", issued,
                          issued + datetime.timedelta(days=rng.choice((30, 30, 30, 45, 60))), amount, amount,
                          reference, order))
    return items


def make_portfolio(rng, style, customers, items):
    people, groups = make_customers(rng, style, customers)
    owed = make_items(rng, style, people, items)
    for item in owed:
        item.customer.open.append(item)
    namesakes = {}
    for customer in people:
        customer.open.sort(key=lambda item: (item.due, item.issued))
        namesakes.setdefault(plain(customer.name), []).append(customer)
    return Portfolio(people, owed, groups, namesakes)


def euros(cents):
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02}"


def write_portfolio(portfolio, folder):
    with open(folder / "customers.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow("customer_id name legal_form siren group_id".split())
        for c in portfolio.customers:
            table.writerow((c.id, c.name, c.legal_form, c.siren, c.group))
    with open(folder / "items.csv", "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow("number customer_id kind issue_date due_date currency amount creditor_reference "
                       "purchase_order".split())
        for i in portfolio.items:
            table.writerow((i.number, i.customer.id, i.kind, i.issued, i.due, "EUR", euros(i.amount),
                            i.creditor_reference, i.purchase_order))
