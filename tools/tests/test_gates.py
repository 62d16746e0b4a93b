import tempfile
import unittest
from pathlib import Path

from gates import leftovers, rooms, sizes, test_files, widths
from gates.compile_commands import _portable
from gates.remembered import Remembered
from gates.tree import Tree


class OnATree(unittest.TestCase):
    def tree(self, **files):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name, text in files.pop("files", files).items():
            path = Path(folder.name) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return Tree(folder.name)


class Rooms(OnATree):
    HEADERS = {
        f"{room}/include/pop3kit/{name}.hpp": "#pragma once\n#include <string>\n"
        for room, name in (("core", "errc"), ("client", "client"), ("server", "server"))
    }

    def complaints(self, path, text):
        head = "#pragma once\n" if path.endswith(".hpp") else ""
        return [f.what for f in rooms.check(self.tree(files={**self.HEADERS, path: head + text}))]

    def refuses(self, path, text):
        self.assertEqual(len(self.complaints(path, text)), 1, text)

    def accepts(self, path, text):
        self.assertEqual(self.complaints(path, text), [], text)

    def test_only_the_header_for_tests_includes_googletest(self):
        self.accepts("server/include/pop3kit/gtest.hpp", "#include <gmock/gmock.h>\n")
        self.refuses("server/include/pop3kit/gtest.hpp", "#include <lua.hpp>\n")
        self.refuses("server/include/pop3kit/other.hpp", "#include <gtest/gtest.h>\n")

    def test_wire_is_pure(self):
        self.accepts("core/wire/a.cpp", "#include <vector>\n#include <pop3kit/errc.hpp>\n#include <boost/system/result.hpp>\n")
        self.refuses("core/wire/a.cpp", "#include <boost/asio/write.hpp>\n")
        self.refuses("core/wire/a.cpp", "#include <chrono>\n")
        self.refuses("core/wire/a.cpp", '#  include "net/clock.hpp"\n')
        self.refuses("core/wire/a.cpp", "#include <sys/socket.h>\n")

    def test_net_knows_the_vocabulary_alone(self):
        self.accepts("core/net/a.cpp", '#include "wire/outcome.hpp"\n#include <openssl/ssl.h>\n')
        self.refuses("core/net/a.cpp", '#include "wire/verb.hpp"\n')

    def test_client_and_server_never_meet(self):
        self.refuses("client/src/a.cpp", "#include <pop3kit/server.hpp>\n")
        self.refuses("server/src/a.cpp", "#include <pop3kit/client.hpp>\n")
        self.refuses("client/src/a.cpp", "#include <lua.hpp>\n")
        self.accepts("server/src/a.cpp", "#include <lua.hpp>\n")

    def test_the_command_sees_public_headers_alone(self):
        self.accepts("cli/a.cpp", "#include <pop3kit/client.hpp>\n#include <CLI/App.hpp>\n")
        self.refuses("cli/a.cpp", '#include "wire/verb.hpp"\n')
        self.refuses("examples/a.cpp", '#include "session.hpp"\n')

    def test_archive_sees_public_headers_and_sqlite_only(self):
        self.accepts("archive/src/a.cpp", "#include <sqlite3.h>\n#include <pop3kit/client.hpp>\n")
        self.refuses("archive/src/a.cpp", '#include "net/tls/tls.hpp"\n')
        self.refuses("archive/src/a.cpp", "#include <pop3kit/server.hpp>\n")
        self.refuses("archive/src/a.cpp", "#include <unistd.h>\n")

    def test_conformance_does_not_share_the_grammar(self):
        self.accepts("conformance/src/a.cpp", '#include <pop3kit/client.hpp>\n#include "net/tls/tls.hpp"\n')
        self.refuses("conformance/src/a.cpp", '#include "wire/listing.hpp"\n')

    def test_public_headers_are_free_of_third_parties(self):
        path = "client/include/pop3kit/x.hpp"
        self.accepts(path, "#include <boost/asio/awaitable.hpp>\n#include <pop3kit/errc.hpp>\n")
        self.refuses(path, "#include <openssl/ssl.h>\n")
        self.refuses(path, "#include <boost/asio/io_context.hpp>\n")
        self.refuses(path, '#include "wire/verb.hpp"\n')
        self.refuses(path, "#include <pop3kit/server.hpp>\n")
        self.refuses(path, "#define POP3KIT_X 1\n")

    def test_manners(self):
        self.refuses("core/net/detail/a.cpp", "")
        self.refuses("core/net/a.cpp", "namespace pop3kit::detail {}\n")
        self.refuses("core/net/a.cpp", "#include <pop3kit/unheard_of.hpp>\n")
        self.assertEqual(len(rooms.check(self.tree(files={"core/net/a.hpp": "int x;\n"}))), 1)


class Sizes(OnATree):
    def check(self, files, wide=None):
        return [f.what for f in sizes.check(self.tree(files=files), wide or {})]

    def test_a_long_file_and_a_long_median(self):
        found = self.check({"a.cpp": "int x;\n" * 501})
        self.assertEqual(len(found), 2, found)

    def test_public_functions_and_members_are_counted(self):
        source = (
            "namespace a {\ntemplate <class T, class U = b<T>>\nclass wide final : public base<T> {\n public:\n"
            "  explicit wide(int x) : x_{x}, y_(2) { f(); }\n  ~wide();\n  wide(const wide&) = delete;\n"
            "  wide& operator=(const wide&) = delete;\n  [[nodiscard]] std::function<void(int)> f() const;\n"
            "  void f(int (*call)(int) = nullptr) noexcept { if (x_) {} }\n  template <class V>\n  auto g(V v) -> int;\n"
            "  static int h();\n  using t = int;\n  enum class e { one, two };\n  struct part {\n    int a;\n  };\n"
            "  friend void swap(wide&, wide&);\n private:\n  void hidden();\n  static constexpr int k = 3;\n  int x_{};\n"
            "  std::function<void(int)> y_;\n  std::map<int, std::vector<int>> z_ = {{1, {2}}};\n  int w_ = f(2);\n};\n"
            "struct data {\n  data(int);\n  int a;\n  int b;\n};\nenum class c { one };\nvoid f() {\n  int x;\n}\n}\n"
        )
        (found,) = widths.widths(source)
        self.assertEqual((found.name, found.functions, found.members), ("wide", 3, 4))

    def test_a_wide_class_needs_a_reason(self):
        members = "class a {\n  void f();\n" + "".join(f"  int m{i}_;\n" for i in range(13)) + "};\n"
        functions = "struct b {\n" + "".join(f"  void f{i}();\n" for i in range(21)) + "};\n"
        for name, source in (("a", members), ("b", functions)):
            path = f"client/src/{name}.hpp"
            self.assertEqual(len(self.check({path: source})), 1, name)
            self.assertEqual(self.check({path: source}, {(path, name): "a reason"}), [])
            self.assertEqual(self.check({f"tests/client/{name}.cpp": source}), [])
        self.assertEqual(len(self.check({"a.cpp": "int x;\n"}, {("client/src/a.hpp", "a"): "none"})), 1)


class Leftovers(OnATree):
    def test_words_and_places(self):
        for text in ("// TODO later", "TEST(a, DISABLED_b) {}", "GTEST_SKIP();", 'open("/home/me/mail")'):
            self.assertEqual(len(leftovers.check(self.tree(files={"a.cpp": text + "\n"}))), 1, text)
        for text in ("todo list", "https://example.org/home/page", "hackers", "/tmp"):
            self.assertEqual(leftovers.check(self.tree(files={"a.cpp": text + "\n"})), [], text)


class TestFiles(OnATree):
    def complaints(self, path, text):
        return [(f.line, f.what.split(":")[0]) for f in test_files.check(self.tree(files={path: text}))]

    def test_a_file_with_a_test_says_so_in_its_name(self):
        for test in ("TEST(a, b) {}", "TEST_F(a, b) {", "TEST_P(a, b) {", "TYPED_TEST(a, b) {", "  TEST(a,\n  b) {"):
            self.assertEqual(self.complaints("tests/net/a.cpp", f"\n{test}\n"), [(2, "defines a test")], test)
            self.assertEqual(self.complaints("tests/interop/peers/a.hpp", f"{test}\n"), [(1, "defines a test")], test)
            self.assertEqual(self.complaints("tests/net/a_test.cpp", f"{test}\n"), [], test)

    def test_a_file_without_a_test_does_not(self):
        for helper in ("int f();\n", "// TEST(a, b)\n", "#define MY_TEST(a) a\n", "INSTANTIATE_TEST_SUITE_P(a, b, c);\n"):
            self.assertEqual(self.complaints("tests/net/a_test.cpp", helper), [(1, "defines no test")], helper)
            self.assertEqual(self.complaints("tests/net/a.cpp", helper), [], helper)

    def test_other_places_have_other_names(self):
        for path in ("tests/fuzz/a_test.cpp", "tests/snippets/surroundings/a_test.cpp", "core/net/a_test.cpp"):
            self.assertEqual(self.complaints(path, "int f();\n"), [], path)
        for path in ("tests/consumer/project/a.cpp", "examples/a.cpp"):
            self.assertEqual(self.complaints(path, "TEST(a, b) {}\n"), [], path)


class Cache(OnATree):
    def test_a_verdict_is_forgotten_with_its_header(self):
        tree = self.tree(files={"core/wire/a.cpp": '#include "wire/a.hpp"\n', "core/wire/a.hpp": "#pragma once\n"})
        remembered = Remembered(tree, tree.root / "cache")
        self.assertFalse(remembered.is_clean("core/wire/a.cpp"))
        remembered.set_clean("core/wire/a.cpp")
        self.assertTrue(remembered.is_clean("core/wire/a.cpp"))
        (tree.root / "core/wire/a.hpp").write_text("#pragma once\nint changed;\n")
        self.assertFalse(Remembered(tree, tree.root / "cache").is_clean("core/wire/a.cpp"))

    def test_flags_are_made_portable(self):
        words = ["-DA=1", "-fcoroutines", "-Winvalid-pch", "-include", "/b/cmake_pch.hxx", "-o", "a.o", "-c", "/s/a.cpp"]
        self.assertEqual(_portable(words, "/s/a.cpp"), ["-DA=1"])


if __name__ == "__main__":
    unittest.main()
