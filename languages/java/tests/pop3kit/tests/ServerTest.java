package pop3kit.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import pop3kit.Expectation;
import pop3kit.Pop3kit;
import pop3kit.Pop3kitException;
import pop3kit.Server;
import pop3kit.VerdictError;

/** Each test has a server of its own, so that the tests can run in parallel. */
class ServerTest {
    @RegisterExtension final Pop3kit pop3 = Pop3kit.ordinary();

    @Test
    void ordinaryScenarioHasThreeMessagesOfAlice() throws IOException {
        assertEquals("+OK 3 3072", Talk.with(pop3, "STAT", "QUIT").get(3));
        assertEquals(List.of(1L, 2L, 3L), pop3.mailbox("alice").stream().map(Server.MailboxMessage::number).toList());
        assertEquals("pop3://127.0.0.1:" + pop3.port(), pop3.url());
        assertEquals("pop3s://127.0.0.1:" + pop3.tlsPort(), pop3.tlsUrl());
    }

    @Test
    void clientThatTrustsTheCaFileConnectsOverTls() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        try (var pem = Files.newInputStream(pop3.caFile())) {
            trusted.setCertificateEntry("pop3kit", CertificateFactory.getInstance("X.509").generateCertificate(pem));
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        try (var socket = context.getSocketFactory().createSocket(pop3.host(), pop3.tlsPort())) {
            assertEquals('+', socket.getInputStream().read());
        }
    }

    @Test
    void everyBoundHasItsDifference() throws IOException {
        try (Server server = Server.serveText("return scenario { accounts = { alice = { password = \"s3cret\" } } }")) {
            Talk.with(server, "NOOP", "NOOP", "NOOP", "QUIT");
            Expectation noop = Expectation.of("NOOP");
            List.of(noop.exactly(2), noop.never(), noop.atMost(2), noop.atLeast(4).atMost(5), noop.by("bob"), noop.onConnection(2),
                    noop.exactly(3)).forEach(server::expect);
            assertEquals(List.of(
                    "the test expected NOOP exactly 2 times, but it came 3 times",
                    "the test expected NOOP never, but it came 3 times",
                    "the test expected NOOP at most 2 times, but it came 3 times",
                    "the test expected NOOP at least 4 times and at most 5 times, but it came 3 times",
                    "the test expected NOOP by bob at least once, but it never came; nearest: NOOP on connection 1",
                    "the test expected NOOP on connection 2 at least once, but it never came; nearest: NOOP on connection 1"),
                    server.verdict(Duration.ZERO).expectations().stream().map(Expectation.Report::difference)
                            .filter(each -> each != null).toList());
        }
        assertThrows(IllegalArgumentException.class, () -> Expectation.of("RETR $n"));
    }

    @Test
    void verdictWaitsForAClientThatIsStillAtWork() throws Exception {
        pop3.addRules("{ on = \"NOOP\", hold = \"gate\" }");
        pop3.expect(Expectation.of("RETR 1"));
        var late = CompletableFuture.supplyAsync(() -> {
            try {
                return Talk.with(pop3, "NOOP", "RETR 1", "QUIT");
            } catch (IOException error) {
                throw new java.io.UncheckedIOException(error);
            }
        });
        assertEquals(1, pop3.waitFor("NOOP", Duration.ofSeconds(60)).connection());
        assertThrows(VerdictError.class, () -> pop3.verify(Duration.ZERO));
        assertEquals(1, pop3.sessionCount());
        pop3.release("gate");
        pop3.verify(Duration.ofSeconds(60));
        late.get();
        assertThrows(VerdictError.class, () -> pop3.waitFor("RETR 3", Duration.ZERO));
    }

    @Test
    void rulesComeAndGo() throws IOException {
        var added = pop3.addRules("{ on = \"STAT\", times = 1, reply = err(\"SYS/TEMP\", \"later\") }");
        assertEquals("-ERR [SYS/TEMP] later", Talk.with(pop3, "STAT", "QUIT").get(3));
        assertEquals(1, pop3.rules().get(0).fired());
        pop3.removeRule(added.get(0).number());
        pop3.addRules("{ on = \"STAT\", close = \"reset\" }");
        pop3.removeRules();
        assertEquals("+OK 3 3072", Talk.with(pop3, "STAT", "QUIT").get(3));
        var refused = assertThrows(Pop3kitException.class, () -> pop3.addRules("{ on = \"STAT\",\n raply = \"+OK\" }"));
        assertTrue(refused.getMessage().contains("rules:2: unknown key 'raply' in a rule; did you mean 'reply'?"));
        assertEquals(422, refused.status());
    }

    @Test
    void deliveredMailIsThereAtTheNextLogin() throws IOException {
        pop3.deliver("alice", "Subject: Grüße\n\nHello.\n");
        assertTrue(Talk.with(pop3, "RETR 4", "QUIT").contains("Hello."));
        pop3.reset();
        assertEquals(3, pop3.mailbox("alice").size());
        assertEquals(0, pop3.endSessions());
    }

    @Test
    void loadFindsTheFilesThatAScenarioNames(@TempDir Path folder) throws IOException {
        Path below = Files.createDirectory(folder.resolve("below"));
        Files.writeString(folder.resolve("first.lua"), "return scenario {}");
        Files.writeString(below.resolve("letter.eml"), "Subject: below\n\n");
        Path letter = Files.writeString(below.resolve("letter.lua"),
                "return scenario { accounts = { alice = { password = \"s3cret\", mailbox = { eml \"letter.eml\" } } } }");
        try (Server server = Server.serve(folder.resolve("first.lua"))) {
            server.load(letter);
            assertTrue(Talk.with(server, "RETR 1", "QUIT").contains("Subject: below"));
        }
        var refused = assertThrows(Pop3kitException.class, () -> pop3.load(letter));
        assertTrue(refused.getMessage().contains("this server looks for files of a scenario in no folder"));
    }

    @Test
    void invalidScenarioIsRefusedWithEveryMistake() {
        var refused = assertThrows(Pop3kitException.class, () -> Server.serveText("return scenario { rulse = {},\n expcet = {} }"));
        assertTrue(refused.getMessage().contains("unknown key 'rulse' in a scenario; did you mean 'rules'?"));
        assertTrue(refused.getMessage().contains("unknown key 'expcet' in a scenario; did you mean 'expect'?"));
    }

    @Test
    void closedServerLeavesNoFiles() {
        Server server = Server.serveText("return scenario {}");
        Path folder = server.caFile().getParent();
        assertTrue(Files.exists(folder));
        server.close();
        server.close();
        assertTrue(Files.notExists(folder));
        assertThrows(Pop3kitException.class, server::port);
    }
}
