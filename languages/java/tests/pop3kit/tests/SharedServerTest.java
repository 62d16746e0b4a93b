package pop3kit.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pop3kit.Pop3kit;

/** All tests of the class share one server, and each starts the scenario from its beginning. */
@Execution(ExecutionMode.SAME_THREAD)
class SharedServerTest {
    @RegisterExtension static Pop3kit pop3 = Pop3kit.scenario("broken.lua").seed(7);
    private static int port;

    @RepeatedTest(3)
    void eachTestStartsTheScenarioFromItsBeginning() throws IOException {
        assertEquals(List.of(), pop3.commands());
        assertEquals(7, pop3.verdict(Duration.ZERO).seed());
        Talk.with(pop3, "RETR 1");
        Talk.with(pop3, "RETR 1", "DELE 1", "QUIT");
        assertEquals(port == 0 ? pop3.port() : port, pop3.port());
        port = pop3.port();
    }

    @Test
    void scenarioThatATestLoadsEndsWithIt() {
        pop3.loadText("return scenario { title = \"another\" }");
    }
}
