#include "formats/xml_error.h"

#include <libxml/parserInternals.h>

#include <array>

#include "formats/utf8.h"
#include "formats/xml_space.h"

namespace facteur::formats {
namespace {

struct Reason {
  int code;
  std::string_view fr, en;
};

// The reasons that users meet; others keep the parser's own words.
constexpr std::array reasons{
    Reason{XML_ERR_DOCUMENT_EMPTY, "aucun élément", "no element"},
    Reason{XML_ERR_DOCUMENT_END, "du contenu suit l'élément racine",
           "content follows the root element"},
    Reason{XML_ERR_TAG_NAME_MISMATCH, "une balise fermante ne correspond pas à l'ouvrante",
           "a closing tag does not match the opening one"},
    Reason{XML_ERR_TAG_NOT_FINISHED, "le document s'arrête avant la fin d'un élément",
           "the document ends before an element does"},
    Reason{XML_ERR_GT_REQUIRED, "une balise n'est pas terminée", "a tag is not finished"},
    Reason{XML_ERR_LTSLASH_REQUIRED, "une balise fermante est mal écrite",
           "a closing tag is malformed"},
    Reason{XML_ERR_UNDECLARED_ENTITY, "une entité n'est pas déclarée", "an entity is not declared"},
    Reason{XML_ERR_ENTITYREF_SEMICOL_MISSING, "« & » doit s'écrire « &amp; »",
           "\"&\" must be written \"&amp;\""},
    Reason{XML_ERR_NAME_REQUIRED, "un nom est attendu après « < » ou « & »",
           "a name is expected after \"<\" or \"&\""},
    Reason{XML_ERR_ATTRIBUTE_REDEFINED, "un attribut est écrit deux fois",
           "an attribute is written twice"},
    Reason{XML_ERR_LT_IN_ATTRIBUTE, "« < » dans la valeur d'un attribut",
           "\"<\" in the value of an attribute"},
    Reason{XML_ERR_INVALID_CHAR, "un caractère interdit en XML", "a character that XML forbids"},
    Reason{XML_NS_ERR_UNDEFINED_NAMESPACE, "un préfixe d'espace de noms n'est pas déclaré",
           "a namespace prefix is not declared"},
};

// Is the first character of `bytes` well-formed UTF-8 (Unicode 15, table 3-7)?
bool begins_with_utf8(std::string_view bytes) {
  if (bytes.empty()) return true;
  constexpr std::string_view own = "\uFFFD";  // which may well stand in a text
  const std::string_view before = bytes;
  return take_code_point(bytes) != replacement_character || before.substr(0, own.size()) == own;
}

bool is_about_encoding(const xmlError& error, std::string_view rest) {
  switch (error.code) {
    case XML_ERR_INVALID_ENCODING:
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_I18N_CONV_FAILED:
    case XML_I18N_NO_OUTPUT:
      return true;
    case XML_ERR_INVALID_CHAR:
      return !begins_with_utf8(rest);
    default:
      return false;
  }
}

Text reason_of(const xmlError& error) {
  for (const Reason& reason : reasons) {
    if (reason.code == error.code) return {std::string(reason.fr), std::string(reason.en)};
  }
  return same(error.message == nullptr ? "" : clip(trim_xml_space(error.message)));
}

}  // namespace

XmlError explain(const xmlError& error, std::string_view rest, bool looks_like_xml) {
  if (error.code == XML_ERR_UNSUPPORTED_ENCODING || error.code == XML_ERR_UNKNOWN_ENCODING) {
    return {"ENCODING", describe(Issue::unknown_encoding,
                                 same(error.str1 == nullptr ? "?" : clip(error.str1)))};
  }
  if (is_about_encoding(error, rest)) return {"ENCODING", describe(Issue::bad_encoding)};
  if (!looks_like_xml) return {"MALFORMED", describe(Issue::not_xml)};
  return {"MALFORMED", describe(Issue::malformed, reason_of(error))};
}

}  // namespace facteur::formats
