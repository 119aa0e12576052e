// Actions (ISO 19005-3, 6.5) and alternate presentations (6.10).
#include <algorithm>

#include "formats/pdfa/families.h"

namespace facteur::formats::pdfa {
namespace {

constexpr Rule allowed_action{
    .id = "6.5.1-1",
    .sentence = {
        "Une action est GoTo, GoToR, GoToE, Thread, URI, Named ou SubmitForm : ni JavaScript, "
        "ni lancement de programme.",
        "An action is GoTo, GoToR, GoToE, Thread, URI, Named or SubmitForm: no JavaScript, no "
        "launching of programs."}};
constexpr Rule named_action{
    .id = "6.5.1-2",
    .sentence = {"Une action Named est NextPage, PrevPage, FirstPage ou LastPage.",
                 "A Named action is NextPage, PrevPage, FirstPage or LastPage."}};
constexpr Rule catalog_actions{
    .id = "6.5.2-1", .sentence = {"Le catalogue n'a pas de clé AA.", "The catalog has no AA key."}};
constexpr Rule page_actions{.id = "6.5.2-2",
                            .sentence = {"Une page n'a pas de clé AA.", "A page has no AA key."}};
constexpr Rule alternate_presentations{
    .id = "6.10-1",
    .sentence = {"Le dictionnaire Names n'a pas de clé AlternatePresentations.",
                 "The Names dictionary has no AlternatePresentations key."}};
constexpr Rule presentation_steps{
    .id = "6.10-2",
    .sentence = {"Une page n'a pas de clé PresSteps.", "A page has no PresSteps key."}};

constexpr const Rule* rules[] = {&allowed_action,          &named_action,
                                 &catalog_actions,         &page_actions,
                                 &alternate_presentations, &presentation_steps};

constexpr std::string_view types[] = {"GoTo", "GoToR", "GoToE",     "Thread",
                                      "URI",  "Named", "SubmitForm"};
constexpr std::string_view names[] = {"NextPage", "PrevPage", "FirstPage", "LastPage"};

class Walk {
 public:
  explicit Walk(Examination& on) : on_(on) {}

  // An action and those that come after it. Anything but a dictionary is a destination.
  void action(const Object& first, const std::string& place) {
    std::vector<Object> waiting{first};
    while (!waiting.empty()) {
      Object action = waiting.back();
      waiting.pop_back();
      if (!action.isDictionary() || !actions_.is_new(action)) continue;
      check(action, inside(place, place_of(action)));
      Object next = entry(action, "/Next");
      if (next.isDictionary()) waiting.push_back(next);
      for (int i = 0; next.isArray() && i < next.getArrayNItems(); ++i) {
        waiting.push_back(next.getArrayItem(i));
      }
    }
  }

  void additional_actions(const Object& owner, const std::string& place) {
    Object all = entry(owner, "/AA");
    if (!all.isDictionary()) return;
    for (const std::string& trigger : all.getKeys()) action(all.getKey(trigger), place);
  }

  // Outline items or form fields: `down` and `across` name the keys to their like.
  void outlines(const Object& root) {
    Seen seen;
    std::vector<Object> waiting{entry(root, "/First")};
    while (!waiting.empty()) {
      Object item = waiting.back();
      waiting.pop_back();
      if (!item.isDictionary() || !item.isIndirect() || !seen.is_new(item)) continue;
      action(entry(item, "/A"), place_of(item));
      waiting.push_back(entry(item, "/Next"));
      waiting.push_back(entry(item, "/First"));
    }
  }

  void fields(const Object& list) {
    Seen seen;
    std::vector<Object> waiting{list};
    while (!waiting.empty()) {
      Object array = waiting.back();
      waiting.pop_back();
      for (int i = 0; array.isArray() && i < array.getArrayNItems(); ++i) {
        const Object field = array.getArrayItem(i);
        if (!has_entries(field) || !Object(field).isIndirect() || !seen.is_new(field)) continue;
        additional_actions(field, place_of(field));
        waiting.push_back(entry(field, "/Kids"));
      }
    }
  }

 private:
  void check(const Object& action, const std::string& place) {
    const std::string type = name_entry(action, "/S");
    if (std::ranges::find(types, type) == std::end(types)) {
      on_.found.add_value(allowed_action, place, type);
    }
    if (type != "Named") return;
    const std::string name = name_entry(action, "/N");
    if (std::ranges::find(names, name) == std::end(names)) {
      on_.found.add_value(named_action, place, name);
    }
  }

  Examination& on_;
  Seen actions_;
};

void check_page(Examination& on, Walk& walk, const Object& page, const std::string& place) {
  if (has(page, "/AA")) on.found.add(page_actions, place);
  if (has(page, "/PresSteps")) on.found.add(presentation_steps, place);
  walk.additional_actions(page, place);
  Object annotations = entry(page, "/Annots");
  for (int i = 0; annotations.isArray() && i < annotations.getArrayNItems(); ++i) {
    const Object annotation = annotations.getArrayItem(i);
    walk.action(entry(annotation, "/A"), inside(place, place_of(annotation)));
    walk.additional_actions(annotation, inside(place, place_of(annotation)));
  }
}

}  // namespace

void check_actions(Examination& on) {
  Walk walk(on);
  const Object catalog = on.catalog();
  walk.action(entry(catalog, "/OpenAction"), "catalog");
  if (has(catalog, "/AA")) on.found.add(catalog_actions, "catalog");
  walk.additional_actions(catalog, "catalog");
  walk.outlines(entry(catalog, "/Outlines"));
  for (std::size_t page = 0; page < on.pages.size(); ++page) {
    check_page(on, walk, on.pages[page], page_place(page));
  }
  walk.fields(entry(entry(catalog, "/AcroForm"), "/Fields"));
  if (has(entry(catalog, "/Names"), "/AlternatePresentations")) {
    on.found.add(alternate_presentations, "catalog");
  }
}

RuleList action_rules() {
  return rules;
}

}  // namespace facteur::formats::pdfa
