"""The twelve phenomena. Each function makes one entry with its truth, or null where the portfolio has
no customer for it just now, and changes what is left open as the payment does.
"""

import bisect

import words
import wording
from ambiguity import amount_tells, net_amount_tells
from entry import Entry, Truth
from portfolio import brand, plain, weighted


class World:
    """What the phenomena draw from, and what happened before."""

    def __init__(self, rng, style, portfolio):
        self.rng, self.style, self.portfolio = rng, style, portfolio
        self.paid = []  # (day, customer, item): one invoice, exactly referenced
        self.collected = []  # entries of direct debits that may come back
        self.aliases = {}  # customer id -> name under which it pays
        self.today = None

    def customer(self, least=1):
        """Anyone who owes at least so many invoices."""
        for _ in range(400):
            customer = self.rng.choice(self.portfolio.customers)
            if least <= len(customer.debts()):
                return customer
        return None


def settle(allocations):
    for item, cents in allocations:
        item.left -= abs(cents)
        if item.left == 0:
            item.customer.open.remove(item)


def paid_in_full(items):
    return [(item, -item.left if item.kind == "credit_note" else item.left) for item in items]


def transfer(world, customer, template, allocations, phenomenon, *, decidable=True, extra=0, payer=None,
             creditor_reference="", ultimate_payer="", **texts):
    """A credit transfer that pays these (item, cents), and `extra` beyond."""
    rng, style = world.rng, world.style
    items = [item for item, _ in allocations]
    cents = sum(c for _, c in allocations) + extra
    if cents <= 0:
        return None
    text = wording.fill(rng, template, customer, items, world.today,
                        foreign=rng.choice(world.portfolio.items).number, **texts)
    owners = {item.customer.id for item in items}
    entry = Entry(cents, Truth(phenomenon, "partly_applied" if extra else "applied",
                               owners.pop() if len(owners) == 1 else None,
                               [(item.number, c) for item, c in allocations], decidable))
    entry.payer = payer or wording.payer_name(rng, customer)
    entry.remittance = wording.cased(rng, style, text)
    entry.creditor_reference = creditor_reference
    entry.ultimate_payer = ultimate_payer
    if rng.random() < 0.6:
        entry.end_to_end = f"{rng.choice(('E2E', 'VIR', 'SCT', ''))}{rng.randint(10**7, 10**11)}"
    if rng.random() < 0.1:
        entry.cfonb_code, entry.iso_code = "C2", ("RRCT", "ESCT")
    entry.label = rng.choice(style.bank_label).format(name=entry.payer)
    if rng.random() < style.whole_text_share and not creditor_reference and not ultimate_payer:
        tell_in_text_only(entry)
    settle(allocations)
    return entry


def tell_in_text_only(entry):
    """Some banks put everything into one text."""
    entry.remittance = f"VIR SEPA RECU /DE {entry.payer} /MOTIF {entry.remittance} /REF {entry.end_to_end}"[:140]
    entry.payer = ""


def exact_reference(world):
    rng, style = world.rng, world.style
    if rng.random() < 0.12:
        customer = world.customer(2)
        if not customer:
            return None
        items = rng.sample(customer.debts(), min(len(customer.debts()), rng.choice((2, 2, 3, 4))))
        text = wording.separator(rng, style).join(wording.written(rng, i.number) for i in items)
        return transfer(world, customer, rng.choice(style.several), paid_in_full(items), "exact_reference", ref=text)
    customer = world.customer()
    if not customer:
        return None
    item = rng.choice(customer.debts())
    if rng.random() < 0.06:
        return direct_debit(world, customer, item)
    whole = item.left == item.amount
    how = rng.random() if item.creditor_reference else 1
    if how < 0.2:  # typed by hand, in fours as it is printed
        spaced = " ".join(item.creditor_reference[i:i + 4] for i in range(0, len(item.creditor_reference), 4))
        entry = transfer(world, customer, rng.choice(style.single), paid_in_full([item]), "exact_reference", ref=spaced)
    elif how < 0.5:
        entry = transfer(world, customer, "", paid_in_full([item]), "exact_reference",
                         creditor_reference=item.creditor_reference)
    else:
        entry = transfer(world, customer, rng.choice(style.single), paid_in_full([item]), "exact_reference",
                         ref=wording.written(rng, item.number))
    if whole:
        world.paid.append((world.today, customer, item))
    return entry


def direct_debit(world, customer, item):
    """Collected by the creditor itself: its own reference comes back."""
    entry = transfer(world, customer, "FACTURE {ref}", paid_in_full([item]), "exact_reference", ref=item.number)
    entry.cfonb_code, entry.iso_code, entry.swift_code = "A1", ("IDDT", "ESDD"), "NDDT"
    entry.mandate = f"RUM{customer.id}"
    entry.end_to_end = f"PRLV{item.number}".replace("/", "-")
    entry.label = f"PRLV SEPA {entry.payer}"
    world.collected.append((entry, customer, item))
    return entry


def damaged_reference(world):
    customer = world.customer()
    if not customer:
        return None
    item = world.rng.choice(customer.debts())
    # With name and amount beside it, a damaged number leaves no doubt unless a twin has the amount.
    twins = [other for other in customer.debts() if other.left == item.left]
    return transfer(world, customer, world.rng.choice(world.style.single), paid_in_full([item]), "damaged_reference",
                    decidable=len(twins) == 1, ref=wording.damaged(world.rng, item.number))


def single_amount(world):
    customer = world.customer()
    if not customer:
        return None
    item = world.rng.choice(customer.debts())
    sure = amount_tells(world.portfolio, customer, plain(customer.name), [item], item.left)
    return transfer(world, customer, world.rng.choice(world.style.without_reference), paid_in_full([item]),
                    "single_amount", decidable=sure)


def combination(world):
    rng, style = world.rng, world.style
    count = weighted(rng, ((2, 45), (3, 35), (4, 20)))
    customer = world.customer(count + 1)
    if not customer:
        return None
    items = rng.sample(customer.debts(), count)
    shape = rng.random()
    if shape < 0.5:
        items.sort(key=lambda item: item.number)
        return transfer(world, customer, rng.choice(style.several), paid_in_full(items), "combination",
                        ref=wording.listing(rng, style, [i.number for i in items]))
    if shape < 0.62:  # the text names the first only
        sure = amount_tells(world.portfolio, customer, plain(customer.name), items, sum(i.left for i in items))
        return transfer(world, customer, rng.choice(style.several), paid_in_full(items), "combination",
                        decidable=sure, ref=items[0].number + rng.choice((" ETC", "", " ET AUTRES")))
    sure = amount_tells(world.portfolio, customer, plain(customer.name), items, sum(i.left for i in items))
    return transfer(world, customer, rng.choice(style.without_reference), paid_in_full(items), "combination",
                    decidable=sure)


def due_batch(world):
    """Everything that falls due up to a day, from the oldest on."""
    rng = world.rng
    customer = world.customer(2)
    if not customer:
        return None
    debts = customer.debts()
    count = rng.randint(2, min(len(debts), 9))
    while count < len(debts) and debts[count].due == debts[count - 1].due:
        count += 1
    items = debts[:count]
    return transfer(world, customer, rng.choice(world.style.batch), paid_in_full(items), "due_batch")


def partial(world):
    rng = world.rng
    customer = world.customer()
    if not customer:
        return None
    item = rng.choice(customer.debts())
    part = item.left * rng.randint(20, 70) // 100
    if part > 20000 and rng.random() < 0.5:
        part = part // 10000 * 10000
    if part < 1000:
        return None
    return transfer(world, customer, rng.choice(world.style.partial), [(item, part)], "partial",
                    ref=wording.written(rng, item.number))


def short_payment(world):
    rng = world.rng
    customer = world.customer()
    if not customer:
        return None
    item = rng.choice(customer.debts())
    taken = rng.choice((item.left * 2 // 100, item.left * 5 // 100, 1500, item.left * rng.randint(1, 60) // 1000))
    if not 100 <= taken < item.left // 4:
        return None
    return transfer(world, customer, rng.choice(world.style.deduction), [(item, item.left - taken)], "short_payment",
                    ref=wording.written(rng, item.number))


def netting(world):
    rng, style = world.rng, world.style
    for _ in range(400):
        customer = world.customer()
        if not customer:
            return None
        if customer.credits():
            break
    else:
        return None
    credit = rng.choice(customer.credits())
    debts = customer.debts()
    items = rng.sample(debts, min(len(debts), rng.choice((1, 1, 2, 3))))
    total = sum(i.left for i in items) - credit.left
    if total <= 0:
        return None
    allocations = paid_in_full([*items, credit])
    if rng.random() < 0.75:
        return transfer(world, customer, rng.choice(style.netting), allocations, "netting",
                        ref=wording.separator(rng, style).join(wording.written(rng, i.number) for i in items),
                        credit=wording.written(rng, credit.number))
    sure = len(items) == 1 and net_amount_tells(world.portfolio, customer, plain(customer.name), total)
    return transfer(world, customer, rng.choice(style.without_reference), allocations, "netting", decidable=sure)


def third_party(world):
    """Somebody else pays: the group, an agent on its behalf, or the customer under another name."""
    rng, style = world.rng, world.style
    shape = rng.random()
    if shape < 0.4 and world.portfolio.groups:
        return group_payment(world)
    customer = world.customer()
    if not customer:
        return None
    item = rng.choice(customer.debts())
    if shape < 0.7:
        known = world.aliases.get(customer.id)
        payer = world.aliases.setdefault(customer.id, f"{plain(brand(rng))} {rng.choice(('HOLDING', 'GESTION', 'SAS'))}")
        if known and rng.random() < 0.5:
            sure = amount_tells(world.portfolio, customer, plain(customer.name), [item], item.left)
            return transfer(world, customer, rng.choice(style.without_reference), paid_in_full([item]), "third_party",
                            payer=payer, decidable=sure)
        return transfer(world, customer, rng.choice(style.single), paid_in_full([item]), "third_party", payer=payer,
                        ref=wording.written(rng, item.number))
    debtor = wording.payer_name(rng, customer) if style.agents_name_the_debtor else ""
    return transfer(world, customer, rng.choice(style.single), paid_in_full([item]), "third_party",
                    payer=rng.choice(style.agents), ultimate_payer=debtor, ref=wording.written(rng, item.number))


def group_payment(world):
    rng, style = world.rng, world.style
    for _ in range(50):
        members = rng.choice(list(world.portfolio.groups.values()))
        owing = [member for member in members if member.debts()]
        if owing and len(members) > 1:
            break
    else:
        return None
    customer = rng.choice(owing)
    payer = rng.choice([member for member in members if member is not customer])
    items = [rng.choice(customer.debts())]
    if len(owing) > 1 and rng.random() < 0.5:
        items += [rng.choice(member.debts()) for member in owing if member is not customer][:2]
        numbers = wording.separator(rng, style).join(wording.written(rng, i.number) for i in items)
        return transfer(world, customer, rng.choice(style.several), paid_in_full(items), "third_party",
                        payer=wording.payer_name(rng, payer), ref=numbers)
    if rng.random() < 0.6:
        return transfer(world, customer, rng.choice(style.single), paid_in_full(items), "third_party",
                        payer=wording.payer_name(rng, payer), ref=wording.written(rng, items[0].number))
    sure = amount_tells(world.portfolio, customer, plain(payer.name), items, items[0].left)
    return transfer(world, customer, rng.choice(style.without_reference), paid_in_full(items), "third_party",
                    payer=wording.payer_name(rng, payer), decidable=sure)


def duplicate(world):
    """Paid twice, or more than is owed."""
    rng, style = world.rng, world.style
    # On one and the same day nobody could say which of the two is the second.
    paid_before = bisect.bisect_left(world.paid, world.today, key=lambda known: known[0])
    if rng.random() < 0.5 and paid_before:
        _, customer, item = world.paid[rng.randrange(paid_before)]
        entry = transfer(world, customer, rng.choice(style.single), [], "duplicate", extra=item.amount,
                         ref=wording.written(rng, item.number))
        entry.truth.outcome, entry.truth.customer = "unapplied", customer.id
        # Somebody who owes the same amount again may have meant that.
        entry.truth.decidable = all(other.left != item.amount for other in customer.debts())
        return entry
    customer = world.customer()
    if not customer:
        return None
    item = rng.choice(customer.debts())
    more = rng.choice((100, 1000, 10000, 990, item.left * 5 // 100 + 1))
    if any(other.left == more for other in customer.debts()):
        return None
    return transfer(world, customer, rng.choice(style.single), paid_in_full([item]), "duplicate", extra=more,
                    ref=wording.written(rng, item.number))


def returned_debit(world):
    rng = world.rng
    earlier = [known for known in world.collected if known[0].booked and known[0].booked < world.today]
    if not earlier:
        return None
    known = rng.choice(earlier)
    world.collected.remove(known)
    paid, customer, item = known
    entry = Entry(paid.cents, Truth("returned_debit", "reopened", customer.id, [(item.number, paid.cents)]), "debit",
                  "B3", ("IDDT", "UPDD"), "NRTI")
    entry.payer, entry.mandate, entry.end_to_end = paid.payer, paid.mandate, paid.end_to_end
    entry.return_reason = rng.choice(words.RETURN_REASONS)
    entry.remittance = f"PRLV SEPA IMPAYE FACTURE {item.number} MOTIF {entry.return_reason}"
    entry.label = f"IMPAYE PRLV {paid.payer}"
    if item.left == 0:
        customer.open.append(item)
        customer.open.sort(key=lambda i: (i.due, i.issued))
    item.left += paid.cents
    return entry


def no_customer(world):
    rng = world.rng
    direction, cfonb, iso, swift, payer, text = rng.choice(words.OTHER_MOVEMENTS)
    entry = Entry(rng.randint(500, 2000000), Truth("no_customer", "ignored"), direction, cfonb, iso, swift, payer)
    entry.remittance = f"{text} {rng.randint(100, 99999)}" if rng.random() < 0.5 else text
    entry.label = text
    return entry


# Shares in percent.
PHENOMENA = ((exact_reference, 45), (damaged_reference, 10), (single_amount, 12), (combination, 10), (due_batch, 6),
             (partial, 4), (short_payment, 3), (netting, 4), (third_party, 3), (duplicate, 1), (returned_debit, 1),
             (no_customer, 1))


def schedule(rng, lines):
    """The functions in random order, each with its exact share; what has to follow something else
    keeps out of the first tenth."""
    order = [phenomenon for phenomenon, share in PHENOMENA for _ in range(round(lines * share / 100))]
    order += [exact_reference] * (lines - len(order))
    rng.shuffle(order)
    late = (duplicate, returned_debit)
    head, tail = order[:lines // 10], order[lines // 10:]
    early = [p for p in head if p not in late]
    tail += [p for p in head if p in late]
    rng.shuffle(tail)
    return (early + tail)[:lines]
