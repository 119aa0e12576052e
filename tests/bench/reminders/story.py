"""A year of a creditor's customers: what they owe, and what they do about it, day by day.

Everything is drawn from one seed. Nothing here knows how reminders are planned.
"""

import datetime
import random
from dataclasses import dataclass, field

BEGIN = datetime.date(2027, 1, 4)
END = datetime.date(2027, 12, 31)
OUTAGE = (datetime.date(2027, 6, 7), datetime.date(2027, 6, 16))  # nothing runs on these ten days

# What becomes of an item, and how often out of a hundred.
FATES = (("paid_early", 20), ("paid_late", 34), ("paid_in_parts", 8), ("never_paid", 8), ("promise_kept", 7),
         ("promise_broken", 6), ("disputed_whole", 5), ("disputed_part", 5), ("excluded", 3), ("credited", 4))

SEGMENTS = (("", 60), ("good", 15), ("strategic", 10), ("public", 15))


def after(day, days):
    return day + datetime.timedelta(days=days)


@dataclass
class Contact:
    email: str  # empty: letters only
    bounces_from: datetime.date = None  # the mail server refuses it from then on


@dataclass
class Customer:
    id: str
    name: str
    segment: str
    contacts: list
    items: list = field(default_factory=list)


@dataclass
class Item:
    number: str
    customer: Customer
    issued: datetime.date
    due: datetime.date
    cents: int
    fate: str
    credit_note: bool = False


@dataclass
class Act:
    """Something that happens on a day, before the reminders of that day."""
    day: datetime.date
    kind: str  # pay, promise, dispute, close_dispute, exclude
    item: Item = None
    cents: int = 0
    until: datetime.date = None


@dataclass
class Story:
    customers: list
    items: list
    acts: list

    def acts_on(self, day):
        return [act for act in self.acts if act.day == day]


def weighted(rng, choices):
    return rng.choices([name for name, _ in choices], [weight for _, weight in choices])[0]


def acts_of(rng, item):
    """What its customer does about an item of this fate."""
    late = after(item.due, rng.randint(1, 70))
    deal = after(item.due, rng.randint(-8, 25))
    until = on_weekday(after(deal, rng.randint(3, 20)))
    part = item.cents // rng.randint(2, 4)
    return {
        "paid_early": lambda: [Act(after(item.due, -rng.randint(0, 20)), "pay", item, item.cents)],
        "paid_late": lambda: [Act(late, "pay", item, item.cents)],
        "paid_in_parts": lambda: [Act(deal, "pay", item, part), Act(after(late, 30), "pay", item, item.cents - part)],
        "never_paid": list,
        "promise_kept": lambda: [Act(deal, "promise", item, item.cents, until),
                                 Act(until, "pay", item, item.cents)],
        "promise_broken": lambda: [Act(deal, "promise", item, item.cents, until),
                                   Act(after(until, rng.randint(15, 60)), "pay", item, item.cents)],
        "disputed_whole": lambda: [Act(deal, "dispute", item, item.cents), Act(after(until, 10), "close_dispute", item),
                                   Act(after(until, 50), "pay", item, item.cents)],
        "disputed_part": lambda: [Act(deal, "dispute", item, part), Act(after(until, 15), "close_dispute", item),
                                  Act(after(until, 60), "pay", item, item.cents)],
        "excluded": lambda: [Act(deal, "exclude", item, 0, after(deal, rng.randint(10, 60)))],
        "credited": list,
    }[item.fate]()


def on_weekday(day):
    """What falls on a weekend comes on Monday, as banks book."""
    return after(day, 7 - day.weekday()) if day.weekday() >= 5 else day


def in_story(act):
    act.day = on_weekday(act.day)
    return BEGIN <= act.day <= END


def make_customer(rng, index):
    people = [Contact(f"compta{position}@client{index}.example") for position in range(rng.choice((1, 1, 1, 2, 3)))]
    if rng.random() < 0.2:
        people[0].bounces_from = after(BEGIN, rng.randint(60, 250))
    elif rng.random() < 0.1:
        people = [Contact("")]
    return Customer(f"C{index:03}", f"CLIENT NUMERO {index}", weighted(rng, SEGMENTS), people)


def make_story(seed, customers=40, items_each=7):
    rng = random.Random(f"year-{seed}")
    people = [make_customer(rng, index + 1) for index in range(customers)]
    items, acts = [], []
    for index in range(customers * items_each):
        customer = rng.choice(people)
        issued = after(BEGIN, rng.randint(-60, 300))
        item = Item(f"FA2027-{index + 1:05}", customer, issued, after(issued, rng.choice((30, 30, 45, 60))),
                    rng.randint(5000, 900000), weighted(rng, FATES))
        items.append(item)
        acts += [act for act in acts_of(rng, item) if in_story(act)]
        if item.fate == "credited":
            credit_day = after(item.due, rng.randint(-20, 20))
            items.append(Item(f"AV2027-{index + 1:05}", customer, credit_day, credit_day, item.cents, "credit", True))
    for item in items:
        item.customer.items.append(item)
    return Story(people, items, sorted(acts, key=lambda act: act.day))
