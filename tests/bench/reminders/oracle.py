"""What may and what must be asked for on a day, from the facts alone.

Independent of the gateway's planning: it follows the sentences of the scenario and of the ledger's rules.
What the gateway really sent is told to `sent`; what happened, to `happened`.
"""

from dataclasses import dataclass, field

from french_days import after_business_days, is_business_day
from scenario import days_between

PROMISE_GRACE = 2  # business days


@dataclass
class State:
    """Of one item."""
    open: int
    promised: list = field(default_factory=list)  # (until, cents)
    broken: int = 0
    disputed: int = 0
    excluded_until: object = None
    level: int = -1  # the highest sent
    sent_on: object = None  # when it was


class Oracle:
    def __init__(self, story, scenarios):
        self.story = story
        self.scenarios = scenarios
        self.states = {item.number: State(item.cents) for item in story.items}
        self.writings = {customer.id: [] for customer in story.customers}
        self.last_message = {}

    def happened(self, act):
        state = self.states[act.item.number]
        if act.kind == "pay":
            state.open -= act.cents
        elif act.kind == "promise":
            state.promised.append([act.until, act.cents, state.open])
        elif act.kind == "dispute":
            state.disputed = act.cents
        elif act.kind == "close_dispute":
            state.disputed = 0
        elif act.kind == "exclude":
            state.excluded_until = act.until

    def sent(self, customer, items, writings, day):
        """`items`: (number, level) of what was asked for, in so many mails and letters."""
        for number, level in items:
            state = self.states[number]
            if level > state.level:
                state.level, state.sent_on = level, day
        self.last_message[customer.id] = day
        self.writings[customer.id] += [day] * writings

    def scenario_of(self, customer):
        for scenario in self.scenarios.values():
            if customer.segment and customer.segment in scenario.segments:
                return scenario
        return self.scenarios["standard"]

    def held(self, state, day):
        """How much of the open amount nobody may ask for."""
        if state.excluded_until and day <= state.excluded_until:
            return state.open
        promised = sum(cents for until, cents, _ in state.promised
                       if day <= after_business_days(until, PROMISE_GRACE))
        return min(state.open, promised + state.disputed)

    def resumes(self, state, day):
        """Whether a promise passed without the money, and nothing was asked for since."""
        ends = [after_business_days(until, PROMISE_GRACE) for until, cents, opened in state.promised
                if state.open > opened - cents]
        passed = [end for end in ends if day > end]
        return bool(passed) and (state.sent_on is None or state.sent_on <= max(passed))

    def level_of(self, scenario, item, day):
        """The level that the item calls for on this day; null when none, or when it was sent."""
        state = self.states[item.number]
        late = days_between(item.due, day)
        level = scenario.reached(late)
        if level is None:
            return None
        passed = level.last_day is not None and late > level.last_day
        if late > 0 and self.resumes(state, day):
            had = next((one for one in scenario.levels if one.number == state.level), None)
            up = scenario.above(had, 1) if had else scenario.above(level, 1) if passed else level
            if up.number > level.number:
                level, passed = up, False
        if passed:
            return None
        level = self.after_a_word(scenario, state, level)
        return level if level.number > state.level else None

    def after_a_word(self, scenario, state, level):
        """What needs a person's agreement is never the first that asks for payment."""
        asked_before = self.was_asked_for(scenario, state)
        milder = [one for one in scenario.levels
                  if one.number < level.number and not one.approval and one.tone != "courtesy"]
        return milder[-1] if level.approval and milder and not asked_before else level

    def due(self, customer, day):
        """What has to be asked for on this day: {number: level}; empty when nothing may leave."""
        scenario = self.scenario_of(customer)
        calling, lates, late, soon, asked_before, credit, all_late = {}, set(), 0, 0, 0, 0, 0
        for item in customer.items:
            state = self.states[item.number]
            if item.issued > day or state.open == 0:
                continue
            if item.credit_note:
                credit += state.open
                continue
            asked = state.open - self.held(state, day)
            level = self.level_of(scenario, item, day) if asked > 0 else None
            is_late = days_between(item.due, day) > 0
            all_late += asked if is_late and asked > 0 else 0
            if level and is_late:
                calling[item.number] = level
                lates.add(item.number)
                late += asked
            elif level:
                calling[item.number] = level
                soon += asked
            elif is_late and asked > 0 and self.was_asked_for(scenario, state):
                asked_before += asked
        covered = {True: late + asked_before <= credit, False: soon <= max(credit - all_late, 0)}
        calling = {number: level for number, level in calling.items() if not covered[number in lates]}
        asked = (0 if covered[True] else late) + (0 if covered[False] else soon)
        return calling if asked >= scenario.min_cents and self.may_leave(customer, scenario, day) else {}

    @staticmethod
    def was_asked_for(scenario, state):
        return any(one.number == state.level and one.tone != "courtesy" for one in scenario.levels)

    def may_leave(self, customer, scenario, day):
        if not is_business_day(day):
            return False
        last = self.last_message.get(customer.id)
        return last is None or days_between(last, day) >= scenario.min_gap_days

    def too_many(self, customer, day):
        """Whether one more mail or letter would be above a cap."""
        scenario = self.scenario_of(customer)
        return any(sum(0 <= days_between(earlier, day) < days for earlier in self.writings[customer.id]) >= messages
                   for days, messages in scenario.caps)
