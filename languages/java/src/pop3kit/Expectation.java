package pop3kit;

import java.util.ArrayList;
import java.util.List;

/** How often a client must send a command: `Expectation.of("RETR 1").exactly(2)`. Without a bound: at least once. */
public final class Expectation {
    /** The state of an expectation: "open", "met" or "failed". `difference` is null if it is met. */
    public record Report(String where, String expected, String state, String difference) { }

    private final String command;
    private final Long least;
    private final Long most;
    private final Long connection;
    private final String user;

    private Expectation(String command, Long least, Long most, Long connection, String user) {
        this.command = command;
        this.least = least;
        this.most = most;
        this.connection = connection;
        this.user = user;
    }

    /** Expects a command: a verb with any argument, "RETR", or a whole line, "RETR 1". */
    public static Expectation of(String command) {
        if (command.contains("$") || command.contains("|")) {
            throw new IllegalArgumentException("'" + command + "' is a pattern; write it into the scenario's own expect = { ... }");
        }
        return new Expectation(command, null, null, null, null);
    }

    public Expectation exactly(long count) {
        return new Expectation(command, count, count, connection, user);
    }

    public Expectation atLeast(long count) {
        return new Expectation(command, count, most, connection, user);
    }

    public Expectation atMost(long count) {
        return new Expectation(command, least, count, connection, user);
    }

    public Expectation never() {
        return exactly(0);
    }

    /** Counts the commands of one connection only. Connections are counted from 1. */
    public Expectation onConnection(long number) {
        return new Expectation(command, least, most, number, user);
    }

    /** Counts the commands of one account only, after its login. */
    public Expectation by(String account) {
        return new Expectation(command, least, most, connection, account);
    }

    private long atLeast() {
        return least != null ? least : most == null ? 1 : 0;
    }

    private static String often(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private String wanted() {
        String out = command;
        if (user != null) out += " by " + user;
        if (connection != null) out += " on connection " + connection;
        if (most != null && most == 0) return out + " never";
        if (most != null && most == atLeast()) return out + " exactly " + often(most);
        List<String> bounds = new ArrayList<>();
        if (atLeast() > 0) bounds.add("at least " + often(atLeast()));
        if (most != null) bounds.add("at most " + often(most));
        return out + " " + String.join(" and ", bounds);
    }

    /** Counts the command in the journal. Too few commands leave the expectation open: the client can send more. */
    Report judge(List<JournalEntry> journal) {
        String verb = command.split(" ", 2)[0];
        long count = 0;
        List<String> others = new ArrayList<>();
        for (JournalEntry entry : journal) {
            boolean here = (connection == null || connection == entry.connection()) && (user == null || user.equals(entry.user()));
            if (here && entry.isCommand(command)) {
                count++;
            } else if (entry.isCommand(verb)) {
                others.add(entry.text() + " on connection " + entry.connection());
            }
        }
        String state = most != null && count > most ? "failed" : count < atLeast() ? "open" : "met";
        if (state.equals("met")) return new Report("the test", wanted(), state, null);
        String came = count == 0 ? "never came" : "came " + often(count);
        String difference = "the test expected " + wanted() + ", but it " + came;
        if (state.equals("open") && !others.isEmpty()) {
            difference += "; nearest: " + String.join(", ", others.stream().distinct().limit(3).toList());
        }
        return new Report("the test", wanted(), state, difference);
    }
}
