// Keys in files: made once, refused when they are weak, exposed or of somebody else.
#include "signing/signer.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "signing/file_key.h"
#include "signing/openssl_handles.h"

using namespace facteur::signing;

namespace {

constexpr std::int64_t kNow = 1'795'200'000;

class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "facteur-signing-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  std::string key() const { return path_ / "key.pem"; }
  std::string certificate() const { return path_ / "certificate.pem"; }

 private:
  std::filesystem::path path_;
};

std::unique_ptr<Signer> make(const Folder& folder) {
  auto made = load_or_make_file_key(folder.key(), folder.certificate(), "Facteur test", kNow);
  REQUIRE(std::holds_alternative<std::unique_ptr<Signer>>(made));
  return std::move(std::get<std::unique_ptr<Signer>>(made));
}

KeyError problem_with(const Folder& folder) {
  const auto loaded = load_file_key(folder.key(), folder.certificate());
  REQUIRE(std::holds_alternative<KeyProblem>(loaded));
  return std::get<KeyProblem>(loaded).error;
}

void write_key(const Folder& folder, const Key& key, const EVP_CIPHER* cipher = nullptr) {
  std::FILE* file = std::fopen(folder.key().c_str(), "w");
  char password[] = "secret";
  PEM_write_PKCS8PrivateKey(file, key.get(), cipher, password, 6, nullptr, nullptr);
  std::fclose(file);
  ::chmod(folder.key().c_str(), 0600);
}

std::string read(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a missing key is made, private to its owner, and is the same next time") {
  const Folder folder;
  const auto first = make(folder);
  struct stat status {};
  REQUIRE(::stat(folder.key().c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
  const auto second = make(folder);
  CHECK(first->key_id() == second->key_id());
  CHECK(first->key_id().size() == 64);
  CHECK(first->certificate_pem() == read(folder.certificate()));
}

TEST_CASE("a signature holds for its bytes, its key and its algorithm only") {
  const Folder folder;
  const Folder elsewhere;
  const auto signer = make(folder);
  const auto other = make(elsewhere);
  const std::string signature = signer->sign("a tree head");
  CHECK(verify(signer->algorithm(), signer->public_key_pem(), "a tree head", signature));
  CHECK_FALSE(verify(signer->algorithm(), signer->public_key_pem(), "a tree heap", signature));
  CHECK_FALSE(verify(signer->algorithm(), other->public_key_pem(), "a tree head", signature));
  CHECK_FALSE(verify("none", signer->public_key_pem(), "a tree head", signature));
  CHECK_FALSE(verify(signer->algorithm(), "", "a tree head", signature));
  CHECK_FALSE(verify(signer->algorithm(), signer->public_key_pem(), "a tree head", ""));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    CHECK_FALSE(verify(signer->algorithm(), signer->public_key_pem(), "a tree head", changed));
  }
}

TEST_CASE("the certificate names the signer, carries its key, and starts when it was made") {
  const Folder folder;
  const auto signer = make(folder);
  const std::string pem = signer->certificate_pem();
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
  REQUIRE(certificate);
  CHECK(X509_verify(certificate.get(), X509_get0_pubkey(certificate.get())) == 1);
  std::time_t now = kNow;
  CHECK(X509_cmp_time(X509_get0_notBefore(certificate.get()), &now) <= 0);
  std::time_t in_nine_years = kNow + 9 * 365 * 86'400;
  CHECK(X509_cmp_time(X509_get0_notAfter(certificate.get()), &in_nine_years) > 0);
  char name[64] = {};
  X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name, 64);
  CHECK(std::string(name) == "Facteur test");
}

TEST_CASE("a key that others may read is refused") {
  const Folder folder;
  make(folder);
  for (const mode_t mode : {0640u, 0604u, 0660u, 0601u}) {
    ::chmod(folder.key().c_str(), mode);
    CHECK(problem_with(folder) == KeyError::exposed);
  }
}

TEST_CASE("weak, encrypted, foreign and absent keys are refused, each with its reason") {
  const Folder folder;
  CHECK(problem_with(folder) == KeyError::unreadable);
  make(folder);
  write_key(folder, Key(EVP_RSA_gen(1024)));
  CHECK(problem_with(folder) == KeyError::weak);
  write_key(folder, Key(EVP_EC_gen("P-224")));
  CHECK(problem_with(folder) == KeyError::weak);
  write_key(folder, Key(EVP_EC_gen("P-256")), EVP_aes_256_cbc());
  CHECK(problem_with(folder) == KeyError::not_a_key);
  write_key(folder, Key(EVP_EC_gen("P-256")));
  CHECK(problem_with(folder) == KeyError::mismatch);
  std::ofstream(folder.key()) << "hello";
  CHECK(problem_with(folder) == KeyError::not_a_key);
}

TEST_CASE("an existing file is never replaced, even when its partner is missing") {
  const Folder folder;
  make(folder);
  const std::string key = read(folder.key());
  std::filesystem::remove(folder.certificate());
  const auto result = load_or_make_file_key(folder.key(), folder.certificate(), "x", kNow);
  CHECK(std::holds_alternative<KeyProblem>(result));
  CHECK(read(folder.key()) == key);
}
