package pop3kit.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs other Java processes and checks their output. */
class RunnerTest {
    private static Process java(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void failingTestShowsTheReadableDifference() throws Exception {
        Process run = java("org.junit.platform.console.ConsoleLauncher", "--select-class", "pop3kit.tests.FailingExample",
                "--disable-banner", "--disable-ansi-colors");
        run.getOutputStream().close();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(1, run.waitFor(), said);
        int at = 0;
        for (String line : List.of("the client did not meet the scenario 'torn' (seed 1):",
                "broken.lua:5: expected RETR 1 exactly 2 times, but it came once", "the client sent:", "1: USER alice",
                "1: PASS ****", "1: RETR 1")) {
            at = said.indexOf(line, at);
            assertTrue(at >= 0, () -> "'" + line + "' is not where it should be in:\n" + said);
        }
        assertTrue(said.contains("a reason of its own"), said);
        assertTrue(said.contains("1: NOOP"), said);
        assertTrue(said.contains("2 tests failed"), said);
    }

    @Test
    void serverEndsWithATestProcessThatIsKilled() throws Exception {
        Process holder = java("pop3kit.tests.HoldingExample");
        var reader = new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
        String[] told = reader.readLine().split(" ");
        try (Socket session = new Socket("127.0.0.1", Integer.parseInt(told[0]))) {
            assertEquals('+', session.getInputStream().read());
            holder.destroyForcibly();
            session.getInputStream().readAllBytes();  // until the server has ended
        } catch (SocketException error) {
            // The server has reset the connection.
        }
        assertTrue(Files.notExists(Path.of(told[1]).getParent()));
        holder.waitFor();
    }
}
