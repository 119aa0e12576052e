// A life-cycle message as people read it. Pure.
#pragma once

#include "formats/readable/sheet.h"
#include "formats/status_message.h"

namespace facteur::formats::readable {

// Texts come from strangers, and a message is meant to fit a page: what is cut is whole in it.
Sheet sheet_of(const StatusMessage& message, bool french);

}  // namespace facteur::formats::readable
