import unittest

from gates.co_await import check_source


def complaints(body, head="awaitable<void> f()"):
    return [finding.what.split(" in a co_await")[0] for finding in check_source("x.cpp", head + " {\n" + body + "\n}\n")]


class Refused(unittest.TestCase):
    def refuses(self, body, *what):
        self.assertEqual(complaints(body), list(what), body)

    def test_braced_temporaries(self):
        self.refuses("co_await send(request{1, name});", "a braced initialiser")
        self.refuses("co_await send({1, name});", "a braced initialiser")
        self.refuses("auto x = co_await send(std::vector<int>{1, 2});", "a braced initialiser")
        self.refuses("co_return co_await send(a, b({1}));", "a braced initialiser")
        self.refuses("request r{co_await f()};", "a braced initialiser")
        self.refuses("if (auto r = co_await send({1}); r) { g(); }", "a braced initialiser")
        self.refuses("while (co_await send(x{1})) { g(); }", "a braced initialiser")

    def test_lambdas_with_captures(self):
        self.refuses("co_await run([name] { return name; });", "a lambda with captures")
        self.refuses("co_await run(a, [=](int x) mutable noexcept { use(x); });", "a lambda with captures")
        self.refuses("co_await run([&](auto&& x) -> std::vector<int> { return x; });", "a lambda with captures")

    def test_conditional(self):
        self.refuses("co_await send(a ? b : c);", "?:")
        self.refuses("auto x = a ? co_await f() : g();", "?:")

    def test_inside_lambda_bodies(self):
        self.refuses("spawn([this]() -> awaitable<void> { co_await send({1}); });", "a braced initialiser")
        self.refuses("auto g = [&]<class T>(T x) -> awaitable<void> { co_await send(x ? a : b); };", "?:")

    def test_the_line_is_told(self):
        found = check_source("x.cpp", "a f() {\n  g();\n  co_await send(\n      {1});\n}\n")
        self.assertEqual([f.line for f in found], [4])


class Accepted(unittest.TestCase):
    def accepts(self, body):
        self.assertEqual(complaints(body), [], body)

    def test_plain_statements(self):
        self.accepts("co_await f(); co_return;")
        self.accepts("auto [a, b] = co_await f();")
        self.accepts("const auto& [a, b] = co_await f();")
        self.accepts("[[maybe_unused]] auto r = co_await f(table[3], buffer[i + 1]);")
        self.accepts('co_await f("what? {no}", \'?\', R"x({?[a]})x");  // {1} ? [x]')

    def test_neighbouring_statements(self):
        self.accepts("request r{1, 2}; co_await send(std::move(r)); int x = a ? b : c;")
        self.accepts("if (a ? b : c) co_await f();")
        self.accepts("if (x) { y = {1}; } co_await f(); { z = {2}; }")
        self.accepts("for (int i{0}; i < 3; ++i) co_await f();")
        self.accepts("for (auto x : {1, 2}) { co_await f(x); }")
        self.accepts("try { co_await f(); } catch (...) { g({1}); }")
        self.accepts("switch (x) { case 1: co_await f(); break; default: g(a ? b : c); }")
        self.accepts("do { co_await f(); } while (a ? b : c);")
        self.accepts("if (a) co_await f(); else g({1});")

    def test_lambda_bodies_are_functions_of_their_own(self):
        self.accepts("co_spawn(ex, [this, x]() -> awaitable<void> { co_await f(); }, detached);")
        self.accepts("auto g = [&] { return a ? b : c; }; co_await f(g);")
        self.accepts("co_await f([](int x) { return x ? request{1} : request{2}; });")

    def test_member_initialisers_and_scopes(self):
        source = "namespace a { struct s final : t { s(int x) : x_{x}, y_{1} { g(); } awaitable<void> f() { co_await g(); } }; }"
        self.assertEqual(check_source("x.cpp", source), [])


if __name__ == "__main__":
    unittest.main()
