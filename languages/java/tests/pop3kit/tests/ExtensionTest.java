package pop3kit.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pop3kit.Expectation;
import pop3kit.Pop3kit;
import pop3kit.Pop3kitException;
import pop3kit.VerdictError;

/** How the extension judges tests and reports mistakes. JUnit does not find the example classes itself, because of their names. */
class ExtensionTest {
    private static final String UNUSED_RULE = "return scenario { title = \"quiet\", rules = { { on = \"NOOP\", close = \"reset\" } } }";

    static class StrictExample {
        @RegisterExtension final Pop3kit strict = Pop3kit.text(UNUSED_RULE).strict();

        @Test
        void test() { }
    }

    @Test
    void strictFailsATestWhoseRuleNeverFired() {
        assertEquals(Map.of("test()", """
                the client did not meet the scenario 'quiet' (seed 1):
                  scenario.lua:1: NOOP: this rule never fired
                the client sent:
                  no command"""), withoutFolder(Outcomes.of(StrictExample.class)));
    }

    private static Map<String, String> withoutFolder(Map<String, String> outcomes) {
        outcomes.replaceAll((name, outcome) -> outcome.replaceAll("/\\S*/", ""));
        return outcomes;
    }

    static class PassingExample {
        @RegisterExtension final Pop3kit tolerant = Pop3kit.text(UNUSED_RULE);
        @RegisterExtension final Pop3kit unverified = Pop3kit.scenario("broken.lua").unverified();
        @RegisterExtension final Pop3kit closed = Pop3kit.scenario("broken.lua");

        @Test
        void test() {
            closed.close();
            assertThrows(VerdictError.class, unverified::verify);
        }
    }

    @Test
    void unverifiedAndClosedServersAreNotJudged() {
        assertEquals(Map.of("test()", "passed"), Outcomes.of(PassingExample.class));
    }

    static class SeveralServersExample {
        @RegisterExtension static Pop3kit shared = Pop3kit.ordinary();
        @RegisterExtension final Pop3kit own = Pop3kit.ordinary();

        @Nested
        class InnerExample {
            @Test
            void inner() throws IOException {
                Talk.with(shared, "NOOP", "QUIT");
                shared.expect(Expectation.of("NOOP").exactly(1));
                assertEquals(0, own.journal().size());
            }
        }

        @Test
        void outer() throws IOException {
            Talk.with(own, "STAT", "QUIT");
            own.expect(Expectation.of("NOOP").never());
            shared.expect(Expectation.of("NOOP"));
        }
    }

    @Test
    void everyServerOfATestIsJudgedAndNestedClassesShareThoseOfTheOuterClass() {
        Map<String, String> outcomes = Outcomes.of(SeveralServersExample.class);
        assertEquals("passed", outcomes.get("inner()"));
        assertTrue(outcomes.get("outer()").contains("  the test expected NOOP at least once, but it never came\n"), outcomes::toString);
    }

    static class MistakenExample {
        @RegisterExtension static Pop3kit pop3 = Pop3kit.text("return scenario { rulse = {} }");

        @Test
        void test() { }
    }

    @Test
    void mistakeInASharedScenarioFailsTheClass() {
        Map<String, String> outcomes = Outcomes.of(MistakenExample.class);
        assertEquals(1, outcomes.size());
        assertTrue(outcomes.get("ExtensionTest$MistakenExample").contains("unknown key 'rulse' in a scenario; did you mean 'rules'?"),
                outcomes::toString);
    }

    static class MissingExample {
        @RegisterExtension final Pop3kit pop3 = Pop3kit.scenario("missing.lua");

        @Test
        void test() { }
    }

    @Test
    void missingScenarioIsNamedWithThePlacesWhereItWasSought() {
        assertEquals(Map.of("test()", "the scenario 'missing.lua' is neither a resource of pop3kit.tests.ExtensionTest$MissingExample "
                + "nor a file in the current folder"), Outcomes.of(MissingExample.class));
    }

    static class EndedExample {
        @RegisterExtension final Pop3kit pop3 = Pop3kit.ordinary();

        @Test
        void test() {
            pop3.ask("POST", "/shutdown", null, Map.of());
            assertThrows(Pop3kitException.class, () -> {
                while (true) pop3.commands();
            });
        }
    }

    @Test
    void serverThatEndedTooEarlyFailsTheTest() {
        Map<String, String> outcomes = Outcomes.of(EndedExample.class);
        assertTrue(outcomes.get("test()").contains("the server does not answer"), outcomes::toString);
    }

    @Test
    void sharedServerRefusesASecondTestAtTheSameTime() {
        try (Pop3kit shared = Pop3kit.ordinary()) {
            shared.beforeEach(null);
            var refused = assertThrows(Pop3kitException.class, () -> shared.beforeEach(null));
            assertTrue(refused.getMessage().startsWith("two tests use this server at the same time"));
        }
    }
}
