import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import pop3kit.Expectation;
import pop3kit.Pop3kit;

/** Tests of MailReader, with pop3kit-junit5.jar and JUnit 5 on the class path. */
@Execution(ExecutionMode.SAME_THREAD)
class MailReaderTest {
    @RegisterExtension static Pop3kit pop3 = Pop3kit.scenario("torn.lua");

    @Test
    void messageThatWasTornIsFetchedAgain() throws IOException {
        assertEquals(2, MailReader.readAll(pop3.host(), pop3.port(), "alice", "s3cret").size());
        assertEquals(0, pop3.mailbox("alice").size());
    }

    @Test
    void refusedDeletionReachesTheCaller() {
        pop3.loadText("return scenario { accounts = { alice = { password = \"s3cret\", mailbox = { generate { count = 2 } } } } }");
        pop3.addRules("{ on = \"DELE\", nth = 2, reply = err(\"the disk is full\") }");
        pop3.expect(Expectation.of("QUIT").never());
        assertThrows(MailReader.Refused.class, () -> MailReader.readAll(pop3.host(), pop3.port(), "alice", "s3cret"));
    }
}
