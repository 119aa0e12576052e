// The one binary: `facteur <command>`.
int main() {
  return 2;
}
