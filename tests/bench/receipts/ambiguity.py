"""Whether an amount alone tells which items are paid: the other sums that would explain it."""

MOST_ITEMS = 40  # of a customer; beyond, nobody adds up by hand


def other_explanations(items, paid, total):
    """How many other sets of up to four items have the same total; stops at the first few.

    Pairs of pairs: a set of four is met three times, which does not matter to zero or not zero.
    """
    values = [(item.left, index) for index, item in enumerate(items)]
    chosen = frozenset(index for index, item in enumerate(items) if item in paid)
    found = set()

    def note(*indexes):
        these = frozenset(indexes)
        if len(these) == len(indexes) and these != chosen:
            found.add(these)

    pairs = {}
    for i, (a, _) in enumerate(values):
        if a == total:
            note(i)
        for j in range(i + 1, len(values)):
            pairs.setdefault(a + values[j][0], []).append((i, j))
    for i, j in pairs.get(total, ()):
        note(i, j)
    for i, (a, _) in enumerate(values):
        for j, k in pairs.get(total - a, ()):
            note(i, j, k)
    for amount, left in pairs.items():
        if amount > total - amount or len(found) > 8:
            continue
        for i, j in left:
            for k, m in pairs.get(total - amount, ()):
                note(i, j, k, m)
    return len(found)


def in_scope(portfolio, customer, plain_name):
    """Whose items a payer of this name may have meant: its namesakes' and its group's."""
    people = list(portfolio.namesakes.get(plain_name, [customer]))
    for member in portfolio.groups.get(customer.group, ()):
        if member not in people:
            people.append(member)
    return [item for person in people for item in person.open if item.kind != "credit_note"]


def amount_tells(portfolio, customer, plain_name, paid, total):
    """For one item: it alone has the amount. For several: no other set of up to four has."""
    scope = in_scope(portfolio, customer, plain_name)
    if len(paid) == 1:
        return sum(item.left == total for item in scope) == 1
    if len(scope) > MOST_ITEMS:
        return False
    return other_explanations(scope, paid, total) == 0


def net_amount_tells(portfolio, customer, plain_name, total):
    """One invoice less one credit note has the amount, and nothing else."""
    scope = in_scope(portfolio, customer, plain_name)
    credits = [item for person in {id(i.customer): i.customer for i in scope}.values() for item in person.credits()]
    differences = sum(debt.left - credit.left == total and debt.customer is credit.customer
                      for debt in scope for credit in credits)
    return differences == 1 and len(scope) <= MOST_ITEMS and other_explanations(scope, [], total) == 0
