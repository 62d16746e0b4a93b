package pop3kit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** `pop3kit serve` as a child process that never outlives the process that started it. */
final class ServeProcess {
    // The shell runs between this process and the server. It reads a pipe whose other end only this process has. When this
    // process ends in any way, the pipe is closed and the shell ends the server. A word on the pipe asks for an orderly stop;
    // if the pipe is closed without one, the shell removes the folder, because this process cannot do it any more.
    private static final String GUARD = """
            folder=$1; shift
            exec 3<&0 </dev/null
            "$@" 3<&- &
            server=$!
            { read -r word <&3; [ -n "$word" ] || rm -rf "$folder"; kill "$server"; } >/dev/null 2>&1 &
            guard=$!
            exec 3<&-
            wait "$server"
            status=$?
            kill "$guard" 2>/dev/null
            exit "$status"
            """;

    private final Path folder;
    private final Process child;
    private final Map<String, Object> ready;

    /** Starts the server and returns when all ports are open. If `file` is null, the server plays `text`. */
    ServeProcess(Path file, String text, List<String> options) {
        String program = findCommand();
        try {
            folder = Files.createTempDirectory("pop3kit-");
            Path scenario = file != null ? file : Files.writeString(folder.resolve("scenario.lua"), text);
            Path readyFile = folder.resolve("ready.json");
            List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "pop3kit", folder.toString(), program, "serve",
                    scenario.toString(), "--ready-file", readyFile.toString(), "--admin-port", "0"));
            command.addAll(options);
            child = new ProcessBuilder(command).redirectError(complaints().toFile()).start();
            waitUntilReady(program, readyFile);
            ready = Json.object(Json.parse(Files.readString(readyFile)));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /**
     * Returns the path of the pop3kit command. The system property pop3kit.command names it, or else the environment variable
     * POP3KIT; otherwise it is `pop3kit` on the PATH.
     */
    static String findCommand() {
        String named = System.getenv().getOrDefault("POP3KIT", "");
        String wanted = System.getProperty("pop3kit.command", named.isEmpty() ? "pop3kit" : named);
        String path = wanted.contains("/") ? "." : System.getenv().getOrDefault("PATH", "");
        for (String each : path.split(File.pathSeparator)) {
            Path found = Path.of(each).resolve(wanted).toAbsolutePath().normalize();
            if (Files.isRegularFile(found) && Files.isExecutable(found)) return found.toString();
        }
        throw new Pop3kitException("the command '" + wanted
                + "' was not found; install pop3kit, or set POP3KIT to the path of the command", 0);
    }

    private void waitUntilReady(String program, Path readyFile) throws IOException {
        BufferedReader said = new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
        // The ready file is written by rename before the first line.
        while (said.readLine() != null) {
            if (Files.exists(readyFile)) return;
        }
        String complaint = complaint();
        int status = stop();
        throw new Pop3kitException(complaint.isEmpty()
                ? program + " serve ended with status " + status + " before it was ready" : complaint, 0);
    }

    Map<String, Object> ready() {
        return ready;
    }

    private Path complaints() {
        return folder.resolve("stderr");
    }

    /** Returns what the server wrote on standard error. */
    String complaint() {
        try {
            return Files.readString(complaints()).strip();
        } catch (IOException error) {
            return "";
        }
    }

    /** Ends the server, removes its files and returns the exit status. */
    int stop() {
        try (var stdin = child.getOutputStream()) {
            stdin.write("stop\n".getBytes(StandardCharsets.UTF_8));
        } catch (IOException error) {
            // The server has ended by itself.
        }
        int status = waitFor();
        try (var files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(each -> each.toFile().delete());
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
        return status;
    }

    private int waitFor() {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return child.waitFor();
                } catch (InterruptedException error) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
