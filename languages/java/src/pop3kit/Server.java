package pop3kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A running POP3 server. {@link Pop3kit} is the same for tests of JUnit, which starts and closes it. */
public class Server implements AutoCloseable {
    static final String DEFAULT_SCENARIO = """
            return scenario {
              title = "three messages",
              accounts = { alice = { password = "s3cret", mailbox = { generate { count = 3, size = "1 KiB" } } } },
            }
            """;
    private static final String HOST = "127.0.0.1";
    private static final Duration SLICE = Duration.ofMillis(100);  // the longest wait of one request for the verdict
    private static final int PAGE = 10_000;

    /** A scenario as it is played: a file, or a text. */
    record Source(Path file, String text) { }

    private final List<Expectation> expected = new ArrayList<>();
    private boolean strict;
    private ServeProcess process;
    private ControlRoom room;
    private Path home;

    Server() { }

    /** Starts a server with a scenario file, relative to the current folder. */
    public static Server serve(Path file) {
        Server out = new Server();
        out.start(new Source(file.toAbsolutePath().normalize(), null), List.of(), false);
        return out;
    }

    /** Starts a server with a scenario as a Lua text. */
    public static Server serveText(String lua) {
        Server out = new Server();
        out.start(new Source(null, lua), List.of(), false);
        return out;
    }

    final void start(Source source, List<String> options, boolean failForUnfiredRules) {
        process = new ServeProcess(source.file(), source.text(), options);
        strict = failForUnfiredRules;
        home = source.file() == null ? null : source.file().getParent();
        room = new ControlRoom(port("admin_port"), adminToken(), process::complaint);
    }

    final boolean isRunning() {
        return process != null;
    }

    /** Ends the server and every session. A second call has no effect. */
    @Override
    public void close() {
        ServeProcess ending = process;
        process = null;
        expected.clear();
        if (ending != null) ending.stop();
    }

    // Where it listens

    private ServeProcess running() {
        if (process == null) throw new Pop3kitException("the server is not running", 0);
        return process;
    }

    private int port(String name) {
        Object port = running().ready().get(name);
        if (port == null) throw new Pop3kitException("the scenario opens no listener for " + name, 0);
        return ((Long) port).intValue();
    }

    public String host() {
        return HOST;
    }

    /** The port that begins without TLS and offers STLS. */
    public int port() {
        return port("port");
    }

    /** The port that uses TLS from the first octet. */
    public int tlsPort() {
        return port("tls_port");
    }

    /** The PEM file with the certificate authority that a client must trust. */
    public Path caFile() {
        return Path.of((String) running().ready().get("ca_file"));
    }

    public String url() {
        return "pop3://" + HOST + ":" + port();
    }

    public String tlsUrl() {
        return "pop3s://" + HOST + ":" + tlsPort();
    }

    public String adminUrl() {
        return "http://" + HOST + ":" + port("admin_port");
    }

    public String adminToken() {
        return (String) running().ready().get("admin_token");
    }

    // What it does

    /**
     * Sends any request to the control room and returns its answer: maps, lists, strings, longs, doubles and booleans.
     * docs/reference/control.md lists the requests.
     */
    public Object ask(String method, String path, byte[] body, Map<String, Object> query) {
        running();
        return room.ask(method, path, body, query);
    }

    private Object ask(String method, String path, Object... query) {
        return ask(method, path, null, ControlRoom.query(query));
    }

    /**
     * Plays another scenario file, on the same ports and with the same certificate authority. Removes the expectations that
     * the test has added. Files that the scenario names must lie in the folder of the scenario that the server was started
     * with, or below it.
     */
    public void load(Path file) {
        play(file, null);
    }

    private void play(Path file, String seed) {
        Path absolute = file.toAbsolutePath().normalize();
        byte[] text;
        try {
            text = Files.readAllBytes(absolute);
        } catch (IOException error) {
            throw new Pop3kitException("the scenario '" + file + "' cannot be read: " + error, error);
        }
        expected.clear();
        boolean inside = home != null && absolute.startsWith(home);
        String below = inside ? home.relativize(absolute.getParent()).toString() : null;
        String directory = below != null && below.isEmpty() ? "." : below;
        try {
            ask("PUT", "/scenario", text, ControlRoom.query("name", absolute.getFileName().toString(), "directory", directory,
                    "seed", seed));
        } catch (Pop3kitException error) {
            if (inside) throw error;
            throw new Pop3kitException(error.getMessage() + "\n(this server looks for files of a scenario in "
                    + (home == null ? "no folder" : home) + ", where its first scenario lies)", error.status());
        }
    }

    /** Plays another scenario that is given as a Lua text. Removes the expectations that the test has added. */
    public void loadText(String lua) {
        expected.clear();
        ask("PUT", "/scenario", octets(lua), Map.of());
    }

    /** Plays the first scenario from its beginning, even if another was loaded since. */
    final void beginAnew(Source source, String seed) {
        expected.clear();
        if (source.file() != null) {
            play(source.file(), seed);
        } else {
            ask("PUT", "/scenario", octets(source.text()), ControlRoom.query("name", "scenario.lua", "seed", seed));
        }
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Plays the scenario from its beginning: mailboxes, rules, journal and verdict are as at the start. */
    public void reset() {
        expected.clear();
        ask("POST", "/reset");
    }

    /** Adds a whole message to a maildrop, for sessions that log in later. LF becomes CRLF. */
    public void deliver(String account, String message) {
        ask("POST", "/mailboxes/" + ControlRoom.encoded(account) + "/messages", octets(message), Map.of());
    }

    /** One message of a maildrop. */
    public record MailboxMessage(long number, String uniqueId, long size) { }

    /** Returns the messages that a session finds if it logs in now. */
    public List<MailboxMessage> mailbox(String account) {
        List<MailboxMessage> found = new ArrayList<>();
        while (true) {
            Object page = ask("GET", "/mailboxes/" + ControlRoom.encoded(account), "from", found.size() + 1, "limit", PAGE);
            List<Map<String, Object>> messages = Json.list(Json.object(page).get("messages"));
            for (Map<String, Object> each : messages) {
                found.add(new MailboxMessage((Long) each.get("number"), (String) each.get("unique_id"), (Long) each.get("size")));
            }
            if (messages.size() < PAGE) return found;
        }
    }

    /** One rule. `fired` counts how often it has fired. */
    public record Rule(long number, String where, String on, String does, long fired) {
        static List<Rule> of(Object told) {
            return Json.<Map<String, Object>>list(told).stream().map(each -> new Rule((Long) each.get("rule"), (String) each.get("where"),
                    (String) each.get("on"), (String) each.get("does"), (Long) each.get("fired"))).toList();
        }
    }

    /** Adds rules before the others, in the words of a scenario: `{ on = "RETR", times = 1, close = "reset" }`. */
    public List<Rule> addRules(String text) {
        return Rule.of(ask("POST", "/rules", octets(text), Map.of()));
    }

    public void removeRule(long number) {
        ask("DELETE", "/rules/" + number);
    }

    /** Removes all rules, including those of the scenario. */
    public void removeRules() {
        ask("DELETE", "/rules");
    }

    /** Returns the rules in the order in which the server tries them. */
    public List<Rule> rules() {
        return Rule.of(ask("GET", "/rules"));
    }

    /** Lets the sessions continue that a rule with `hold = gate` has stopped. */
    public void release(String gate) {
        ask("POST", "/holds/" + ControlRoom.encoded(gate) + "/release");
    }

    /** Returns how many sessions are open. */
    public int sessionCount() {
        return Json.list(ask("GET", "/sessions")).size();
    }

    /** Resets the connections of all sessions and returns how many there were. */
    public long endSessions() {
        return (Long) Json.object(ask("DELETE", "/sessions")).get("ended");
    }

    // What it saw

    /** Returns everything that happened, oldest first. */
    public List<JournalEntry> journal() {
        return journal(null, null, null, null);
    }

    /**
     * Returns what happened, oldest first. Each argument that is not null selects entries: those of a kind, of a connection,
     * of an account, and those whose text begins with `text`.
     */
    public List<JournalEntry> journal(String kind, Long connection, String user, String text) {
        List<JournalEntry> found = new ArrayList<>();
        long since = 0;
        while (true) {
            Map<String, Object> told = Json.object(ask("GET", "/journal", "since", since, "limit", PAGE, "kind", kind,
                    "connection", connection, "user", user, "text", text));
            List<Map<String, Object>> entries = Json.list(told.get("entries"));
            entries.forEach(each -> found.add(JournalEntry.of(each)));
            if (entries.size() < PAGE) return found;
            since = (Long) told.get("next");
        }
    }

    private List<JournalEntry> sent() {
        return journal("command", null, null, null);
    }

    /** Returns the commands of the client, oldest first. Secrets are "****". */
    public List<String> commands() {
        return sent().stream().map(JournalEntry::text).toList();
    }

    /**
     * Waits until a command has come, "RETR" or "RETR 1", and returns its entry. The reply may still be pending. Throws
     * VerdictError if the command does not come within the limit.
     */
    public JournalEntry waitFor(String command, Duration limit) {
        Instant end = Instant.now().plus(limit);
        long since = 0;
        while (true) {
            Map<String, Object> told = Json.object(ask("GET", "/journal", "kind", "command", "since", since, "limit", PAGE,
                    "wait", Duration.between(Instant.now(), end)));
            List<Map<String, Object>> entries = Json.list(told.get("entries"));
            for (Map<String, Object> each : entries) {
                JournalEntry entry = JournalEntry.of(each);
                if (entry.isCommand(command)) return entry;
            }
            if (entries.isEmpty()) throw new VerdictError(command + " did not come within " + limit.toMillis() + " ms");
            since = (Long) told.get("next");
        }
    }

    // What is expected

    /** Adds an expectation to those of the scenario. load() and reset() remove it. */
    public void expect(Expectation expectation) {
        running();
        expected.add(expectation);
    }

    /** Returns the verdict. If clients are still connected, waits at most `wait` until no expectation is open. */
    public Verdict verdict(Duration wait) {
        Instant end = Instant.now().plus(wait);
        while (true) {
            Duration left = Duration.between(Instant.now(), end);
            boolean late = left.isNegative() || left.isZero();
            Verdict found = judge(late ? null : left.compareTo(SLICE) < 0 ? left : SLICE);
            if (late || !found.isOpen()) return found;
            // The last session may have ended between the two requests.
            if (sessionCount() == 0) return judge(null);
        }
    }

    private Verdict judge(Duration wait) {
        Map<String, Object> told = Json.object(ask("GET", "/verdict", "wait", wait));
        List<JournalEntry> journal = sent();
        return Verdict.of(told, expected.stream().map(each -> each.judge(journal)).toList(), strict, journal);
    }

    /**
     * Throws VerdictError, with each difference, unless every expectation was met. If clients are still connected, waits at
     * most `wait` for them.
     */
    public void verify(Duration wait) {
        Verdict found = verdict(wait);
        if (!found.good()) throw new VerdictError(found.difference());
    }

    /**
     * Throws VerdictError, with each difference, unless every expectation was met. If clients are still connected, waits at
     * most 5 seconds for them.
     */
    public void verify() {
        verify(Duration.ofSeconds(5));
    }

    final String dialogue() {
        return Verdict.commandLines(sent());
    }
}
