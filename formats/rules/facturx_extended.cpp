#include "formats/rules/facturx_extended.h"
namespace facteur::formats::facturx {

void list_extended_rules(std::vector<const Rule*>& rules) { (void) rules; }
void check_extended(Node root, Report& report) { (void)root; (void)report;}

}  // namespace facteur::formats::facturx
