// A year of many customers, planned day by day, beside an oracle that was written from the rules
// and shares no code with the planning: no wrong reminder, and none forgotten.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "gateway/receivables/reminders.h"

using namespace facteur;
using namespace facteur::gateway::receivables;
using formats::Date;

namespace {

constexpr int days_of_year = 365;
const Date new_year = *Date::of(2026, 1, 1);

Date day_of(int number) {
  return *add_days(new_year, number);
}

// What happens to an item; days are counted from 1 January, `never` where it does not happen.
constexpr int never = 100'000;

struct Story {
  std::string number;
  int due = 0;
  std::int64_t amount = 0;
  bool imported = false;
  int delivered = 0, refused = never;
  int disputed = never, settled = never;  // by statuses of the buyer
  int announced = never;                  // status 211
  int part_paid = never, paid = never;
  std::int64_t part = 0;
  int held_from = never, held_to = never;  // promised or excluded; the last day counts
  std::int64_t held = 0;

  std::int64_t open(int day) const {
    if (day >= paid) return 0;
    return day >= part_paid ? amount - part : amount;
  }
};

struct Customer {
  std::vector<Story> items;
  int credit_from = never, credit_to = never;  // unapplied money that covers everything
};

class Chance {
 public:
  explicit Chance(unsigned seed) : engine_(seed) {}
  int from(int low, int high) {
    return low + static_cast<int>(engine_() % static_cast<unsigned>(high - low + 1));
  }
  bool one_in(int n) { return from(1, n) == 1; }

 private:
  std::mt19937 engine_;
};

Story make_story(Chance& chance, int index) {
  Story story;
  story.number = "F" + std::to_string(index);
  story.due = chance.from(-40, 330);
  story.amount = chance.from(100, 1'000'000);
  story.imported = chance.one_in(3);
  story.delivered = chance.one_in(10) ? never : story.due - chance.from(0, 30);
  if (chance.one_in(3)) story.paid = story.due + chance.from(-15, 70);
  const int known = story.delivered + 1;  // nobody judges what it does not have
  if (chance.one_in(6)) story.refused = story.due + chance.from(-20, 40);
  if (chance.one_in(5)) {
    story.disputed = std::max(known, story.due + chance.from(-20, 40));
    story.settled = chance.one_in(3) ? never : story.disputed + chance.from(1, 60);
  }
  if (chance.one_in(6)) story.announced = std::max(known, story.due + chance.from(0, 40));
  if (chance.one_in(5)) {
    story.part_paid = story.due + chance.from(-10, 50);
    story.part = chance.from(1, static_cast<int>(story.amount) - 1);
  }
  if (chance.one_in(5)) {
    story.held_from = story.due + chance.from(-10, 50);
    story.held_to = story.held_from + chance.from(0, 40);
    story.held = chance.one_in(2) ? story.amount : chance.from(1, static_cast<int>(story.amount));
  }
  return story;
}

Customer make_customer(Chance& chance, int& count) {
  Customer customer;
  const int items = chance.from(1, 5);
  for (int i = 0; i < items; ++i) customer.items.push_back(make_story(chance, ++count));
  if (chance.one_in(6)) {
    customer.credit_from = chance.from(0, 300);
    customer.credit_to = customer.credit_from + chance.from(1, 60);
  }
  return customer;
}

// --- What the planning is given ---

LegalState legal_of(const Story& story, int day) {
  std::vector<std::pair<int, int>> codes = {{story.delivered - 1, 200}, {story.delivered, 203},
                                            {story.disputed, 207},      {story.settled, 205},
                                            {story.announced, 211},     {story.refused, 210}};
  std::stable_sort(codes.begin(), codes.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<StatusSet> history;
  for (const auto& [on, code] : codes)
    if (on <= day && story.delivered != never) history.push_back({code, day_of(on)});
  return legal_state(history);
}

struct Sent {
  int level = -1, day = 0;
};

ReminderItem item_of(const Story& story, const Sent& sent, int day) {
  ReminderItem candidate;
  OpenItem& item = candidate.item;
  item.number = story.number;
  item.kind = "invoice";
  item.currency = "EUR";
  item.exponent = 2;
  item.due_on = day_of(story.due);
  item.units = story.amount;
  item.open = story.open(day);
  if (!story.imported) candidate.legal = legal_of(story, day);
  if (sent.level >= 0) candidate.last_sent = SentLevel{sent.level, day_of(sent.day)};
  if (story.held_from <= day && day <= story.held_to)
    candidate.holds.holds.push_back(
        {HoldKind::promise, std::min(story.held, item.open), {}, {"promis", "promised"}});
  return candidate;
}

// --- What the oracle says ---

// Of 2026; weekends are added by arithmetic: 1 January is a Thursday.
constexpr int holidays[] = {1, 96, 121, 128, 134, 145, 195, 227, 305, 315, 359};  // day of year

bool works(int day) {
  const int weekday = (day + 3) % 7;  // Monday is 0
  if (weekday > 4) return false;
  for (const int holiday : holidays)
    if (day + 1 == holiday) return false;
  return true;
}

int working_days_after(int from, int day) {
  int count = 0;
  for (int d = from + 1; d <= day; ++d) count += works(d);
  return count;
}

// Whether the law, the buyer or a person lets this item be asked for at all.
bool askable(const Story& story, int day) {
  if (story.open(day) <= 0) return false;
  const bool held_whole =
      story.held_from <= day && day <= story.held_to && story.held >= story.open(day);
  if (held_whole) return false;
  if (story.imported) return true;
  if (story.delivered > day || story.refused <= day) return false;
  // The last word of the buyer counts; a settlement of nothing is an approval.
  int last = -never;
  char word = 'o';
  const auto hear = [&](int when, char what) {
    if (when <= day && when >= last) {
      last = when;
      word = what;
    }
  };
  hear(story.disputed, 'd');
  hear(story.settled, 'o');
  hear(story.announced, 'a');
  if (word == 'd') return false;
  if (word == 'a') return working_days_after(story.announced, day) > 2;
  return true;
}

// Levels of the standard scenario: first and last day from the due date.
struct Step {
  int first, last;
  bool written, agreed;
};
constexpr Step steps[] = {{-10, 0, true, false},    {3, never, true, false},
                          {10, never, true, false}, {17, never, false, false},
                          {30, never, true, false}, {45, never, true, true}};

int level_due(const Story& story, const Sent& sent, int day) {
  const int late = day - story.due;
  int level = -1;
  for (int i = 0; i < 6; ++i)
    if (late >= steps[i].first) level = i;
  if (level < 0 || late > steps[level].last) return -1;
  if (steps[level].agreed && sent.level < 1) level = 4;
  return level > sent.level ? level : -1;
}

struct Office {
  const Customer& customer;
  std::vector<Sent> sent;
  int last_message = -never;
  std::vector<int> writings;

  explicit Office(const Customer& customer) : customer(customer), sent(customer.items.size()) {}

  // By item: the level that has to leave on this day, or -1.
  std::vector<int> must_leave(int day) const {
    std::vector<int> levels(customer.items.size(), -1);
    if (!works(day) || day - last_message < 5) return levels;
    if (customer.credit_from <= day && day <= customer.credit_to) return levels;
    for (std::size_t i = 0; i < levels.size(); ++i)
      if (askable(customer.items[i], day)) levels[i] = level_due(customer.items[i], sent[i], day);
    int recent = 0;
    for (const int writing : writings) recent += writing > day - 30;
    if (recent < 5) return levels;
    // Too many letters of late: only calls, and these only where nothing higher is to be written.
    for (const bool agreed : {false, true}) {
      int highest = -1;
      for (const int level : levels)
        if (level >= 0 && steps[level].agreed == agreed) highest = std::max(highest, level);
      if (highest >= 0 && !steps[highest].written) continue;
      for (int& level : levels)
        if (level >= 0 && steps[level].agreed == agreed) level = -1;
    }
    return levels;
  }

  void note(const std::vector<int>& levels, int day) {
    bool any = false;
    for (const bool agreed : {true, false}) {
      int highest = -1;
      for (std::size_t i = 0; i < levels.size(); ++i) {
        if (levels[i] < 0 || steps[levels[i]].agreed != agreed) continue;
        sent[i] = {levels[i], day};
        highest = std::max(highest, levels[i]);
      }
      if (highest < 0) continue;
      any = true;
      if (steps[highest].written) writings.push_back(day);
    }
    if (any) last_message = day;
  }
};

PlannedReminder plan_of(const Scenario& scenario, const Office& office, int day) {
  ReminderCase known;
  known.customer_key = "C";
  known.contact = "pay@c.example";
  if (office.last_message > -never) known.last_message = day_of(office.last_message);
  for (const int writing : office.writings) known.writings.push_back(day_of(writing));
  for (std::size_t i = 0; i < office.customer.items.size(); ++i)
    if (office.customer.items[i].open(day) > 0)
      known.items.push_back(item_of(office.customer.items[i], office.sent[i], day));
  if (office.customer.credit_from <= day && day <= office.customer.credit_to) {
    ReminderItem receipt;
    receipt.item.kind = "payment";
    receipt.item.currency = "EUR";
    receipt.item.exponent = 2;
    receipt.item.due_on = day_of(day);
    receipt.item.units = receipt.item.open = -100'000'000;
    known.items.push_back(receipt);
  }
  return plan_reminder(scenario, known, day_of(day));
}

std::vector<int> levels_of(const PlannedReminder& plan, const Customer& customer) {
  std::vector<int> levels(customer.items.size(), -1);
  for (const PlannedItem& item : plan.items)
    for (std::size_t i = 0; i < levels.size(); ++i)
      if (customer.items[i].number == item.item.number && item.send) levels[i] = *item.level;
  return levels;
}

}  // namespace

TEST_CASE("in a simulated year no wrong reminder leaves and none that is due is forgotten") {
  const Scenario scenario = standard_scenario();
  Chance chance(20'260'101);
  int count = 0, messages = 0;
  for (int number = 0; number < 1'500; ++number) {
    const Customer customer = make_customer(chance, count);
    const int outage_from = chance.from(0, 340), outage_days = chance.one_in(2) ? 10 : 0;
    Office office(customer);
    for (int day = 0; day < days_of_year; ++day) {
      if (day >= outage_from && day < outage_from + outage_days) continue;
      const PlannedReminder plan = plan_of(scenario, office, day);
      const auto planned = levels_of(plan, customer), expected = office.must_leave(day);
      INFO("customer " << number << ", " << day_of(day).to_string());
      for (std::size_t i = 0; i < planned.size(); ++i) {
        INFO(customer.items[i].number);
        if (planned[i] != expected[i]) REQUIRE(planned[i] == expected[i]);
      }
      messages += plan.send;
      office.note(planned, day);
    }
  }
  CHECK(count > 3'000);
  CHECK(messages > 5'000);
}

TEST_CASE("for every legal status and every day nothing but the allowed message is planned") {
  const Scenario scenario = standard_scenario();
  // What the last status allows: nothing, a payment to be asked for, or to be waited for.
  const struct {
    int code;
    bool asks;
  } statuses[] = {{200, false}, {201, false}, {202, true},  {203, true},  {204, true},
                  {205, true},  {206, false}, {207, false}, {208, false}, {210, false},
                  {213, false}, {214, true},  {220, false}, {221, false}, {224, false},
                  {225, false}, {226, true},  {227, false}, {228, true},  {501, false}};
  for (const auto& [code, asks_of_it] : statuses) {
    for (const bool delivered : {false, true}) {
      std::vector<StatusSet> history = {{200, day_of(0)}};
      if (delivered) history.push_back({203, day_of(1)});
      history.push_back({code, day_of(2)});
      Story story;
      story.number = "F";
      story.due = 100;
      story.amount = 100;
      const bool asks = asks_of_it || (delivered && (code == 200 || code == 201));
      // 204, 205, 214 and the like prove that the buyer has it, even without 203.
      const bool reached = delivered || (asks && code != 226 && code != 228);
      for (int day = 60; day < 300; ++day) {
        ReminderItem candidate = item_of(story, {}, day);
        candidate.legal = legal_state(history);
        ReminderCase known;
        known.contact = "pay@c.example";
        known.items = {candidate};
        const PlannedReminder plan = plan_reminder(scenario, known, day_of(day));
        INFO(code << " " << delivered << " " << day_of(day).to_string());
        const int level = level_due(story, {}, day);
        const bool expected = asks && reached && works(day) && level >= 0;
        if (plan.send != expected) REQUIRE(plan.send == expected);
        if (plan.send && level == 0)
          CHECK(plan.messages[0].tone == (code == 205 ? "courtesy" : "approve"));
        if (!delivered && !asks && day >= 90 && (code == 200 || code == 201))
          CHECK(plan.tasks.size() == 1);
      }
    }
  }
}
