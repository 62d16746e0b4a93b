package pop3kit.tests;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import pop3kit.Pop3kit;

/** Tests that fail. RunnerTest runs them and checks the output. JUnit does not find them itself, because of the class name. */
class FailingExample {
    @RegisterExtension final Pop3kit pop3 = Pop3kit.scenario("broken.lua");

    @Test
    void clientThatDoesNotTryAgain() throws IOException {
        Talk.with(pop3, "RETR 1");
    }

    @Test
    void reasonOfItsOwn() throws IOException {
        Talk.with(pop3, "NOOP", "QUIT");
        throw new IOException("a reason of its own");
    }
}
