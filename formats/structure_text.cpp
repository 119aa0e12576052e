#include "formats/structure_text.h"

#include <array>

#include "formats/utf8.h"

namespace facteur::formats {
namespace {

struct Words {
  Issue issue;
  std::string_view fr, en;
};

constexpr std::array words{
    Words{Issue::unexpected_element, "L'élément {0} n'existe pas à cet endroit. Attendu : {1}.",
          "Element {0} does not exist here. Expected: {1}."},
    Words{Issue::nothing_more_allowed,
          "L'élément {0} n'est pas permis ici : plus aucun élément n'est attendu.",
          "Element {0} is not allowed here: no further element is expected."},
    Words{Issue::repeated_element, "L'élément {0} est répété ; il est permis au plus {1} fois.",
          "Element {0} is repeated; it may occur at most {1} times."},
    Words{Issue::misplaced_element, "L'élément {0} vient trop tard. Attendu : {1}.",
          "Element {0} comes too late. Expected: {1}."},
    Words{Issue::missing_before, "L'élément obligatoire {0} manque avant {1}.",
          "The required element {0} is missing before {1}."},
    Words{Issue::missing_at_end, "L'élément obligatoire {0} manque.",
          "The required element {0} is missing."},
    Words{Issue::child_in_text,
          "L'élément {0} n'est pas permis dans {1}, qui ne contient que du texte.",
          "Element {0} is not allowed inside {1}, which holds text only."},
    Words{Issue::text_between, "{0} ne contient que des éléments ; texte trouvé : « {1} ».",
          "{0} holds elements only; text found: \"{1}\"."},
    Words{Issue::unknown_attribute, "L'attribut {0} n'est pas permis sur {1}.",
          "Attribute {0} is not allowed on {1}."},
    Words{Issue::missing_attribute, "L'attribut obligatoire {0} manque sur {1}.",
          "The required attribute {0} is missing on {1}."},
    Words{Issue::bad_value, "« {0} » n'est pas une valeur permise. Attendu : {1}.",
          "\"{0}\" is not an allowed value. Expected: {1}."},
    Words{Issue::bad_attribute_value,
          "« {0} » n'est pas une valeur permise pour l'attribut {2}. Attendu : {1}.",
          "\"{0}\" is not an allowed value of attribute {2}. Expected: {1}."},
    Words{Issue::not_nillable, "L'attribut xsi:nil n'est pas permis sur {0}.",
          "Attribute xsi:nil is not allowed on {0}."},
    Words{Issue::undeclared_element, "L'élément {0} n'est déclaré nulle part.",
          "Element {0} is not declared anywhere."},
    Words{Issue::wrong_xsi_type, "xsi:type « {0} » ne convient pas ; le type de l'élément est {1}.",
          "xsi:type \"{0}\" does not fit; the element's type is {1}."},
    Words{Issue::too_large, "Le document dépasse la taille permise de {0} octets.",
          "The document exceeds the allowed size of {0} bytes."},
    Words{Issue::bad_encoding,
          "Le document contient des octets qui ne sont pas du texte dans son encodage. "
          "Enregistrez-le en UTF-8.",
          "The document holds bytes that are not text in its encoding. Save it as UTF-8."},
    Words{Issue::unknown_encoding, "L'encodage « {0} » n'est pas lu. Enregistrez en UTF-8.",
          "Encoding \"{0}\" cannot be read. Save it as UTF-8."},
    Words{Issue::empty, "Le document est vide.", "The document is empty."},
    Words{Issue::not_xml, "Le document n'est pas du XML.", "The document is not XML."},
    Words{Issue::malformed, "Le XML est mal formé ou tronqué ({0}).",
          "The XML is malformed or truncated ({0})."},
    Words{Issue::doctype,
          "Le document contient une déclaration DOCTYPE, refusée par sécurité. Supprimez-la.",
          "The document holds a DOCTYPE declaration, which is refused for security. Remove it."},
    Words{Issue::too_deep, "Plus de {0} éléments sont imbriqués.",
          "More than {0} elements are nested."},
    Words{Issue::too_many_attributes, "Un élément porte plus de {0} attributs.",
          "An element bears more than {0} attributes."},
    Words{Issue::too_many_name_spaces, "Plus de {0} espaces de noms sont déclarés.",
          "More than {0} namespaces are declared."},
    Words{Issue::too_many_names, "Plus de {0} noms différents sont employés.",
          "More than {0} different names are used."},
    Words{Issue::tag_too_long, "Une balise dépasse {0} octets.", "A tag exceeds {0} bytes."},
    Words{Issue::text_too_long, "Un texte dépasse {0} octets.", "A text exceeds {0} bytes."},
    Words{Issue::endless, "Le document contient {0} octets d'un seul tenant qui ne disent rien.",
          "The document holds {0} bytes in one piece that say nothing."},
    Words{Issue::too_many_nodes, "Le document contient plus de {0} valeurs.",
          "The document holds more than {0} values."},
    Words{Issue::unknown_root, "L'élément racine {0} n'est pas celui d'un document connu.",
          "The root element {0} is not that of a known document."},
    Words{
        Issue::wrapped,
        "Le document est dans une enveloppe SBDH ({0}). Envoyez le document seul, sans enveloppe.",
        "The document is inside an SBDH envelope ({0}). Send the document alone, unwrapped."},
};

static_assert(words.back().issue == Issue::wrapped, "one row an issue, in their order");

std::string fill(std::string_view pattern, const std::array<std::string, 3>& arguments) {
  std::string text;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '{' && i + 2 < pattern.size() && pattern[i + 2] == '}') {
      text += arguments.at(static_cast<std::size_t>(pattern[i + 1] - '0'));
      i += 2;
    } else {
      text += pattern[i];
    }
  }
  return text;
}

}  // namespace

Text describe(Issue issue, const Text& first, const Text& second, const Text& third) {
  const Words& row = words[static_cast<std::size_t>(issue)];
  return {fill(row.fr, {first.fr, second.fr, third.fr}),
          fill(row.en, {first.en, second.en, third.en})};
}

std::string clip(std::string_view text) {
  constexpr std::size_t most = 80;
  const std::string_view kept = utf8_prefix(text, most);
  std::string result(kept);
  for (char& c : result) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return kept.size() < text.size() ? result + "…" : result;
}

}  // namespace facteur::formats
