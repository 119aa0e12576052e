#include "archive/layout.h"
#include "archive/verify_parts.h"

namespace facteur::archive {
namespace {

const std::string kNewest(kCheckpointFile);

std::optional<Checkpoint> parse(Inspection& inspection, const std::string& file,
                                const std::string& text, const std::string& archive_id) {
  auto head = parse_checkpoint(text);
  if (head && head->archive_id == archive_id) return head;
  inspection.fault(
      {FaultKind::checkpoint, file, 0, {}, {}, head ? "of another archive" : "not a checkpoint"});
  return std::nullopt;
}

// The public keys that stand beside the archive, each under its own id.
KeyRing read_keys(Inspection& inspection, const JournalFacts& journal) {
  KeyRing keys;
  for (const std::string& name : inspection.files.list(inspection.path("keys"))) {
    if (!name.ends_with(".pem")) continue;
    const std::string file = "keys/" + name;
    const std::string id = name.substr(0, name.size() - 4);
    const std::string pem = read_file(inspection.files, inspection.path(file));
    if (key_id_of(pem) != id) {
      inspection.fault({FaultKind::key, file, 0, {}, {}, "not the public key of that name"});
    } else if (journal.whole && !journal.key_ids.contains(id)) {
      inspection.fault({FaultKind::key, file, 0, {}, {}, "no entry introduces this key"});
    } else {
      keys[id] = pem;
    }
  }
  return keys;
}

class HeadInspector {
 public:
  HeadInspector(Inspection& inspection, const Heads& heads, const JournalFacts& journal)
      : inspection_(inspection),
        heads_(heads),
        journal_(journal),
        keys_(read_keys(inspection, journal)) {}

  void check_head(const std::string& file, const Checkpoint& head) {
    const std::string complaint = check_signatures(head, keys_);
    if (!complaint.empty()) fault(FaultKind::head_signature, file, complaint);
    check_root(file, head);
  }

  void check_root(const std::string& file, const Checkpoint& head) {
    if (!journal_.whole) return;
    const auto root = journal_.roots.find(head.size);
    if (root == journal_.roots.end()) {
      fault(FaultKind::head_root, file,
            "covers " + std::to_string(head.size) + " entries, but the journal has " +
                std::to_string(journal_.entries));
    } else if (root->second != head.root) {
      fault(FaultKind::head_root, file, "its root does not follow from the journal");
    }
  }

  // From the newest head back through those that it names.
  void check_chain() {
    std::set<std::string> reached;
    Checkpoint head = *heads_.newest;
    while (head.previous_size > 0 && head.previous_size < head.size) {
      const std::string file = kept_checkpoint_path(head.previous_size);
      const auto text = heads_.kept_texts.find(file);
      if (text == heads_.kept_texts.end()) {
        fault(FaultKind::missing_file, file, "a kept head");
        return;
      }
      reached.insert(file);
      if (sha256(text->second) != head.previous_hash) {
        fault(FaultKind::head_chain, file, "not the head that the next one names");
      }
      const auto next = heads_.kept.find(file);
      if (next == heads_.kept.end()) return;  // reported where it was parsed
      head = next->second;
    }
    check_unreached(reached);
  }

  void check_pinned_key() {
    const std::string& pem = inspection_.options.pinned_key;
    if (pem.empty()) return;
    for (const HeadSignature& signature : heads_.newest->signatures) {
      if (verify_signature(signature, signed_part(*heads_.newest), pem)) return;
    }
    fault(FaultKind::pinned_key, kNewest, "the newest head is not signed by the key asked for");
  }

 private:
  void fault(FaultKind kind, const std::string& file, std::string detail) {
    inspection_.fault({kind, file, 0, {}, {}, std::move(detail)});
  }

  // A copy of the newest head may be there already: the writer keeps it just before replacing it.
  void check_unreached(const std::set<std::string>& reached) {
    for (const auto& [file, text] : heads_.kept_texts) {
      if (reached.contains(file) || text == heads_.newest_text) continue;
      inspection_.fault_unless_in_use(
          {FaultKind::head_chain, file, 0, {}, {}, "the newest head does not lead to it"});
    }
  }

  Inspection& inspection_;
  const Heads& heads_;
  const JournalFacts& journal_;
  const KeyRing keys_;
};

void check_known_heads(HeadInspector& inspector, const VerifyOptions& options) {
  for (const std::string& text : options.known_heads) {
    if (const auto head = parse_checkpoint(text)) inspector.check_root("known head", *head);
  }
}

}  // namespace

Heads read_heads(Inspection& inspection, const std::string& archive_id) {
  Heads heads;
  if (inspection.files.exists(inspection.path(kNewest))) {
    heads.newest_text = read_file(inspection.files, inspection.path(kNewest));
    heads.newest = parse(inspection, kNewest, heads.newest_text, archive_id);
  }
  for (const std::string& name : inspection.files.list(inspection.path("checkpoints"))) {
    if (!number_in(name, "", "", 20)) continue;
    const std::string file = "checkpoints/" + name;
    heads.kept_texts[file] = read_file(inspection.files, inspection.path(file));
    const auto head = parse(inspection, file, heads.kept_texts[file], archive_id);
    if (head && kept_checkpoint_path(head->size) == file) {
      heads.kept[file] = *head;
    } else if (head) {
      inspection.fault(
          {FaultKind::checkpoint, file, 0, {}, {}, "not of the size that its name says"});
    }
  }
  return heads;
}

void inspect_heads(Inspection& inspection, const Heads& heads, const JournalFacts& journal) {
  HeadInspector inspector(inspection, heads, journal);
  for (const auto& [file, head] : heads.kept) inspector.check_head(file, head);
  check_known_heads(inspector, inspection.options);
  if (heads.newest) {
    inspector.check_head(kNewest, *heads.newest);
    inspector.check_chain();
    inspector.check_pinned_key();
    return;
  }
  if (!heads.newest_text.empty()) return;  // reported where it was parsed
  // Opening writes the first head before it lets anybody deposit: without one there is nothing to
  // lose.
  const bool newborn = heads.kept.empty() && journal.entries <= 1;
  if (newborn) return inspection.unfinished();
  inspection.fault({FaultKind::missing_file, kNewest, 0, {}, {}, "no signed head"});
}

}  // namespace facteur::archive
