// PDFs for tests, written object by object, so that each thing that can be wrong with one can be.
#pragma once

#include <string>
#include <vector>

namespace facteur::test {

std::string deflated(const std::string& bytes);

enum class Xref { table, stream, none };

class PdfMaker {
 public:
  // An object; its number, from 1 on. `body`: "<< ... >>", "[ ... ]", "42".
  int add(std::string body);
  // A stream; `entries` of its dictionary but for /Length. `data` as it stands in the file.
  int add_stream(const std::string& entries, const std::string& data);
  void replace(int number, std::string body);
  // Into a compressed object stream, instead of the body of the file. A table cannot say so.
  void compress(int number);

  // The file: its catalog is object `root`. `trailer`: further entries.
  std::string write(int root, Xref xref = Xref::table, const std::string& trailer = "") const;

 private:
  struct Object {
    std::string body;
    bool compressed = false;
  };
  std::vector<Object> objects_;
};

// What a hybrid invoice is made of, each part to be changed.
struct Hybrid {
  struct File {
    std::string name = "factur-x.xml";
    std::string data;
    std::string relationship = "/Alternative";
    std::string filter;        // entries: "/Filter /FlateDecode"
    bool in_name_tree = true;  // else only in /AF
  };
  std::vector<File> files;
  std::string level = "EN 16931";
  bool with_xmp = true;
  bool associated = true;  // /AF in the catalog
  std::string content;     // of the page
  std::string font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";

  // Adds its objects and returns the number of the catalog.
  int add_to(PdfMaker& maker) const;
  std::string write(Xref xref = Xref::table) const;
};

// With one file, deflated.
Hybrid hybrid_of(const std::string& xml);

}  // namespace facteur::test
